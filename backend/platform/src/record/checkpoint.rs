//! Checkpoints: the heads of all chains that have moved, summed up in one digest that is kept outside of the database.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Bytea, Integer, Nullable, Uuid as SqlUuid};
use hilo_schema::checkpoints;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::hex;
use crate::problem::Answer;
use crate::tx::Tx;

/// A checkpoint as it is kept outside: signed, one a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The body.
    pub entity: Uuid,
    /// Counts up from 1 within the body.
    pub n: i32,
    pub at: DateTime<Utc>,
    /// Cases that have moved since the checkpoint before.
    pub cases: i32,
    /// SHA-256 of the digest before and of every head, in hexadecimal.
    pub digest: String,
}

#[derive(QueryableByName)]
struct Head {
    #[diesel(sql_type = SqlUuid)]
    case_id: Uuid,
    #[diesel(sql_type = Integer)]
    seq: i32,
    #[diesel(sql_type = Bytea)]
    chain: Vec<u8>,
}

#[derive(QueryableByName)]
struct Digest {
    #[diesel(sql_type = Nullable<Bytea>)]
    digest: Option<Vec<u8>>,
}

/// The cases whose last entry no checkpoint holds yet.
const MOVED: &str = "\
    SELECT last.case_id, last.seq, last.chain \
    FROM (SELECT DISTINCT ON (case_id) case_id, seq, chain FROM history WHERE entity_id = $1 \
          ORDER BY case_id, seq DESC) AS last \
    WHERE NOT EXISTS (SELECT 1 FROM checkpoint_heads k \
                      WHERE k.entity_id = $1 AND k.case_id = last.case_id AND k.seq = last.seq) \
    ORDER BY last.case_id";

/// The digest of the heads of a checkpoint after the one before: `$1` entity, `$2` checkpoint, `$3` digest before.
pub(super) const DIGEST: &str = "\
    SELECT sha256($3 || string_agg(uuid_send(case_id) || int4send(seq) || chain, '' ORDER BY case_id)) AS digest \
    FROM checkpoint_heads WHERE entity_id = $1 AND n = $2";

/// Writes a checkpoint of the body of this transaction; nothing when no case has moved.
pub fn write(tx: &mut Tx<'_>) -> Answer<Option<Checkpoint>> {
    tx.take_time()?;
    let entity = tx.entity()?;
    let moved: Vec<Head> = sql_query(MOVED).bind::<SqlUuid, _>(entity).load(tx.conn)?;
    if moved.is_empty() {
        return Ok(None);
    }
    let last: Option<(i32, Vec<u8>)> = checkpoints::table
        .select((checkpoints::n, checkpoints::digest))
        .filter(checkpoints::entity_id.eq(entity))
        .order(checkpoints::n.desc())
        .first(tx.conn)
        .optional()?;
    let (n, before) = last.map_or((1, Vec::new()), |(n, digest)| (n + 1, digest));
    let cases = i32::try_from(moved.len()).map_err(crate::problem::Problem::broken)?;
    // The heads refer to their checkpoint, whose digest is made of them: it is computed from the same bytes here.
    let digest = digest_of(&before, &moved);
    diesel::insert_into(checkpoints::table)
        .values((
            checkpoints::entity_id.eq(entity),
            checkpoints::n.eq(n),
            checkpoints::at.eq(tx.now),
            checkpoints::cases.eq(cases),
            checkpoints::digest.eq(&digest),
        ))
        .execute(tx.conn)?;
    for heads in moved.chunks(5_000) {
        keep(tx, entity, n, heads)?;
    }
    Ok(Some(Checkpoint {
        entity,
        n,
        at: tx.now,
        cases,
        digest: hex(&digest),
    }))
}

fn digest_of(before: &[u8], heads: &[Head]) -> Vec<u8> {
    let mut all = before.to_vec();
    for head in heads {
        all.extend_from_slice(head.case_id.as_bytes());
        all.extend_from_slice(&head.seq.to_be_bytes());
        all.extend_from_slice(&head.chain);
    }
    crate::sealed::digest(&all)
}

fn keep(tx: &mut Tx<'_>, entity: Uuid, n: i32, heads: &[Head]) -> Answer<()> {
    use hilo_schema::checkpoint_heads as table;
    let rows: Vec<_> = heads
        .iter()
        .map(|head| {
            (
                table::entity_id.eq(entity),
                table::n.eq(n),
                table::case_id.eq(head.case_id),
                table::seq.eq(head.seq),
                table::chain.eq(&head.chain),
            )
        })
        .collect();
    diesel::insert_into(table::table)
        .values(rows)
        .execute(tx.conn)?;
    Ok(())
}

/// The digest that the stored heads of a checkpoint make; `None` when it has none.
pub(super) fn recomputed(
    tx: &mut Tx<'_>,
    entity: Uuid,
    n: i32,
    before: &[u8],
) -> Answer<Option<Vec<u8>>> {
    let row: Digest = sql_query(DIGEST)
        .bind::<SqlUuid, _>(entity)
        .bind::<Integer, _>(n)
        .bind::<Bytea, _>(before)
        .get_result(tx.conn)?;
    Ok(row.digest)
}
