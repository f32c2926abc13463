//! Is the record as it was written? Every chain is computed again, every head is compared, every checkpoint is compared
//! with its copy outside of the database.

use std::fmt;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Integer, Nullable, SmallInt, Uuid as SqlUuid};
use hilo_schema::checkpoints;
use uuid::Uuid;

use super::checkpoint::{Checkpoint, recomputed};
use super::hex;
use crate::problem::Answer;
use crate::tx::Tx;

/// Most broken cases that one check names.
const MOST: i64 = 1_000;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The first entry of a case whose link does not hold: it or one before it was edited, deleted or swapped.
    Broken {
        year: i16,
        correlative: i32,
        seq: i32,
    },
    /// A checkpoint knows an entry that is gone or another one now: the end of the chain was cut or rewritten.
    Cut {
        case: Uuid,
        seq: i32,
        checkpoint: i32,
    },
    /// A case without any entry.
    Silent { year: i16, correlative: i32 },
    /// The heads of a checkpoint do not make its digest.
    Checkpoint { n: i32 },
    /// The copy outside says something else, or the checkpoint is gone.
    Outside { n: i32 },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken {
                year,
                correlative,
                seq,
            } => write!(
                f,
                "case {correlative} of {year}: the chain breaks at entry {seq}"
            ),
            Self::Cut {
                case,
                seq,
                checkpoint,
            } => write!(
                f,
                "case {case}: entry {seq} is not the one that checkpoint {checkpoint} saw"
            ),
            Self::Silent { year, correlative } => {
                write!(f, "case {correlative} of {year}: no history")
            }
            Self::Checkpoint { n } => write!(f, "checkpoint {n}: its heads were changed"),
            Self::Outside { n } => write!(f, "checkpoint {n}: not the one that was kept outside"),
        }
    }
}

#[derive(QueryableByName)]
struct BrokenRow {
    #[diesel(sql_type = SmallInt)]
    year: i16,
    #[diesel(sql_type = Integer)]
    correlative: i32,
    #[diesel(sql_type = Nullable<Integer>)]
    seq: Option<i32>,
}

/// The first entry of each case that does not follow from those before.
const BROKEN: &str = "\
    SELECT DISTINCT ON (w.case_id) c.year, c.correlative, w.seq \
    FROM (SELECT h.case_id, h.seq, h.chain, row_number() OVER one AS place, \
                 history_chain(entry_digest(h.entity_id, h.case_id, h.seq, h.at, h.event, h.from_state, h.to_state, \
                     h.actor_kind, h.actor_id, h.actor_role, h.unit_id, h.reason, h.data)) OVER one AS computed \
          FROM history h WHERE h.entity_id = $1 \
          WINDOW one AS (PARTITION BY h.case_id ORDER BY h.seq)) AS w \
    JOIN cases c ON c.entity_id = $1 AND c.id = w.case_id \
    WHERE w.computed IS DISTINCT FROM w.chain OR w.place <> w.seq \
    ORDER BY w.case_id, w.seq LIMIT $2";

const SILENT: &str = "\
    SELECT c.year, c.correlative, NULL::integer AS seq FROM cases c \
    WHERE c.entity_id = $1 AND NOT EXISTS (SELECT 1 FROM history h WHERE h.entity_id = $1 AND h.case_id = c.id) \
    LIMIT $2";

#[derive(QueryableByName)]
struct CutRow {
    #[diesel(sql_type = SqlUuid)]
    case_id: Uuid,
    #[diesel(sql_type = Integer)]
    seq: i32,
    #[diesel(sql_type = Integer)]
    n: i32,
}

const CUT: &str = "\
    SELECT k.case_id, k.seq, k.n FROM checkpoint_heads k \
    LEFT JOIN history h ON h.entity_id = k.entity_id AND h.case_id = k.case_id AND h.seq = k.seq \
    WHERE k.entity_id = $1 AND h.chain IS DISTINCT FROM k.chain ORDER BY k.n, k.case_id LIMIT $2";

/// Checks the record of the body of this transaction against itself and against the copies kept `outside`.
pub fn verify(tx: &mut Tx<'_>, outside: &[Checkpoint]) -> Answer<Vec<Fault>> {
    tx.take_time()?;
    let entity = tx.entity()?;
    let mut faults = Vec::new();
    let broken: Vec<BrokenRow> = asked(tx, BROKEN, entity)?;
    faults.extend(broken.into_iter().map(|row| Fault::Broken {
        year: row.year,
        correlative: row.correlative,
        seq: row.seq.unwrap_or(0),
    }));
    let silent: Vec<BrokenRow> = asked(tx, SILENT, entity)?;
    faults.extend(silent.into_iter().map(|row| Fault::Silent {
        year: row.year,
        correlative: row.correlative,
    }));
    let cut: Vec<CutRow> = asked(tx, CUT, entity)?;
    faults.extend(cut.into_iter().map(|row| Fault::Cut {
        case: row.case_id,
        seq: row.seq,
        checkpoint: row.n,
    }));
    faults.extend(checkpoints_of(tx, entity, outside)?);
    Ok(faults)
}

fn asked<Row>(tx: &mut Tx<'_>, query: &'static str, entity: Uuid) -> Answer<Vec<Row>>
where
    Row: QueryableByName<diesel::pg::Pg> + 'static,
{
    Ok(sql_query(query)
        .bind::<SqlUuid, _>(entity)
        .bind::<BigInt, _>(MOST)
        .load(tx.conn)?)
}

fn checkpoints_of(tx: &mut Tx<'_>, entity: Uuid, outside: &[Checkpoint]) -> Answer<Vec<Fault>> {
    let stored: Vec<(i32, Vec<u8>)> = checkpoints::table
        .select((checkpoints::n, checkpoints::digest))
        .filter(checkpoints::entity_id.eq(entity))
        .order(checkpoints::n)
        .load(tx.conn)?;
    let mut faults = Vec::new();
    let mut before = Vec::new();
    for (n, digest) in &stored {
        if recomputed(tx, entity, *n, &before)?.as_ref() != Some(digest) {
            faults.push(Fault::Checkpoint { n: *n });
        }
        before.clone_from(digest);
    }
    for copy in outside.iter().filter(|copy| copy.entity == entity) {
        let kept = stored.iter().find(|(n, _)| *n == copy.n);
        if kept.is_none_or(|(_, digest)| hex(digest) != copy.digest) {
            faults.push(Fault::Outside { n: copy.n });
        }
    }
    Ok(faults)
}
