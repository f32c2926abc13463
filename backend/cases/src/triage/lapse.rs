//! Nobody completed the case in time: it is archived, and the person may file again (domain 7.3 row 5).

use diesel::prelude::*;
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::Directory;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::State;
use hilo_schema::corrections;
use serde_json::json;
use uuid::Uuid;

use crate::case::{Change, Lock};
use crate::clock_rows;
use crate::turn::{Opened, Opener, Remark, Turn, open};

/// The job at the end of a correction's time; does nothing when the person was quicker.
pub fn lapse_correction(tx: &mut Tx<'_>, directory: &Directory, case: Uuid) -> Answer<()> {
    let Opened { case, entity, pack } =
        open(tx, directory, &Opener::System(case), Lock::ForUpdate)?;
    if case.state()? != State::AwaitingCorrection {
        return Ok(());
    }
    let clocks = clock_rows::of_case(tx.conn, entity.id, case.id)?;
    let until = clocks
        .iter()
        .rev()
        .find(|clock| clock.name == "correction" && clock.state == "running")
        .map_or(tx.now, |clock| clock.due_at);
    if until >= tx.now {
        let later = until + chrono::TimeDelta::seconds(1);
        let kind = "lapse_correction";
        return Ok(jobs::ask(
            tx.conn,
            Lane::Cases,
            kind,
            entity.id,
            case.id,
            later,
            tx.now,
        )?);
    }
    let turn = Turn::begin(
        tx,
        directory,
        &Opener::System(case.id),
        Seen::Any,
        Command::Lapse,
    )?;
    diesel::update(corrections::table)
        .filter(corrections::entity_id.eq(entity.id))
        .filter(corrections::case_id.eq(case.id))
        .filter(corrections::answered_at.is_null())
        .filter(corrections::lapsed_at.is_null())
        .set(corrections::lapsed_at.eq(tx.now))
        .execute(tx.conn)?;
    let outcome = pack
        .correction
        .as_ref()
        .and_then(|correction| correction.outcome_on_silence);
    let change = Change {
        outcome: outcome.map(|outcome| Some(outcome.to_string())),
        ..Change::default()
    };
    let remark = Remark {
        reason: None,
        data: Some(json!({ "source": pack.correction.as_ref().map(|rule| &rule.clock.source) })),
    };
    turn.finish(tx, &change, remark)?;
    Ok(())
}
