//! What a step of the lifecycle does to the clocks of its case.

use chrono::{DateTime, Utc};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::{Directory, EntityFacts};
use hilo_rules::clocks::{ClockEvent, ClockRule};
use hilo_rules::lifecycle::{MainClock, SIDE_CLOCKS};
use hilo_rules::packs::Pack;
use hilo_rules::vocabulary::State;
use uuid::Uuid;

use super::change;
use super::marks;
use super::stored::{main_of, of_case};
use crate::case::{Case, Lock};
use crate::turn::{Opened, Opener, open};

/// What an operation says about the main clock besides the row of the table.
#[derive(Debug, Default)]
pub enum ClockWish {
    #[default]
    Nothing,
    /// The ground of a pause, and since when it counts: now, or a moment in the past.
    Pause {
        ground: String,
        since: DateTime<Utc>,
    },
    /// An extension that the law allows.
    Extend(ClockEvent),
    /// The rule that holds from now on: after a reclassification, or in an appeal.
    Rule(ClockRule),
}

/// The step whose effect is asked for.
pub struct Effect<'a> {
    pub case: &'a Case,
    pub entity: &'a EntityFacts,
    pub pack: &'a Pack,
    pub clock: MainClock,
    pub from: State,
    pub to: State,
    /// The unit that has the case after the step.
    pub unit_after: Option<Uuid>,
}

/// Writes the effect; answers with cycle and due moment that the case has afterwards. A case whose clock stands still
/// has no due moment.
pub fn follow(
    tx: &mut Tx<'_>,
    effect: &Effect<'_>,
    wish: ClockWish,
) -> Answer<(i16, Option<DateTime<Utc>>)> {
    let Effect { case, entity, .. } = effect;
    let (cycle, now) = (case.cycle, tx.now);
    let due = match (effect.clock, wish) {
        (MainClock::Start | MainClock::Leave, _) => case.due_at,
        (MainClock::Pause, ClockWish::Pause { ground, since }) => {
            change::pause_all(tx.conn, entity, case.id, cycle, &ground, since)?;
            None
        }
        (MainClock::Resume, _) => {
            change::resume_all(tx.conn, entity, case.id, cycle, now)?.map(|clock| clock.due_at)
        }
        (MainClock::Extend, ClockWish::Extend(event)) => {
            let clocks = of_case(tx.conn, entity.id, case.id)?;
            let main = main_of(&clocks).ok_or_else(|| Problem::broken("no clock to extend"))?;
            Some(change::extend(tx.conn, entity, main, event)?.due_at)
        }
        (MainClock::Recount, ClockWish::Rule(rule)) => {
            change::recount(tx.conn, entity, case.id, cycle, &rule, now)?.map(|clock| clock.due_at)
        }
        (MainClock::Recount, _) => case.due_at,
        (MainClock::Stop, _) => {
            change::stop_all(tx.conn, entity, case.id, cycle, now)?;
            // A clock that stood still has its due moment again once it has stopped.
            match case.due_at {
                Some(due) => Some(due),
                None => {
                    let clocks = of_case(tx.conn, entity.id, case.id)?;
                    main_of(&clocks).map(|clock| clock.due_at)
                }
            }
        }
        (MainClock::NewCycle, wish) => return new_cycle(tx, effect, wish),
        (MainClock::Pause | MainClock::Extend, _) => {
            return Err(Problem::broken("a step without what its clock needs"));
        }
    };
    beside(tx, effect)?;
    if effect.clock != MainClock::Leave {
        marks::watch_all(tx, entity.id, case.id)?;
    }
    Ok((cycle, due))
}

fn new_cycle(
    tx: &mut Tx<'_>,
    effect: &Effect<'_>,
    wish: ClockWish,
) -> Answer<(i16, Option<DateTime<Utc>>)> {
    let Effect {
        case, entity, pack, ..
    } = effect;
    change::stop_all(tx.conn, entity, case.id, case.cycle, tx.now)?;
    let cycle = case.cycle + 1;
    let of_kind = pack
        .kinds
        .get(&case.kind()?)
        .and_then(|policy| policy.clock.clone());
    let rule = match wish {
        ClockWish::Rule(rule) => Some(rule),
        _ => of_kind,
    };
    let main = rule
        .map(|rule| change::start(tx.conn, entity, case.id, cycle, &rule, tx.now))
        .transpose()?;
    for side in SIDE_CLOCKS {
        if side.while_in.contains(effect.to)
            && let Some(rule) = pack.stage(side.name)
        {
            change::start(tx.conn, entity, case.id, cycle, rule, tx.now)?;
        }
    }
    marks::watch_all(tx, entity.id, case.id)?;
    Ok((cycle, main.map(|(_, clock)| clock.due_at)))
}

/// Clocks beside the main one start and stop with the state.
fn beside(tx: &mut Tx<'_>, effect: &Effect<'_>) -> Answer<()> {
    let Effect {
        case, entity, pack, ..
    } = effect;
    let (cycle, now) = (case.cycle, tx.now);
    let changed_hands = case.unit_id != effect.unit_after;
    for side in SIDE_CLOCKS {
        let Some(rule) = pack.stage(side.name) else {
            continue;
        };
        let was = side.while_in.contains(effect.from);
        let is = side.while_in.contains(effect.to);
        let started = match (was, is) {
            (false, true) => Some(change::start(tx.conn, entity, case.id, cycle, rule, now)?),
            (true, true) if side.restarts_with_holder && changed_hands => {
                Some(change::restart(tx.conn, entity, case.id, cycle, rule, now)?)
            }
            (true, false) => {
                change::stop(tx.conn, entity, case.id, cycle, side.name, now)?;
                None
            }
            _ => None,
        };
        if let Some((clock, _)) = started {
            marks::watch(tx, entity.id, clock, now)?;
        }
    }
    Ok(())
}

/// The triage clock of a case that was filed, and the marks of its clocks: done right after the filing, so that the
/// person does not wait for it.
pub fn after_filing(tx: &mut Tx<'_>, directory: &Directory, case: Uuid) -> Answer<()> {
    let Opened { case, entity, pack } =
        open(tx, directory, &Opener::System(case), Lock::ForUpdate)?;
    let state = case.state()?;
    let is_at_desk = matches!(state, State::Registered | State::InTriage);
    if let Some(rule) = pack.stage("triage").filter(|_| is_at_desk) {
        change::start(tx.conn, &entity, case.id, case.cycle, rule, case.filed_at)?;
    }
    marks::watch_all(tx, entity.id, case.id)
}
