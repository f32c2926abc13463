//! A filing that goes back to an incident which was looked after on the spot (DS 007 art. 12; anchors check 31).

use diesel::prelude::*;
use hilo_platform::actor::ActorKind;
use hilo_platform::problem::{Answer, FieldError};
use hilo_platform::tx::Tx;
use hilo_schema::incidents;
use uuid::Uuid;

/// Only staff know incidents, and each leads to one case at most.
pub(super) fn check(
    tx: &mut Tx<'_>,
    incident: Option<Uuid>,
    errors: &mut Vec<FieldError>,
) -> Answer<()> {
    let Some(incident) = incident else {
        return Ok(());
    };
    let is_free = match tx.actor.kind {
        ActorKind::Staff => is_free(tx, incident)?,
        ActorKind::Person | ActorKind::Machine | ActorKind::System => false,
    };
    if !is_free {
        errors.push(FieldError::new("/incident", "unknown"));
    }
    Ok(())
}

fn is_free(tx: &mut Tx<'_>, incident: Uuid) -> Answer<bool> {
    let found: Option<Uuid> = incidents::table
        .select(incidents::id)
        .find((tx.entity()?, incident))
        .filter(incidents::case_id.is_null())
        .for_update()
        .first(tx.conn)
        .optional()?;
    Ok(found.is_some())
}

/// Says at the incident which case it became.
pub(super) fn follow(tx: &mut Tx<'_>, incident: Option<Uuid>, case: Uuid) -> Answer<()> {
    let Some(incident) = incident else {
        return Ok(());
    };
    diesel::update(incidents::table.find((tx.entity()?, incident)))
        .set(incidents::case_id.eq(case))
        .execute(tx.conn)?;
    Ok(())
}
