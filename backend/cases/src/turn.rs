//! One turn of a case: load with lock, check, and write row, history, clocks, outbox and audit together.
//!
//! The only way to change a case, and the only code that writes `state`.

use std::sync::Arc;

use diesel::prelude::*;
use hilo_platform::actor::{ActorKind, Sight};
use hilo_platform::books::{self, Entry};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::{Directory, EntityFacts};
use hilo_rules::lifecycle::{self, Command, Facts, NoStep, OPEN, Row};
use hilo_rules::numbers::CaseNumber;
use hilo_rules::packs::Pack;
use hilo_rules::vocabulary::State;
use hilo_schema::{cases, history};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::case::{Case, Change, Lock, find};
use crate::clock_rows::{self, ClockWish, Effect};
use crate::facts::facts_of;
use crate::joining;
use crate::problems;
use crate::target::OwnCase;

/// Who opens a case, and by what right.
pub enum Opener<'a> {
    /// A person with the key.
    Person(&'a OwnCase),
    /// Staff or machine within their sight.
    Staff(CaseNumber),
    /// A job of the program, by the id of the case.
    System(Uuid),
}

/// A case in hand, with the rules that hold for it.
pub struct Opened {
    pub case: Case,
    pub entity: Arc<EntityFacts>,
    pub pack: Arc<Pack>,
}

/// Opens a case for reading or for a turn. What may not be known is answered like what does not exist.
pub fn open(
    tx: &mut Tx<'_>,
    directory: &Directory,
    opener: &Opener<'_>,
    lock: Lock,
) -> Answer<Opened> {
    let entity = directory.facts(tx)?;
    let case = match opener {
        Opener::Person(own) => {
            find(tx, &entity, own.number, lock)?.filter(|case| own.opens(&case.key_hash))
        }
        Opener::Staff(number) => in_sight(tx, &entity, *number, lock)?,
        Opener::System(id) => cases::table
            .select(Case::as_select())
            .find((entity.id, *id))
            .for_update()
            .first(tx.conn)
            .optional()?,
    };
    let case = case.ok_or(&problems::NOT_FOUND)?;
    let pack = directory.pack(tx.conn, case.pack_id)?;
    Ok(Opened { case, entity, pack })
}

/// The case of a number within the caller's sight of this operation; `None` when there is none.
pub fn in_sight(
    tx: &mut Tx<'_>,
    entity: &EntityFacts,
    number: CaseNumber,
    lock: Lock,
) -> Answer<Option<Case>> {
    let sight = tx.actor.sight();
    let case = find(tx, entity, number, lock)?;
    case.map(|case| Ok::<_, Problem>(covered(tx, &sight, &case)?.then_some(case)))
        .transpose()
        .map(Option::flatten)
}

fn covered(tx: &mut Tx<'_>, sight: &Sight, case: &Case) -> Answer<bool> {
    let facts = case.facts(tx.conn, sight)?;
    Ok(sight.covers(&facts, tx.now))
}

/// A turn that has been allowed and is about to be taken.
pub struct Turn {
    pub case: Case,
    pub entity: Arc<EntityFacts>,
    pub pack: Arc<Pack>,
    pub facts: Facts,
    /// What the operation says about the main clock besides the row of the table.
    pub wish: ClockWish,
    row: &'static Row,
    from: State,
}

/// What history says of a turn besides the event itself.
#[derive(Debug, Default)]
pub struct Remark<'a> {
    pub reason: Option<&'a str>,
    pub data: Option<Value>,
}

impl Turn {
    /// Opens the case and asks version, table and guard, in this order.
    pub fn begin(
        tx: &mut Tx<'_>,
        directory: &Directory,
        opener: &Opener<'_>,
        seen: Seen,
        command: Command,
    ) -> Answer<Self> {
        let Opened { case, entity, pack } = open(tx, directory, opener, Lock::ForUpdate)?;
        seen.matches(case.version)?;
        let from = case.state()?;
        let facts = facts_of(tx, &case, &entity, &pack)?;
        let row = lifecycle::step(from, command, tx.actor.who(), &facts).map_err(refused)?;
        Ok(Self {
            case,
            entity,
            pack,
            facts,
            wish: ClockWish::Nothing,
            row,
            from,
        })
    }

    /// Writes everything that follows from the turn.
    pub fn finish(self, tx: &mut Tx<'_>, change: &Change, remark: Remark<'_>) -> Answer<Case> {
        let to = self.row.leads_from(self.from);
        let effect = Effect {
            case: &self.case,
            entity: &self.entity,
            pack: &self.pack,
            clock: self.row.clock,
            from: self.from,
            to,
            unit_after: change.unit_id.unwrap_or(self.case.unit_id),
        };
        let (cycle, due_at) = clock_rows::follow(tx, &effect, self.wish)?;
        let is_open = OPEN.contains(to);
        let finished_at = match (is_open, self.case.finished_at) {
            (true, _) => None,
            (false, known) => known.or(Some(tx.now)),
        };
        let mine = cases::table.find((self.entity.id, self.case.id));
        let case: Case = diesel::update(mine)
            .set((
                change,
                cases::state.eq(to.as_str()),
                cases::is_open.eq(is_open),
                cases::version.eq(self.case.version + 1),
                cases::cycle.eq(cycle),
                cases::due_at.eq(due_at),
                cases::finished_at.eq(finished_at),
                cases::changed_at.eq(tx.now),
            ))
            .returning(Case::as_returning())
            .get_result(tx.conn)?;
        let seq = last_seq(tx.conn, &case)? + 1;
        let mut data = remark.data.unwrap_or_else(|| json!({}));
        if let Some(members) = data.as_object_mut() {
            members.insert("version".to_owned(), case.version.into());
            members.insert("cycle".to_owned(), case.cycle.into());
        }
        let entry = Entry {
            case_id: case.id,
            seq,
            version: case.version,
            event: self.row.event,
            from: Some(self.from),
            to,
            unit_id: case.unit_id,
            reason: remark.reason,
            data,
        };
        books::record(tx, entry)?;
        joining::after_step(tx, &case, &self.facts, self.row.command)?;
        Ok(case)
    }
}

fn refused(why: NoStep) -> Problem {
    match why {
        NoStep::NotNow => Problem::of(&problems::NOT_NOW),
        NoStep::NotYou => Problem::of(&problems::NOT_YOU),
        NoStep::NotLikeThis(code) => Problem::of(problems::of_guard(code)),
    }
}

/// The newest sequence number of a case.
pub fn last_seq(conn: &mut PgConnection, case: &Case) -> Answer<i32> {
    let last: Option<i32> = history::table
        .select(diesel::dsl::max(history::seq))
        .filter(history::entity_id.eq(case.entity_id))
        .filter(history::case_id.eq(case.id))
        .first(conn)?;
    Ok(last.unwrap_or(0))
}

/// Operation ids that this caller could use on the case now; sent with every case.
pub fn actions(tx: &mut Tx<'_>, opened: &Opened, facts: &Facts) -> Answer<Vec<&'static str>> {
    let state = opened.case.state()?;
    let mut open: Vec<&'static str> = Vec::new();
    for command in lifecycle::open_steps(state, tx.actor.who(), facts) {
        let Some(operation) = command.operation() else {
            continue;
        };
        // An action of the question, for whom it was put to, not of the case.
        if command == Command::AnswerConsultation {
            continue;
        }
        if open.contains(&operation) {
            continue;
        }
        let reaches = match tx.actor.kind {
            ActorKind::Person => true,
            ActorKind::Staff | ActorKind::Machine => {
                let sight = tx.actor.sight_of(operation);
                covered(tx, &sight, &opened.case)?
            }
            ActorKind::System => false,
        };
        if reaches {
            open.push(operation);
        }
    }
    Ok(open)
}
