//! Take a case into triage, or look at it again: kind, service, priority (domain 7.3 rows 2 and 9).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::{Kind, Priority};
use hilo_schema::services;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::Change;
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// What triage found; what is left out stays as it is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TriageCase {
    /// Another kind than the person chose. The due date stays: changing it is a step of its own.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Service of the catalogue.
    #[serde(default)]
    pub service: Option<Uuid>,
    #[serde(default)]
    pub priority: Option<Priority>,
}

/// Triage a case
///
/// Takes a registered case into triage, or corrects kind, service and priority while it is there.
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
            if found
                .kind
                .is_some_and(|kind| !turn.pack.kinds.contains_key(&kind))
            {
                return Err(Problem::field("/kind", "not-here"));
            }
            let version = match found.service {
                None => None,
                Some(service) => {
                    let version: Option<i32> = services::table
                        .select(services::version)
                        .find((turn.entity.id, service))
                        .first(tx.conn)
                        .optional()?;
                    Some(version.ok_or_else(|| Problem::field("/service", "unknown"))?)
                }
            };
            let change = Change {
                kind: found.kind.map(|kind| kind.to_string()),
                service_id: found.service.map(Some),
                service_version: version.map(Some),
                priority: found.priority.map(Priority::rank),
                ..Change::default()
            };
            let data =
                json!({ "kind": found.kind, "service": found.service, "priority": found.priority });
            turn.finish(
                tx,
                &change,
                Remark {
                    reason: None,
                    data: Some(data),
                },
            )
        },
    )
    .await
}
