//! Nobody came for an answer within its time: it counts as notified (Peru DS 007 art. 17.3; anchors check 33).

use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_registry::directory::Directory;
use hilo_rules::vocabulary::{HandOver, State};
use hilo_schema::deliveries;
use uuid::Uuid;

use super::waiting::PICK_UP;
use crate::answer::notify::notify_case;
use crate::case::Lock;
use crate::clock_rows;
use crate::turn::{Opened, Opener, open};

/// Marks an answer that waited at the desk as unclaimed. One that was handed over meanwhile is left alone.
pub fn lapse_pick_up(tx: &mut Tx<'_>, directory: &Directory, delivery: Uuid) -> Answer<()> {
    let entity = tx.entity()?;
    let case: Uuid = deliveries::table
        .select(deliveries::case_id)
        .find((entity, delivery))
        .first(tx.conn)?;
    let Opened { case, entity, .. } = open(tx, directory, &Opener::System(case), Lock::ForUpdate)?;
    let mine = deliveries::table
        .find((entity.id, delivery))
        .filter(deliveries::state.eq("waiting"));
    let taken = diesel::update(mine)
        .set(deliveries::state.eq("unclaimed"))
        .execute(tx.conn)?;
    if taken == 0 {
        return Ok(());
    }
    if case.state()? != State::Responded {
        return Ok(()); // Disputed meanwhile: nobody is told of an answer that is none any more.
    }
    clock_rows::stop(tx.conn, &entity, case.id, case.cycle, PICK_UP, tx.now)?;
    notify_case(tx, directory, case.id, HandOver::Desk.as_str())
}
