//! Marks of a clock: at 50, 80 and 100 % of its term its case is escalated, each exactly once (PA-33, CL-49).
//!
//! A job waits for the next mark. When it runs it reads the clock again: a pause or an extension since then has moved
//! the mark, and the job waits once more.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_schema::{clocks as table, escalations};
use uuid::Uuid;

/// A mark that a clock has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// Share of the term in percent.
    pub mark: u8,
}

impl Reached {
    /// Records the mark; false when it was recorded before.
    pub fn record(self, tx: &mut Tx<'_>, case: Uuid, clock: Uuid) -> Answer<bool> {
        let rows = diesel::insert_into(escalations::table)
            .values((
                escalations::entity_id.eq(tx.entity()?),
                escalations::clock_id.eq(clock),
                escalations::mark.eq(i16::from(self.mark)),
                escalations::case_id.eq(case),
                escalations::at.eq(tx.now),
            ))
            .on_conflict_do_nothing()
            .execute(tx.conn)?;
        Ok(rows == 1)
    }
}

/// Looks at a clock at a time.
pub fn watch(tx: &mut Tx<'_>, entity: Uuid, clock: Uuid, at: DateTime<Utc>) -> Answer<()> {
    Ok(jobs::ask(
        tx.conn,
        Lane::Cases,
        "mark_clock",
        entity,
        clock,
        at,
        tx.now,
    )?)
}

/// Looks at every clock of a case that runs: after anything that moved them.
pub fn watch_all(tx: &mut Tx<'_>, entity: Uuid, case: Uuid) -> Answer<()> {
    let running: Vec<Uuid> = table::table
        .select(table::id)
        .filter(table::entity_id.eq(entity))
        .filter(table::case_id.eq(case))
        .filter(table::state.eq("running"))
        .filter(table::is_current)
        .load(tx.conn)?;
    let now = tx.now;
    running
        .into_iter()
        .try_for_each(|clock| watch(tx, entity, clock, now))
}
