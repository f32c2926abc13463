//! Storing a batch: one transaction, six statements, each with one array per column.
//!
//! COPY is not open to a role under row security, and one statement per row would spend its time on the way.

use std::collections::{BTreeMap, HashSet};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{
    Array, Binary, Bool, Date, Double, Integer, Nullable, SmallInt, Text, Timestamptz,
    Uuid as SqlUuid,
};
use hilo_platform::chance;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_rules::vocabulary::{Outcome, State};
use hilo_schema::cases;
use uuid::Uuid;

use super::due::Due;
use super::mapping::Mapping;
use super::prepared::{Prepared, Step};
use super::shelf::{Service, Shelf};

/// The program's usual limits are meant for a request, and a batch waits for the one before it.
pub const PATIENCE: &str = "SET LOCAL statement_timeout = '60s'; SET LOCAL lock_timeout = '30s'; \
                            SET LOCAL idle_in_transaction_session_timeout = '60s'";

/// What a batch came to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    pub stored: u64,
    pub already_there: u64,
}

impl Stored {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            stored: self.stored + other.stored,
            already_there: self.already_there + other.already_there,
        }
    }
}

/// A case with everything it needs.
struct Placed<'a> {
    id: Uuid,
    case: &'a Prepared,
    unit: Uuid,
    service: Service,
}

/// Stores the cases that are not there yet; the shelf knows every unit and service that they name.
///
/// # Errors
/// When the database refuses any of them; nothing of the batch is stored then.
pub fn store(
    tx: &mut Tx<'_>,
    mapping: &Mapping,
    entity: &EntityFacts,
    shelf: &Shelf,
    batch: &[Prepared],
) -> Answer<Stored> {
    tx.conn.batch_execute(PATIENCE)?;
    let placed: Vec<Placed<'_>> = fresh(tx, mapping, batch)?
        .into_iter()
        .map(|case| {
            let known = shelf.unit(&case.unit).zip(shelf.service(&case.heading));
            let (unit, service) =
                known.ok_or_else(|| Problem::broken("unit or service is not on the shelf"))?;
            Ok(Placed {
                id: Uuid::now_v7(),
                case,
                unit,
                service,
            })
        })
        .collect::<Answer<_>>()?;
    let stored = u64::try_from(placed.len()).unwrap_or(0);
    if stored > 0 {
        write_parts(tx, mapping, entity, &placed)?;
        // Last, because the counter row stays locked until the commit and every filing of this
        // entity waits for it. Meanwhile the other writer does the parts of its batch.
        let numbers = take_numbers(tx, &placed)?;
        write_cases(tx, mapping, entity, &placed, &numbers)?;
        write_audit(tx, mapping, stored)?;
    }
    let all = u64::try_from(batch.len()).unwrap_or(0);
    Ok(Stored {
        stored,
        already_there: all - stored,
    })
}

/// Rows whose case is not there; a number that comes twice in a batch is stored once.
fn fresh<'a>(
    tx: &mut Tx<'_>,
    mapping: &Mapping,
    batch: &'a [Prepared],
) -> Answer<Vec<&'a Prepared>> {
    let ids: Vec<&str> = batch.iter().map(|case| case.source_id.as_str()).collect();
    let known: Vec<Option<String>> = cases::table
        .select(cases::source_id)
        .filter(cases::entity_id.eq(tx.entity()?))
        .filter(cases::source.eq(&mapping.source))
        .filter(cases::source_id.eq_any(ids))
        .load(tx.conn)?;
    let mut known: HashSet<String> = known.into_iter().flatten().collect();
    Ok(batch
        .iter()
        .filter(|case| known.insert(case.source_id.clone()))
        .collect())
}

#[derive(QueryableByName)]
struct Last {
    #[diesel(sql_type = Integer)]
    last: i32,
}

/// One correlative for each case, in the order of the file: a block of each year.
fn take_numbers(tx: &mut Tx<'_>, placed: &[Placed<'_>]) -> Answer<Vec<i32>> {
    let mut wanted: BTreeMap<i16, i32> = BTreeMap::new();
    for placed in placed {
        *wanted.entry(placed.case.year).or_default() += 1;
    }
    // In the order of years, so that two imports never wait for each other in a circle.
    let mut next: BTreeMap<i16, i32> = BTreeMap::new();
    for (year, count) in wanted {
        let row: Last = sql_query(
            "INSERT INTO case_counters (entity_id, year, last) VALUES ($1, $2, $3) \
             ON CONFLICT (entity_id, year) DO UPDATE SET last = case_counters.last + EXCLUDED.last RETURNING last",
        )
        .bind::<SqlUuid, _>(tx.entity()?)
        .bind::<SmallInt, _>(year)
        .bind::<Integer, _>(count)
        .get_result(tx.conn)?;
        next.insert(year, row.last - count + 1);
    }
    let number = |placed: &Placed<'_>| {
        let next = next
            .get_mut(&placed.case.year)
            .ok_or_else(|| Problem::broken("a year without a block"))?;
        *next += 1;
        Ok(*next - 1)
    };
    placed.iter().map(number).collect()
}

const CASES: &str = "\
INSERT INTO cases (entity_id, id, year, correlative, version, kind, state, is_open, outcome, unit_id, holder_since, \
                   service_id, service_version, pack_id, channel, language, is_confidential, district, filed_at, due_at, \
                   finished_at, changed_at, key_hash, source, source_id, search) \
SELECT $1, r.id, r.year, r.correlative, r.version, $2, r.state, r.finished_at IS NULL, r.outcome, r.unit_id, r.filed_at, \
       r.service_id, r.service_version, $3, r.channel, $4, $5, r.district, r.filed_at, r.due_at, r.finished_at, \
       COALESCE(r.finished_at, r.filed_at), r.key_hash, $6, r.source_id, to_tsvector('simple', r.words) \
FROM unnest($7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) \
     AS r(id, year, correlative, version, state, outcome, unit_id, service_id, service_version, channel, district, \
          filed_at, due_at, finished_at, key_hash, source_id, words)";

fn write_cases(
    tx: &mut Tx<'_>,
    mapping: &Mapping,
    entity: &EntityFacts,
    placed: &[Placed<'_>],
    numbers: &[i32],
) -> Answer<()> {
    let regime = entity.regimes.of_kind(mapping.kind);
    let regime = regime.ok_or_else(|| Problem::field("/kind", "not-here"))?;
    let policy = regime.pack.kinds.get(&mapping.kind);
    // Nobody holds the key of an imported case: the hash of a secret that is thrown away here.
    let keys: Vec<[u8; 32]> = placed.iter().map(|_| chance::bytes()).collect();
    sql_query(CASES)
        .bind::<SqlUuid, _>(entity.id)
        .bind::<Text, _>(mapping.kind.as_str())
        .bind::<SqlUuid, _>(regime.id)
        .bind::<Text, _>(mapping.language.as_str())
        .bind::<Bool, _>(policy.is_some_and(|policy| policy.is_confidential))
        .bind::<Text, _>(&mapping.source)
        .bind::<Array<SqlUuid>, _>(column(placed, |placed| placed.id))
        .bind::<Array<SmallInt>, _>(column(placed, |placed| placed.case.year))
        .bind::<Array<Integer>, _>(numbers)
        .bind::<Array<Integer>, _>(column(placed, |placed| {
            i32::try_from(placed.case.steps.len()).unwrap_or(1)
        }))
        .bind::<Array<Text>, _>(column(placed, |placed| placed.case.state().as_str()))
        .bind::<Array<Nullable<Text>>, _>(column(placed, |placed| {
            placed.case.outcome.map(Outcome::as_str)
        }))
        .bind::<Array<Nullable<SqlUuid>>, _>(column(placed, |placed| {
            placed.case.is_assigned().then_some(placed.unit)
        }))
        .bind::<Array<SqlUuid>, _>(column(placed, |placed| placed.service.id))
        .bind::<Array<Integer>, _>(column(placed, |placed| placed.service.version))
        .bind::<Array<Text>, _>(column(placed, |placed| placed.case.channel.as_str()))
        .bind::<Array<Nullable<Text>>, _>(column(placed, |placed| placed.case.district.as_deref()))
        .bind::<Array<Timestamptz>, _>(column(placed, |placed| placed.case.filed_at))
        .bind::<Array<Nullable<Timestamptz>>, _>(column(placed, |placed| {
            placed.case.due.as_ref().map(|due| due.due_at)
        }))
        .bind::<Array<Nullable<Timestamptz>>, _>(column(placed, |placed| placed.case.finished_at))
        .bind::<Array<Binary>, _>(keys.iter().map(<[u8; 32]>::as_slice).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(column(placed, |placed| placed.case.source_id.as_str()))
        .bind::<Array<Text>, _>(column(placed, |placed| placed.case.words.as_str()))
        .execute(tx.conn)?;
    Ok(())
}

/// One value of each case.
fn column<'a, T>(placed: &'a [Placed<'a>], value: impl Fn(&'a Placed<'a>) -> T) -> Vec<T> {
    placed.iter().map(value).collect()
}

/// Everything that hangs on the cases; their foreign keys are checked at the commit.
fn write_parts(
    tx: &mut Tx<'_>,
    mapping: &Mapping,
    entity: &EntityFacts,
    placed: &[Placed<'_>],
) -> Answer<()> {
    write_stories(tx, placed)?;
    write_clocks(tx, entity, placed)?;
    write_history(tx, mapping, placed)
}

const STORIES: &str = "\
WITH r AS (SELECT * FROM unnest($2, $3, $4, $5, $6) AS r(id, story, place_text, latitude, longitude)), \
told AS (INSERT INTO stories (entity_id, case_id, story, place_text, latitude, longitude, answers) \
         SELECT $1, r.id, r.story, r.place_text, r.latitude, r.longitude, '{}' FROM r) \
INSERT INTO filers (entity_id, case_id, type, notices) SELECT $1, r.id, 'unknown', 'none' FROM r";

fn write_stories(tx: &mut Tx<'_>, placed: &[Placed<'_>]) -> Answer<()> {
    sql_query(STORIES)
        .bind::<SqlUuid, _>(tx.entity()?)
        .bind::<Array<SqlUuid>, _>(column(placed, |placed| placed.id))
        .bind::<Array<Text>, _>(column(placed, |placed| placed.case.story.as_str()))
        .bind::<Array<Nullable<Text>>, _>(column(placed, |placed| {
            placed.case.place_text.as_deref()
        }))
        .bind::<Array<Nullable<Double>>, _>(column(placed, |placed| {
            placed.case.point.map(|point| point.0)
        }))
        .bind::<Array<Nullable<Double>>, _>(column(placed, |placed| {
            placed.case.point.map(|point| point.1)
        }))
        .execute(tx.conn)?;
    Ok(())
}

const CLOCKS: &str = "\
WITH r AS (SELECT * FROM unnest($5, $6, $7, $8, $9, $10, $11, $12) \
                  AS r(id, case_id, rule, counted_from, due_on, due_at, filed_at, finished_at)), \
clock AS (INSERT INTO clocks (entity_id, id, case_id, name, cycle, rule, zone, calendar, calendar_version, counted_from, \
                              due_on, due_at, state) \
          SELECT $1, r.id, r.case_id, 'main', 1, r.rule::jsonb, $2, $3, $4, r.counted_from, r.due_on, r.due_at, \
                 CASE WHEN r.finished_at IS NULL THEN 'running' ELSE 'stopped' END FROM r) \
INSERT INTO clock_events (entity_id, clock_id, seq, at, what) \
SELECT $1, r.id, 1, r.filed_at, 'start' FROM r \
UNION ALL SELECT $1, r.id, 2, r.finished_at, 'stop' FROM r WHERE r.finished_at IS NOT NULL";

fn write_clocks(tx: &mut Tx<'_>, entity: &EntityFacts, placed: &[Placed<'_>]) -> Answer<()> {
    let timed: Vec<(Uuid, &Placed<'_>, &Due)> = placed
        .iter()
        .filter_map(|placed| Some((Uuid::now_v7(), placed, placed.case.due.as_ref()?)))
        .collect();
    if timed.is_empty() {
        return Ok(());
    }
    sql_query(CLOCKS)
        .bind::<SqlUuid, _>(entity.id)
        .bind::<Text, _>(entity.zone.name())
        .bind::<Array<Text>, _>(&entity.layers)
        .bind::<Text, _>(entity.calendar.version())
        .bind::<Array<SqlUuid>, _>(timed.iter().map(|(id, _, _)| *id).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(
            timed
                .iter()
                .map(|(_, placed, _)| placed.id)
                .collect::<Vec<_>>(),
        )
        .bind::<Array<Text>, _>(
            timed
                .iter()
                .map(|(_, _, due)| &*due.rule)
                .collect::<Vec<_>>(),
        )
        .bind::<Array<Date>, _>(
            timed
                .iter()
                .map(|(_, _, due)| due.counted_from)
                .collect::<Vec<_>>(),
        )
        .bind::<Array<Date>, _>(
            timed
                .iter()
                .map(|(_, _, due)| due.due_on)
                .collect::<Vec<_>>(),
        )
        .bind::<Array<Timestamptz>, _>(
            timed
                .iter()
                .map(|(_, _, due)| due.due_at)
                .collect::<Vec<_>>(),
        )
        .bind::<Array<Timestamptz>, _>(
            timed
                .iter()
                .map(|(_, placed, _)| placed.case.filed_at)
                .collect::<Vec<_>>(),
        )
        .bind::<Array<Nullable<Timestamptz>>, _>(
            timed
                .iter()
                .map(|(_, placed, _)| placed.case.finished_at)
                .collect::<Vec<_>>(),
        )
        .execute(tx.conn)?;
    Ok(())
}

const HISTORY: &str = "\
INSERT INTO history (entity_id, case_id, seq, at, event, from_state, to_state, actor_kind, unit_id, reason, data, \
                     request_id, chain) \
SELECT $1, r.case_id, r.seq, r.at, r.event, r.from_state, r.to_state, 'system', r.unit_id, r.reason, r.data::jsonb, $2, \
       history_chain(entry_digest($1, r.case_id, r.seq, r.at, r.event, r.from_state, r.to_state, 'system', NULL, NULL, \
                                  r.unit_id, r.reason, r.data::jsonb)) OVER (PARTITION BY r.case_id ORDER BY r.seq) \
FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11) \
     AS r(case_id, seq, at, event, from_state, to_state, unit_id, reason, data)";

/// One line of history before it is spread over columns.
struct Line<'a> {
    placed: &'a Placed<'a>,
    seq: i32,
    from: State,
    step: &'a Step,
    data: String,
}

fn write_history(tx: &mut Tx<'_>, mapping: &Mapping, placed: &[Placed<'_>]) -> Answer<()> {
    let lines: Vec<Line<'_>> = placed
        .iter()
        .flat_map(|placed| lines(mapping, placed))
        .collect();
    let unit = |line: &Line<'_>| (line.step.to != State::Registered).then_some(line.placed.unit);
    sql_query(HISTORY)
        .bind::<SqlUuid, _>(tx.entity()?)
        .bind::<Text, _>(&tx.request.id)
        .bind::<Array<SqlUuid>, _>(lines.iter().map(|line| line.placed.id).collect::<Vec<_>>())
        .bind::<Array<Integer>, _>(lines.iter().map(|line| line.seq).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(lines.iter().map(|line| line.step.at).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(lines.iter().map(|line| line.step.event).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(
            lines
                .iter()
                .map(|line| line.from.as_str())
                .collect::<Vec<_>>(),
        )
        .bind::<Array<Text>, _>(
            lines
                .iter()
                .map(|line| line.step.to.as_str())
                .collect::<Vec<_>>(),
        )
        .bind::<Array<Nullable<SqlUuid>>, _>(lines.iter().map(unit).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(
            lines
                .iter()
                .map(|line| line.step.reason.as_deref())
                .collect::<Vec<_>>(),
        )
        .bind::<Array<Text>, _>(
            lines
                .iter()
                .map(|line| line.data.as_str())
                .collect::<Vec<_>>(),
        )
        .execute(tx.conn)?;
    Ok(())
}

/// The history of one case; each entry names the version it led to, as those of commands do.
fn lines<'a>(mapping: &Mapping, placed: &'a Placed<'a>) -> Vec<Line<'a>> {
    let mut from = State::Draft;
    let mut out = Vec::with_capacity(placed.case.steps.len());
    for (seq, step) in (1..).zip(&placed.case.steps) {
        let mut data = match seq {
            1 => placed.case.data.clone(),
            _ => serde_json::json!({ "source": mapping.source }),
        };
        if let Some(members) = data.as_object_mut() {
            members.insert("version".to_owned(), seq.into());
            members.insert("cycle".to_owned(), 1.into());
        }
        out.push(Line {
            placed,
            seq,
            from,
            step,
            data: data.to_string(),
        });
        from = step.to;
    }
    out
}

/// One line of audit for a batch: the cases name their source themselves.
fn write_audit(tx: &mut Tx<'_>, mapping: &Mapping, stored: u64) -> Answer<()> {
    sql_query(
        "INSERT INTO audit (entity_id, id, at, operation, actor_kind, verdict, reason, request_id) \
         VALUES ($1, $2, $3, $4, 'system', 'allowed', $5, $6)",
    )
    .bind::<SqlUuid, _>(tx.entity()?)
    .bind::<SqlUuid, _>(Uuid::now_v7())
    .bind::<Timestamptz, _>(tx.now)
    .bind::<Text, _>(tx.request.operation)
    .bind::<Text, _>(format!("{stored} cases of {}", mapping.source))
    .bind::<Text, _>(&tx.request.id)
    .execute(tx.conn)?;
    Ok(())
}
