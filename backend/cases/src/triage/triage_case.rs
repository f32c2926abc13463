//! Take a case into triage, or set how urgent it is (domain 7.3 row 2).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::Priority;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// What triage found; what is left out stays as it is. Another kind or service is a reclassification.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TriageCase {
    #[serde(default)]
    pub priority: Option<Priority>,
}

/// Triage a case
///
/// Takes a registered case into triage, or sets its priority while it is there.
#[utoipa::path(
    tag = "staff: triage",
    request_body = TriageCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/triage")]
pub async fn triage_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<TriageCase>,
) -> Answer<HttpResponse> {
    let found = body.body;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Triage,
        move |tx, turn| {
            let change = Change {
                priority: found.priority.map(Priority::rank),
                ..Change::default()
            };
            let remark = Remark {
                reason: None,
                data: Some(json!({ "priority": found.priority })),
            };
            turn.finish(tx, &change, remark)
        },
    )
    .await
}
