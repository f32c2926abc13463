//! Reopen an answered case: the body itself sees that it is not done (domain 7.3 row 22).

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

/// Why the case opens again.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenCase {
    /// For the record.
    #[validate(length(min = 10, max = 2000))]
    #[schema(example = "The audit found that the work was not carried out.")]
    pub reason: String,
}

/// Reopen a case
///
/// Starts a new cycle with a new clock; the old one is kept and counts as it was.
#[utoipa::path(
    tag = "staff: answer",
    request_body = ReopenCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/reopen")]
pub async fn reopen_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<ReopenCase>,
) -> Answer<HttpResponse> {
    let reason = body.body.reason;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Reopen,
        move |tx, turn| {
            let change = Change {
                outcome: Some(None),
                assignee_id: Some(None),
                holder_since: Some(tx.now),
                ..Change::default()
            };
            turn.finish(
                tx,
                &change,
                Remark {
                    reason: Some(&reason),
                    data: None,
                },
            )
        },
    )
    .await
}
