//! Track a case with its number and key.

use actix_web::{HttpResponse, get};
use hilo_platform::caller::Request;
use hilo_platform::problem::Answer;

use crate::case::Lock;
use crate::commands::shown;
use crate::target::{InRoom, OwnCase};
use crate::turn::{Opener, open};
use crate::view::person::PersonCase;

/// Track a case
///
/// The whole case as its person sees it: state, holder, due date, thread, answer, and what can be done now. A wrong
/// number and a wrong key are answered alike.
#[utoipa::path(
    tag = "citizen: follow",
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN")),
    responses((status = 200, description = "The case", body = PersonCase))
)]
#[get("/cases/{number}")]
pub async fn track_case(room: InRoom, request: Request, own: OwnCase) -> Answer<HttpResponse> {
    let door = own.door(&room.db, &room.directory, &request).await?;
    let directory = room.directory.clone();
    let case = room
        .db
        .read(request, door, move |tx| {
            let opened = open(tx, &directory, &Opener::Person(&own), Lock::No)?;
            PersonCase::of(tx, &opened)
        })
        .await?;
    Ok(shown(case, HttpResponse::Ok()))
}
