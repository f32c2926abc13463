//! "Not ours": a unit that was sent a case by mistake gives it back with a reason (domain 7.3 row 11).

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

/// Why the case belongs elsewhere.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnCase {
    /// Said to the desk, never to the person.
    #[validate(length(min = 10, max = 1000))]
    #[schema(example = "The pole belongs to the power company.")]
    pub reason: String,
}

/// Return a case
///
/// Gives an assigned case back to the desk. How often a case bounced is counted.
#[utoipa::path(
    tag = "staff: work",
    request_body = ReturnCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/return")]
pub async fn return_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<ReturnCase>,
) -> Answer<HttpResponse> {
    let reason = body.body.reason;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Return,
        move |tx, turn| {
            let change = Change {
                unit_id: Some(None),
                assignee_id: Some(None),
                holder_since: Some(tx.now),
                bounces: Some(turn.case.bounces.saturating_add(1)),
                ..Change::default()
            };
            let from = serde_json::json!({ "from_unit": turn.case.unit_id });
            turn.finish(
                tx,
                &change,
                Remark {
                    reason: Some(&reason),
                    data: Some(from),
                },
            )
        },
    )
    .await
}
