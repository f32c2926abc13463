//! What follows from an answer or a taking back: the question's clock stops, and with the last open question the case
//! goes on, in the same transaction.

use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::Directory;
use hilo_rules::lifecycle::Command;
use hilo_schema::consultations;
use serde_json::json;

use super::stored::ConsultationRow;
use crate::case::{Case, Change};
use crate::clock_rows;
use crate::turn::{Opener, Remark, Turn};

/// A turn of the case of a question, taken because of the question.
pub fn begin(
    tx: &mut Tx<'_>,
    directory: &Directory,
    row: &ConsultationRow,
    seen: Seen,
    command: Command,
) -> Answer<Turn> {
    Turn::begin(tx, directory, &Opener::System(row.case_id), seen, command)
}

/// Finishes the turn of a question that has just been answered or taken back.
pub fn settle(
    tx: &mut Tx<'_>,
    directory: &Directory,
    turn: Turn,
    row: &ConsultationRow,
) -> Answer<Case> {
    let now = tx.now;
    clock_rows::stop_one(tx.conn, &turn.entity, turn.case.id, row.clock_id, now)?;
    let data = json!({ "consultation": row.id, "kind": row.kind });
    let remark = Remark {
        reason: None,
        data: Some(data),
    };
    let case = turn.finish(tx, &Change::default(), remark)?;
    if is_another_open(tx, &case)? {
        return Ok(case);
    }
    let opener = Opener::System(case.id);
    let turn = Turn::begin(tx, directory, &opener, Seen::Any, Command::Proceed)?;
    turn.finish(tx, &Change::default(), Remark::default())
}

fn is_another_open(tx: &mut Tx<'_>, case: &Case) -> Answer<bool> {
    let open = consultations::table
        .filter(consultations::entity_id.eq(case.entity_id))
        .filter(consultations::case_id.eq(case.id))
        .filter(consultations::answered_at.is_null())
        .filter(consultations::cancelled_at.is_null());
    Ok(diesel::select(diesel::dsl::exists(open)).get_result(tx.conn)?)
}
