//! Routing rule: a filed case goes to the unit of its service at once, where the pack says so.

use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::Directory;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::State;
use hilo_schema::services;
use uuid::Uuid;

use crate::case::{Change, Lock};
use crate::turn::{Opened, Opener, Remark, Turn, open};

/// Assigns a registered case to the unit of its service. Somebody who was quicker wins.
pub fn route_case(tx: &mut Tx<'_>, directory: &Directory, case: Uuid) -> Answer<()> {
    let Opened { case, entity, .. } = open(tx, directory, &Opener::System(case), Lock::ForUpdate)?;
    if case.state()? != State::Registered {
        return Ok(());
    }
    let Some(service) = case.service_id else {
        return Ok(());
    };
    let unit: Option<Uuid> = services::table
        .select(services::unit_id)
        .find((entity.id, service))
        .first(tx.conn)?;
    let Some(unit) = unit else { return Ok(()) };
    let turn = Turn::begin(
        tx,
        directory,
        &Opener::System(case.id),
        Seen::Any,
        Command::Assign,
    )?;
    let change = Change {
        unit_id: Some(Some(unit)),
        holder_since: Some(tx.now),
        ..Change::default()
    };
    turn.finish(
        tx,
        &change,
        Remark {
            reason: None,
            data: Some(serde_json::json!({ "rule": "service" })),
        },
    )?;
    Ok(())
}
