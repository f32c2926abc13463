//! Take a question back: by whoever holds the case.

use actix_web::{post, web};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::{cases, consultations};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::settle::{begin, settle};
use super::stored::{ConsultationRow, Which};
use super::view::Consultation;
use crate::case::Case;
use crate::problems;
use crate::target::InRoom;

/// Nothing to say.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelConsultation {}

/// Cancel a consultation
///
/// Takes back a question that nobody needs answered any more. With the last open question the case goes on by itself.
#[utoipa::path(
    tag = "staff: consult",
    request_body = CancelConsultation,
    params(("id" = String, Path, description = "Id of the question", example = "019ddc80-0f5e-7a3c-8d6e-2f1b4c5d6e7f"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The question, taken back", body = Consultation))
)]
#[post("/staff/consultations/{id}/cancel")]
pub async fn cancel_consultation(
    room: InRoom,
    request: Request,
    staff: Staff,
    which: Which,
    seen: IfMatch,
    _body: Strict<CancelConsultation>,
) -> Answer<web::Json<Consultation>> {
    let directory = room.directory.clone();
    let shown = room
        .db
        .command(request, staff.0, move |tx| {
            let row = ConsultationRow::held(tx, which.0)?.ok_or(&problems::CONSULTATION_UNKNOWN)?;
            in_hand(tx, &row)?;
            let row = row.still_open()?;
            let turn = begin(tx, &directory, &row, seen.0, Command::CancelConsultation)?;
            diesel::update(consultations::table.find((row.entity_id, row.id)))
                .set(consultations::cancelled_at.eq(tx.now))
                .execute(tx.conn)?;
            settle(tx, &directory, turn, &row)?;
            let entity = directory.facts(tx)?;
            Consultation::of_id(tx, &entity, row.id)?
                .ok_or_else(|| Problem::broken("a cancelled consultation is gone"))
        })
        .await?;
    Ok(web::Json(shown))
}

/// The case of the question is within the caller's reach.
fn in_hand(tx: &mut Tx<'_>, row: &ConsultationRow) -> Answer<()> {
    let case: Case = cases::table
        .select(Case::as_select())
        .find((row.entity_id, row.case_id))
        .first(tx.conn)?;
    let sight = tx.actor.sight();
    let facts = case.facts(tx.conn, &sight)?;
    if sight.covers(&facts, tx.now) {
        Ok(())
    } else {
        Err((&problems::CONSULTATION_UNKNOWN).into())
    }
}
