//! Record an incident: something went wrong and was looked after on the spot, before anybody filed (DS 007 arts. 9, 12).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::books;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, FieldError, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_schema::{incidents, offices};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::list_incidents::{Incident, IncidentRow, shown};
use crate::target::InRoom;

/// What happened, and whether it was solved on the spot.
#[derive(Debug, Deserialize, Validate, ToSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RecordIncident {
    /// Office where it happened.
    #[serde(default)]
    pub office: Option<Uuid>,
    /// What happened, without anybody's name.
    #[validate(length(min = 3, max = 2000))]
    #[schema(example = "The queue machine gave the same number twice.")]
    pub text: String,
    /// Solved on the spot. The person may complain all the same (anchors check 31).
    pub is_solved: bool,
    /// How it was solved; needed when it was.
    #[serde(default)]
    #[validate(length(min = 3, max = 2000))]
    pub how: Option<String>,
}

/// Record an incident
///
/// Something that was looked after on the spot. It takes nobody's right to file: a filing of staff can name the incident
/// it goes back to.
#[utoipa::path(
    tag = "staff: book",
    request_body = RecordIncident,
    responses((status = 201, description = "The incident", body = Incident))
)]
#[post("/staff/incidents")]
pub async fn record_incident(
    room: InRoom,
    request: Request,
    staff: Staff,
    body: Strict<RecordIncident>,
) -> Answer<HttpResponse> {
    let directory = room.directory.clone();
    let incident = room
        .db
        .command(request, staff.0, move |tx| {
            let entity = directory.facts(tx)?;
            record(tx, &entity, body.body)
        })
        .await?;
    Ok(HttpResponse::Created().json(incident))
}

fn record(tx: &mut Tx<'_>, entity: &EntityFacts, incident: RecordIncident) -> Answer<Incident> {
    let mut errors = Vec::new();
    if incident.is_solved && incident.how.is_none() {
        errors.push(FieldError::new("/how", "required"));
    }
    if let Some(office) = incident.office {
        let known: Option<Uuid> = offices::table
            .select(offices::id)
            .find((entity.id, office))
            .first(tx.conn)
            .optional()?;
        if known.is_none() {
            errors.push(FieldError::new("/office", "unknown"));
        }
    }
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let clerk = tx.actor.id;
    let row = IncidentRow {
        id: Uuid::now_v7(),
        office_id: incident.office,
        text: incident.text,
        is_solved: incident.is_solved,
        how: incident.how,
        recorded_by: clerk.ok_or_else(|| Problem::broken("an incident without a clerk"))?,
        at: tx.now,
        case_id: None,
    };
    diesel::insert_into(incidents::table)
        .values((incidents::entity_id.eq(entity.id), &row))
        .execute(tx.conn)?;
    books::record_deed(tx)?;
    let shown = shown(tx, entity, vec![row])?.pop();
    shown.ok_or_else(|| Problem::broken("an incident that was just written"))
}
