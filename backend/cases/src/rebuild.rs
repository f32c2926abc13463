//! Rows are projections of history (design 4): this check makes them again and says where a row differs.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Date, Integer, Jsonb, SmallInt, Text, Uuid as SqlUuid};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::Directory;
use hilo_rules::clocks::{self, ClockEvent, ClockRule, ClockState};
use serde_json::Value;
use uuid::Uuid;

use crate::case::number_of;

/// Most differences that one check names.
const MOST: i64 = 1_000;
/// Clocks computed at once.
const PAGE: i64 = 5_000;

#[derive(QueryableByName)]
struct RowFault {
    #[diesel(sql_type = SmallInt)]
    year: i16,
    #[diesel(sql_type = Integer)]
    correlative: i32,
    #[diesel(sql_type = Text)]
    fault: String,
}

/// Every difference between rows and what history and ledgers make of them, in words.
pub fn check(tx: &mut Tx<'_>, directory: &Directory) -> Answer<Vec<String>> {
    tx.take_time()?;
    let entity = directory.facts(tx)?;
    let rows: Vec<RowFault> = sql_query(include_str!("rebuild.sql"))
        .bind::<SqlUuid, _>(entity.id)
        .bind::<BigInt, _>(MOST)
        .load(tx.conn)?;
    let mut faults = Vec::new();
    for row in rows {
        let number = number_of(entity.number, row.year, row.correlative)?;
        faults.push(format!("{number}: {}", row.fault));
    }
    let mut after = Uuid::nil();
    loop {
        let page = clocks_after(tx, entity.id, after)?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for clock in page {
            faults.extend(clock.fault(&entity)?);
        }
    }
    Ok(faults)
}

#[derive(QueryableByName)]
struct ClockRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    case_id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Jsonb)]
    rule: Value,
    #[diesel(sql_type = Text)]
    zone: String,
    #[diesel(sql_type = Text)]
    calendar_version: String,
    #[diesel(sql_type = Date)]
    due_on: NaiveDate,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Jsonb)]
    events: Value,
}

/// Clocks with their ledgers, in the shape in which `rules` reads them.
const CLOCKS: &str = "\
    SELECT k.id, k.case_id, k.name, k.rule, k.zone, k.calendar_version, k.due_on, k.state, \
           COALESCE((SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('at', e.at, 'what', e.what, 'days', e.days, \
               'reason', CASE WHEN e.what = 'extend' THEN COALESCE(e.reason, '') END, \
               'ground', CASE WHEN e.what = 'pause' THEN COALESCE(e.reason, '') END)) ORDER BY e.seq) \
             FROM clock_events e WHERE e.entity_id = k.entity_id AND e.clock_id = k.id), '[]') AS events \
    FROM clocks k WHERE k.entity_id = $1 AND k.id > $2 ORDER BY k.id LIMIT $3";

fn clocks_after(tx: &mut Tx<'_>, entity: Uuid, after: Uuid) -> Answer<Vec<ClockRow>> {
    Ok(sql_query(CLOCKS)
        .bind::<SqlUuid, _>(entity)
        .bind::<SqlUuid, _>(after)
        .bind::<BigInt, _>(PAGE)
        .load(tx.conn)?)
}

impl ClockRow {
    /// What the ledger says otherwise. A clock of an older calendar keeps its day: recomputing is an event of its own
    /// (domain 7.5, invariant 9).
    fn fault(&self, entity: &hilo_registry::directory::EntityFacts) -> Answer<Option<String>> {
        let say = |what: String| {
            Some(format!(
                "clock {} of case {}: {what}",
                self.name, self.case_id
            ))
        };
        let rule: ClockRule = serde_json::from_value(self.rule.clone()).map_err(Problem::broken)?;
        let events: Vec<ClockEvent> =
            serde_json::from_value(self.events.clone()).map_err(Problem::broken)?;
        let zone = self.zone.parse().map_err(Problem::broken)?;
        let clock = match clocks::compute(&rule, &events, &entity.calendar, zone) {
            Ok(clock) => clock,
            Err(problem) => return Ok(say(problem.to_string())),
        };
        let state = match clock.state {
            ClockState::Running => "running",
            ClockState::Paused => "paused",
            ClockState::Stopped => "stopped",
        };
        if state != self.state {
            return Ok(say(format!("{}, its ledger says {state}", self.state)));
        }
        let is_same_calendar = self.calendar_version == entity.calendar.version();
        if is_same_calendar && clock.due_on != self.due_on {
            return Ok(say(format!(
                "due {}, its ledger says {}",
                self.due_on, clock.due_on
            )));
        }
        Ok(None)
    }
}
