//! Accept an assigned case: the unit says that it is its own (domain 7.3 row 11).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;
use crate::work::fresh_eyes::fresh_eyes;

/// Nothing to say.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptCase {}

/// Accept a case
///
/// The unit takes the case on. Somebody of the unit who accepts a case without an assignee becomes its assignee.
#[utoipa::path(
    tag = "staff: work",
    request_body = AcceptCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/accept")]
pub async fn accept_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    _body: Strict<AcceptCase>,
) -> Answer<HttpResponse> {
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Accept,
        |tx, turn| {
            let works_here = tx
                .actor
                .grants
                .iter()
                .any(|grant| grant.unit.is_some() && grant.unit == turn.case.unit_id);
            let takes_it = turn.case.assignee_id.is_none() && works_here;
            if let Some(me) = tx.actor.id.filter(|_| takes_it) {
                fresh_eyes(tx, &turn.case, me)?;
            }
            let change = Change {
                assignee_id: takes_it.then_some(tx.actor.id),
                ..Change::default()
            };
            turn.finish(tx, &change, Remark::default())
        },
    )
    .await
}
