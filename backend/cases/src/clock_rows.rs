//! Clocks as rows: the pure ledger of `rules` over the tables `clocks` and `clock_events`.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_registry::directory::EntityFacts;
use hilo_rules::clocks::{self, Clock, ClockEvent, ClockRule, ClockState, What};
use hilo_schema::{clock_events, clocks as table};
use serde_json::Value;
use uuid::Uuid;

/// A stored clock with its ledger.
#[derive(Debug)]
pub struct StoredClock {
    pub id: Uuid,
    pub name: String,
    pub cycle: i16,
    pub rule: ClockRule,
    pub zone: Tz,
    pub calendar_version: String,
    pub events: Vec<ClockEvent>,
    /// As it was computed when it was stored; what holds until a logged recomputation (domain 7.5, invariant 9).
    pub counted_from: NaiveDate,
    pub due_on: NaiveDate,
    pub due_at: DateTime<Utc>,
}

#[derive(Queryable)]
struct ClockRow {
    id: Uuid,
    name: String,
    cycle: i16,
    rule: Value,
    zone: String,
    calendar_version: String,
    counted_from: NaiveDate,
    due_on: NaiveDate,
    due_at: DateTime<Utc>,
}

#[derive(Queryable)]
struct EventRow {
    clock_id: Uuid,
    at: DateTime<Utc>,
    what: String,
    days: Option<i16>,
    reason: Option<String>,
}

/// The clocks of a case with their ledgers, in two queries.
pub fn of_case(conn: &mut PgConnection, entity: Uuid, case: Uuid) -> Answer<Vec<StoredClock>> {
    let rows: Vec<ClockRow> = table::table
        .select((
            table::id,
            table::name,
            table::cycle,
            table::rule,
            table::zone,
            table::calendar_version,
            table::counted_from,
            table::due_on,
            table::due_at,
        ))
        .filter(table::entity_id.eq(entity))
        .filter(table::case_id.eq(case))
        .order((table::cycle, table::name))
        .load(conn)?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let events: Vec<EventRow> = clock_events::table
        .select((
            clock_events::clock_id,
            clock_events::at,
            clock_events::what,
            clock_events::days,
            clock_events::reason,
        ))
        .filter(clock_events::entity_id.eq(entity))
        .filter(clock_events::clock_id.eq_any(&ids))
        .order((clock_events::clock_id, clock_events::seq))
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            let own = events.iter().filter(|event| event.clock_id == row.id);
            Ok(StoredClock {
                events: own.map(read_event).collect::<Answer<_>>()?,
                id: row.id,
                name: row.name,
                cycle: row.cycle,
                rule: serde_json::from_value(row.rule).map_err(Problem::broken)?,
                zone: Tz::from_str(&row.zone).map_err(Problem::broken)?,
                calendar_version: row.calendar_version,
                counted_from: row.counted_from,
                due_on: row.due_on,
                due_at: row.due_at,
            })
        })
        .collect()
}

fn read_event(row: &EventRow) -> Answer<ClockEvent> {
    let reason = row.reason.clone().unwrap_or_default();
    let what = match row.what.as_str() {
        "start" => What::Start,
        "pause" => What::Pause { ground: reason },
        "resume" => What::Resume,
        "extend" => What::Extend {
            days: row
                .days
                .and_then(|days| u16::try_from(days).ok())
                .unwrap_or(0),
            reason,
        },
        "stop" => What::Stop,
        other => return Err(Problem::broken(format!("clock event {other}"))),
    };
    Ok(ClockEvent { at: row.at, what })
}

impl StoredClock {
    /// The clock computed from its ledger with a calendar.
    pub fn compute(&self, entity: &EntityFacts) -> Answer<Clock> {
        clocks::compute(&self.rule, &self.events, &entity.calendar, self.zone)
            .map_err(Problem::broken)
    }
}

/// A clock that starts now.
///
/// # Errors
/// Broken when the count runs past the years that the calendar knows.
pub fn started(rule: &ClockRule, at: DateTime<Utc>, entity: &EntityFacts) -> Answer<Clock> {
    clocks::compute(
        rule,
        &[ClockEvent::new(at, What::Start)],
        &entity.calendar,
        entity.zone,
    )
    .map_err(Problem::broken)
}

/// The word for a clock's state.
pub const fn state_word(state: ClockState) -> &'static str {
    match state {
        ClockState::Running => "running",
        ClockState::Paused => "paused",
        ClockState::Stopped => "stopped",
    }
}

/// Stores a clock that starts, and its first event.
pub fn start(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    cycle: i16,
    rule: &ClockRule,
    at: DateTime<Utc>,
) -> Answer<Clock> {
    let clock = started(rule, at, entity)?;
    let id = Uuid::now_v7();
    diesel::insert_into(table::table)
        .values((
            table::entity_id.eq(entity.id),
            table::id.eq(id),
            table::case_id.eq(case),
            table::name.eq(&rule.name),
            table::cycle.eq(cycle),
            table::rule.eq(serde_json::to_value(rule).map_err(Problem::broken)?),
            table::zone.eq(entity.zone.name()),
            table::calendar.eq(&entity.layers),
            table::calendar_version.eq(entity.calendar.version()),
            table::counted_from.eq(clock.counted_from),
            table::due_on.eq(clock.due_on),
            table::due_at.eq(clock.due_at),
            table::state.eq(state_word(clock.state)),
        ))
        .execute(conn)?;
    write_event(conn, entity.id, id, 1, &ClockEvent::new(at, What::Start))?;
    Ok(clock)
}

/// Stops the main clock of a cycle, if there is one that runs.
pub fn stop(
    conn: &mut PgConnection,
    entity: Uuid,
    case: Uuid,
    cycle: i16,
    at: DateTime<Utc>,
) -> Answer<()> {
    let clock: Option<Uuid> = diesel::update(table::table)
        .filter(table::entity_id.eq(entity))
        .filter(table::case_id.eq(case))
        .filter(table::name.eq("main"))
        .filter(table::cycle.eq(cycle))
        .filter(table::state.ne("stopped"))
        .set(table::state.eq("stopped"))
        .returning(table::id)
        .get_result(conn)
        .optional()?;
    let Some(clock) = clock else { return Ok(()) };
    let last: Option<i16> = clock_events::table
        .select(diesel::dsl::max(clock_events::seq))
        .filter(clock_events::entity_id.eq(entity))
        .filter(clock_events::clock_id.eq(clock))
        .first(conn)?;
    write_event(
        conn,
        entity,
        clock,
        last.unwrap_or(0) + 1,
        &ClockEvent::new(at, What::Stop),
    )
}

fn write_event(
    conn: &mut PgConnection,
    entity: Uuid,
    clock: Uuid,
    seq: i16,
    event: &ClockEvent,
) -> Answer<()> {
    let (what, days, reason) = match &event.what {
        What::Start => ("start", None, None),
        What::Pause { ground } => ("pause", None, Some(ground)),
        What::Resume => ("resume", None, None),
        What::Extend { days, reason } => ("extend", i16::try_from(*days).ok(), Some(reason)),
        What::Stop => ("stop", None, None),
    };
    diesel::insert_into(clock_events::table)
        .values((
            clock_events::entity_id.eq(entity),
            clock_events::clock_id.eq(clock),
            clock_events::seq.eq(seq),
            clock_events::at.eq(event.at),
            clock_events::what.eq(what),
            clock_events::days.eq(days),
            clock_events::reason.eq(reason),
        ))
        .execute(conn)?;
    Ok(())
}
