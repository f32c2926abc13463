//! Take a case out of its group: it turned out to be about something else.

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
use crate::links::{LinkKind, untie};
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// Why the case is not about the same thing.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UngroupCase {
    /// Said to colleagues, never to the person.
    #[validate(length(min = 3, max = 1000))]
    #[schema(example = "Another pole, two streets further.")]
    pub reason: String,
}

/// Ungroup a case
///
/// Takes a case out of its group. It is worked on and answered by itself again; its clock never stopped.
#[utoipa::path(
    tag = "staff: triage",
    request_body = UngroupCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00028"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/ungroup")]
pub async fn ungroup_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<UngroupCase>,
) -> Answer<HttpResponse> {
    let reason = body.body.reason;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Ungroup,
        move |tx, turn| {
            if let Some(lead) = turn.case.group_id {
                let kinds = [LinkKind::GroupedWith, LinkKind::Groups];
                untie(tx, turn.case.id, lead, kinds)?;
            }
            let change = Change {
                group_id: Some(None),
                ..Change::default()
            };
            let remark = Remark {
                reason: Some(&reason),
                data: None,
            };
            turn.finish(tx, &change, remark)
        },
    )
    .await
}
