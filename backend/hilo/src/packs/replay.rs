//! A version of a pack run over past cases before it counts: how many due dates, routes and outcomes would differ
//! (design 1, point 6).

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{
    BigInt, Date, Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use hilo_cases::case::number_of;
use hilo_cases::file::term::{Promise, main_rule};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::{Directory, EntityFacts};
use hilo_rules::clocks::{self, ClockEvent, What};
use hilo_rules::packs::{Pack, Routing};
use hilo_rules::vocabulary::{Kind, Outcome};
use serde::Serialize;
use uuid::Uuid;

/// Cases read at once.
const PAGE: i64 = 2_000;
/// Cases that are named.
const NAMED: usize = 20;

/// What would have been otherwise.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Replay {
    /// Cases of the regime that were looked at.
    pub cases: u64,
    pub due_earlier: u64,
    pub due_later: u64,
    /// Cases that would have gone elsewhere first.
    pub routed_otherwise: u64,
    /// Cases that ended in a way that would not be open any more.
    pub ended_otherwise: u64,
    /// Cases of a kind that would not be handled any more.
    pub not_handled: u64,
    /// Some of them, with what would differ.
    pub examples: Vec<String>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SmallInt)]
    year: i16,
    #[diesel(sql_type = Integer)]
    correlative: i32,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    outcome: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    service_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    office_id: Option<Uuid>,
    #[diesel(sql_type = Timestamptz)]
    started_at: chrono::DateTime<chrono::Utc>,
    #[diesel(sql_type = Date)]
    due_on: NaiveDate,
    #[diesel(sql_type = Jsonb)]
    pauses: serde_json::Value,
}

/// Cases of this body under any version of the pack, with their first main clock. Extensions belong to the old rule.
const CASES: &str = "\
    SELECT c.id, c.year, c.correlative, c.kind, c.outcome, c.service_id, c.office_id, s.at AS started_at, k.due_on, \
           COALESCE((SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('at', e.at, 'what', e.what, \
               'ground', CASE WHEN e.what = 'pause' THEN COALESCE(e.reason, '') END)) ORDER BY e.seq) \
             FROM clock_events e WHERE e.entity_id = k.entity_id AND e.clock_id = k.id \
               AND e.what IN ('pause', 'resume')), '[]') AS pauses \
    FROM cases c JOIN packs p ON p.id = c.pack_id \
    JOIN clocks k ON k.entity_id = c.entity_id AND k.case_id = c.id AND k.name = 'main' AND k.cycle = 1 AND k.is_current \
    JOIN clock_events s ON s.entity_id = k.entity_id AND s.clock_id = k.id AND s.seq = 1 \
    WHERE c.entity_id = $1 AND p.name = $2 AND c.id > $3 ORDER BY c.id LIMIT $4";

/// Runs a pack over the cases of the body of this transaction.
pub fn replay(tx: &mut Tx<'_>, directory: &Directory, pack: &Pack) -> Answer<Replay> {
    tx.take_time()?;
    let entity = directory.facts(tx)?;
    let mut round = Round {
        entity: &entity,
        pack,
        services: HashMap::new(),
        found: Replay::default(),
    };
    let mut after = Uuid::nil();
    loop {
        let rows: Vec<Row> = sql_query(CASES)
            .bind::<SqlUuid, _>(entity.id)
            .bind::<Text, _>(&pack.name)
            .bind::<SqlUuid, _>(after)
            .bind::<BigInt, _>(PAGE)
            .load(tx.conn)?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        for row in &rows {
            round.look(tx, row)?;
        }
    }
    Ok(round.found)
}

struct Round<'a> {
    entity: &'a Arc<EntityFacts>,
    pack: &'a Pack,
    services: HashMap<Uuid, Option<Promise>>,
    found: Replay,
}

impl Round<'_> {
    fn look(&mut self, tx: &mut Tx<'_>, row: &Row) -> Answer<()> {
        self.found.cases += 1;
        let kind: Kind = row.kind.parse().map_err(Problem::broken)?;
        let Some(policy) = self.pack.kinds.get(&kind) else {
            self.found.not_handled += 1;
            return self.name(row, "would not be handled");
        };
        let promise = self.promise(tx, row.service_id)?;
        let rule = main_rule(policy, promise.as_ref(), row.office_id, self.entity);
        if let Some(rule) = rule {
            let mut events = vec![ClockEvent::new(row.started_at, What::Start)];
            let pauses: Vec<ClockEvent> =
                serde_json::from_value(row.pauses.clone()).map_err(Problem::broken)?;
            events.extend(pauses);
            let clock = clocks::compute(&rule, &events, &self.entity.calendar, self.entity.zone)
                .map_err(Problem::broken)?;
            if clock.due_on < row.due_on {
                self.found.due_earlier += 1;
            }
            if clock.due_on > row.due_on {
                self.found.due_later += 1;
            }
            if clock.due_on != row.due_on {
                self.name(row, &format!("due {} → {}", row.due_on, clock.due_on))?;
            }
        }
        let outcome: Option<Outcome> = row.outcome.as_deref().and_then(|word| word.parse().ok());
        if outcome.is_some_and(|outcome| is_given(outcome) && !policy.outcomes.contains(&outcome)) {
            self.found.ended_otherwise += 1;
            self.name(row, "its outcome would not be open")?;
        }
        let is_now_direct = self.entity.regimes.of_kind(kind).is_some_and(|regime| {
            regime.pack.routing == Routing::Service && row.service_id.is_some()
        });
        let would_be_direct = self.pack.routing == Routing::Service && row.service_id.is_some();
        if is_now_direct != would_be_direct {
            self.found.routed_otherwise += 1;
        }
        Ok(())
    }

    fn promise(&mut self, tx: &mut Tx<'_>, service: Option<Uuid>) -> Answer<Option<Promise>> {
        let Some(service) = service else {
            return Ok(None);
        };
        if let Some(known) = self.services.get(&service) {
            return Ok(known.clone());
        }
        let promise = Promise::of(tx.conn, self.entity.id, service)?;
        self.services.insert(service, promise.clone());
        Ok(promise)
    }

    fn name(&mut self, row: &Row, what: &str) -> Answer<()> {
        if self.found.examples.len() < NAMED {
            let number = number_of(self.entity.number, row.year, row.correlative)?;
            self.found.examples.push(format!("{number}: {what}"));
        }
        Ok(())
    }
}

/// Outcomes that the procedure gives by itself stand in no list of a kind.
const fn is_given(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Withdrawn | Outcome::Duplicate)
}
