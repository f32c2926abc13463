//! Marks that a clock has reached: the case is escalated, each mark once (domain 7.3 row 24; anchors checks 52, 53).

use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::Directory;
use hilo_rules::lifecycle::{Command, OPEN};
use hilo_schema::clocks;
use serde_json::json;
use uuid::Uuid;

use crate::case::{Change, Lock};
use crate::clock_rows::{self, Reached};
use crate::turn::{Opened, Opener, Remark, Turn, open};

/// The job that looks at a clock; it asks for itself again while there are marks to come. What moved the clock since
/// it was asked for has asked for a look of its own.
pub fn mark_clock(tx: &mut Tx<'_>, directory: &Directory, clock: Uuid) -> Answer<()> {
    let entity = tx.entity()?;
    let case: Option<Uuid> = clocks::table
        .select(clocks::case_id)
        .find((entity, clock))
        .filter(clocks::state.eq("running"))
        .filter(clocks::is_current)
        .first(tx.conn)
        .optional()?;
    let Some(case) = case else { return Ok(()) };
    let Opened { case, entity, pack } =
        open(tx, directory, &Opener::System(case), Lock::ForUpdate)?;
    let stored = clock_rows::of_case(tx.conn, entity.id, case.id)?;
    let stored = stored
        .iter()
        .find(|stored| stored.id == clock)
        .ok_or_else(|| Problem::broken("a clock that is gone"))?;
    let computed = stored.compute(&entity)?;
    for mark in &pack.marks {
        let at = computed.mark_at(*mark);
        if at >= tx.now {
            let later = at + chrono::TimeDelta::seconds(1);
            return clock_rows::watch(tx, entity.id, clock, later);
        }
        let reached = Reached { mark: *mark };
        if !reached.record(tx, case.id, clock)? || !OPEN.contains(case.state()?) {
            continue;
        }
        let who = Opener::System(case.id);
        let turn = Turn::begin(tx, directory, &who, Seen::Any, Command::Escalate)?;
        let remark = Remark {
            reason: None,
            data: Some(json!({ "clock": stored.name, "mark": mark, "due_on": stored.due_on })),
        };
        turn.finish(tx, &Change::default(), remark)?;
    }
    Ok(())
}
