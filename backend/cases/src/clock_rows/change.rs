//! What can be done to the clocks of a case: each change is an event in a ledger, and the row is computed from it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_registry::directory::EntityFacts;
use hilo_rules::clocks::{self, Clock, ClockEvent, ClockRule, ClockState, What};
use hilo_schema::{clock_events, clocks as table};
use uuid::Uuid;

use super::stored::{StoredClock, of_case};

/// A clock that starts now.
///
/// # Errors
/// Broken when the count runs past the years that the calendar knows.
pub fn started(rule: &ClockRule, at: DateTime<Utc>, entity: &EntityFacts) -> Answer<Clock> {
    computed(rule, &[ClockEvent::new(at, What::Start)], entity)
}

fn computed(rule: &ClockRule, events: &[ClockEvent], entity: &EntityFacts) -> Answer<Clock> {
    clocks::compute(rule, events, &entity.calendar, entity.zone).map_err(Problem::broken)
}

/// The word for a clock's state.
const fn state_word(state: ClockState) -> &'static str {
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
) -> Answer<(Uuid, Clock)> {
    store(
        conn,
        entity,
        case,
        cycle,
        rule,
        &[ClockEvent::new(at, What::Start)],
    )
}

/// Stores a clock with a whole ledger, as the next run of its name in the cycle.
fn store(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    cycle: i16,
    rule: &ClockRule,
    events: &[ClockEvent],
) -> Answer<(Uuid, Clock)> {
    let clock = computed(rule, events, entity)?;
    let last: Option<i16> = table::table
        .select(diesel::dsl::max(table::run))
        .filter(table::entity_id.eq(entity.id))
        .filter(table::case_id.eq(case))
        .filter(table::name.eq(&rule.name))
        .filter(table::cycle.eq(cycle))
        .first(conn)?;
    let id = Uuid::now_v7();
    diesel::insert_into(table::table)
        .values((
            table::entity_id.eq(entity.id),
            table::id.eq(id),
            table::case_id.eq(case),
            table::name.eq(&rule.name),
            table::cycle.eq(cycle),
            table::run.eq(last.unwrap_or(0) + 1),
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
    for (seq, event) in (1_i16..).zip(events) {
        write_event(conn, entity.id, id, seq, event)?;
    }
    Ok((id, clock))
}

/// Adds an event to a clock and computes its row anew.
fn add(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    clock: &StoredClock,
    event: ClockEvent,
) -> Answer<Clock> {
    let seq = i16::try_from(clock.events.len()).map_err(Problem::broken)? + 1;
    write_event(conn, entity.id, clock.id, seq, &event)?;
    let mut events = clock.events.clone();
    events.push(event);
    let after = computed(&clock.rule, &events, entity)?;
    diesel::update(table::table.find((entity.id, clock.id)))
        .set((
            table::due_on.eq(after.due_on),
            table::due_at.eq(after.due_at),
            table::state.eq(state_word(after.state)),
            table::calendar_version.eq(entity.calendar.version()),
        ))
        .execute(conn)?;
    Ok(after)
}

/// The clocks of a cycle that have not stopped.
fn moving(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    cycle: i16,
) -> Answer<Vec<StoredClock>> {
    let mut clocks = of_case(conn, entity.id, case)?;
    clocks.retain(|clock| clock.cycle == cycle && clock.is_current && clock.state != "stopped");
    Ok(clocks)
}

/// The end of a clock. One that was to start later ends at its start: a ledger is in the order of time.
fn ended(clock: &StoredClock, at: DateTime<Utc>) -> ClockEvent {
    let last = clock.events.last().map_or(at, |event| event.at);
    ClockEvent::new(at.max(last), What::Stop)
}

/// Stops the clocks of a name that still move in a cycle.
pub fn stop(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    cycle: i16,
    name: &str,
    at: DateTime<Utc>,
) -> Answer<()> {
    for clock in moving(conn, entity, case, cycle)? {
        if clock.name == name {
            add(conn, entity, &clock, ended(&clock, at))?;
        }
    }
    Ok(())
}

/// Stops one clock by its id, if it still moves: the clock of a question, beside others of its name.
pub fn stop_one(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    clock: Uuid,
    at: DateTime<Utc>,
) -> Answer<()> {
    let clocks = of_case(conn, entity.id, case)?;
    if let Some(one) = clocks
        .iter()
        .find(|one| one.id == clock && one.state != "stopped")
    {
        add(conn, entity, one, ClockEvent::new(at, What::Stop))?;
    }
    Ok(())
}

/// Stops every clock that still moves in a cycle.
pub fn stop_all(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    cycle: i16,
    at: DateTime<Utc>,
) -> Answer<()> {
    for clock in moving(conn, entity, case, cycle)? {
        add(conn, entity, &clock, ended(&clock, at))?;
    }
    Ok(())
}

/// Every clock that runs stands still, for a ground; the person's own goes on. `at` may lie in the past.
pub fn pause_all(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    cycle: i16,
    ground: &str,
    at: DateTime<Utc>,
) -> Answer<()> {
    for clock in moving(conn, entity, case, cycle)? {
        if clock.name != "correction" && clock.state == "running" {
            let ground = ground.to_owned();
            add(
                conn,
                entity,
                &clock,
                ClockEvent::new(at, What::Pause { ground }),
            )?;
        }
    }
    Ok(())
}

/// Every clock that stands still goes on; answers with the main clock.
pub fn resume_all(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    cycle: i16,
    at: DateTime<Utc>,
) -> Answer<Option<Clock>> {
    let mut main = None;
    for clock in moving(conn, entity, case, cycle)? {
        if clock.state == "paused" {
            let after = add(conn, entity, &clock, ClockEvent::new(at, What::Resume))?;
            if clock.name == "main" {
                main = Some(after);
            }
        }
    }
    Ok(main)
}

/// Gives the main clock more days. Whether the law lets it is asked before, by `clocks::extend`.
pub fn extend(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    clock: &StoredClock,
    event: ClockEvent,
) -> Answer<Clock> {
    add(conn, entity, clock, event)
}

/// The main clock counted anew by another rule: same start, same pauses; an extension belonged to the old rule.
pub fn recount(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    cycle: i16,
    rule: &ClockRule,
    at: DateTime<Utc>,
) -> Answer<Option<Clock>> {
    let clocks = moving(conn, entity, case, cycle)?;
    let Some(old) = clocks.iter().find(|clock| clock.name == "main") else {
        return Ok(None);
    };
    add(conn, entity, old, ClockEvent::new(at, What::Stop))?;
    diesel::update(table::table.find((entity.id, old.id)))
        .set(table::is_current.eq(false))
        .execute(conn)?;
    let kept: Vec<ClockEvent> = old
        .events
        .iter()
        .filter(|event| !matches!(event.what, What::Extend { .. }))
        .cloned()
        .collect();
    store(conn, entity, case, cycle, rule, &kept).map(|(_, clock)| Some(clock))
}

/// Stops the clock of a name and starts it again: the case changed hands.
pub fn restart(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    case: Uuid,
    cycle: i16,
    rule: &ClockRule,
    at: DateTime<Utc>,
) -> Answer<(Uuid, Clock)> {
    stop(conn, entity, case, cycle, &rule.name, at)?;
    start(conn, entity, case, cycle, rule, at)
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
