//! Add an internal note; never shown to the person.

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::notes;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::Change;
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// A note for colleagues.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddNote {
    /// The note, as it is shown to colleagues.
    #[validate(length(min = 1, max = 5000))]
    #[schema(example = "Called the power company, they come on Tuesday.")]
    pub text: String,
}

/// Add a note
///
/// For colleagues only.
#[utoipa::path(
    tag = "staff: work",
    request_body = AddNote,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/notes")]
pub async fn add_note(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<AddNote>,
) -> Answer<HttpResponse> {
    let text = body.body.text;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::AddNote,
        move |tx, turn| {
            let author = tx
                .actor
                .id
                .ok_or_else(|| Problem::broken("a note without an author"))?;
            diesel::insert_into(notes::table)
                .values((
                    notes::entity_id.eq(turn.entity.id),
                    notes::id.eq(Uuid::now_v7()),
                    notes::case_id.eq(turn.case.id),
                    notes::author_id.eq(author),
                    notes::body.eq(&text),
                    notes::at.eq(tx.now),
                ))
                .execute(tx.conn)?;
            turn.finish(tx, &Change::default(), Remark::default())
        },
    )
    .await
}
