//! Clocks as they are stored, with their ledgers.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_registry::directory::EntityFacts;
use hilo_rules::clocks::{self, Clock, ClockEvent, ClockRule, What};
use hilo_schema::{clock_events, clocks as table};
use serde_json::Value;
use uuid::Uuid;

/// A stored clock with its ledger.
#[derive(Debug)]
pub struct StoredClock {
    pub id: Uuid,
    pub name: String,
    pub cycle: i16,
    /// Counts up where a clock runs again in the same cycle.
    pub run: i16,
    /// False once another run took its place.
    pub is_current: bool,
    pub state: String,
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
    run: i16,
    is_current: bool,
    state: String,
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
            table::run,
            table::is_current,
            table::state,
            table::rule,
            table::zone,
            table::calendar_version,
            table::counted_from,
            table::due_on,
            table::due_at,
        ))
        .filter(table::entity_id.eq(entity))
        .filter(table::case_id.eq(case))
        .order((table::cycle, table::name, table::run))
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
                run: row.run,
                is_current: row.is_current,
                state: row.state,
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

/// The main clock that holds: the last cycle's, in its last run.
pub fn main_of(clocks: &[StoredClock]) -> Option<&StoredClock> {
    clocks
        .iter()
        .rev()
        .find(|clock| clock.name == "main" && clock.is_current)
}

impl StoredClock {
    /// The clock computed from its ledger with a calendar.
    pub fn compute(&self, entity: &EntityFacts) -> Answer<Clock> {
        clocks::compute(&self.rule, &self.events, &entity.calendar, self.zone)
            .map_err(Problem::broken)
    }
}
