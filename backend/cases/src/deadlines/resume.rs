//! The end of a lawful pause (domain 7.3 row 13).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// What ended the pause.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeCase {
    /// The person reads it.
    #[validate(length(min = 3, max = 1000))]
    #[schema(example = "The company did not object.")]
    pub reason: String,
}

/// Resume a suspended case
///
/// The clocks go on; the new date is computed from their ledgers.
#[utoipa::path(
    tag = "staff: deadlines",
    request_body = ResumeCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/resume")]
pub async fn resume_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<ResumeCase>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Resume,
        move |tx, turn| {
            let remark = Remark {
                reason: Some(&wish.reason),
                data: Some(json!({ "text": wish.reason })),
            };
            turn.finish(tx, &Change::default(), remark)
        },
    )
    .await
}
