//! A lawful pause (domain 7.3 row 13).

use actix_web::{HttpResponse, post};
use chrono::{DateTime, Utc};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::clock_rows::{self, ClockWish};
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// Why the clocks stand still, and since when.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspendCase {
    /// Code of one of the `suspension_grounds` of the case.
    #[schema(example = "third_party")]
    pub ground: String,
    /// The person reads it.
    #[validate(length(min = 10, max = 1000))]
    #[schema(example = "The company that the contract names was asked whether it objects.")]
    pub reason: String,
    /// When the ground began, if it was before now; never before the filing or the last change of the clock.
    #[serde(default)]
    pub since: Option<DateTime<Utc>>,
}

/// Suspend the clocks of a case
///
/// For a ground that the regime names. The days do not count for the term; they stay in the time that the person waited.
#[utoipa::path(
    tag = "staff: deadlines",
    request_body = SuspendCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/suspend")]
pub async fn suspend_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<SuspendCase>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Suspend,
        move |tx, mut turn| {
            let known = turn
                .pack
                .suspensions
                .iter()
                .any(|ground| ground.code == wish.ground);
            if !known {
                return Err(Problem::field("/ground", "unknown"));
            }
            let clocks = clock_rows::of_case(tx.conn, turn.entity.id, turn.case.id)?;
            let moved = clocks
                .iter()
                .filter(|clock| clock.cycle == turn.case.cycle && clock.state == "running")
                .filter_map(|clock| clock.events.last().map(|event| event.at));
            let earliest = moved.max().unwrap_or(turn.case.filed_at);
            let since = wish.since.unwrap_or(tx.now);
            if since > tx.now {
                return Err(Problem::field("/since", "in-future"));
            }
            if since < earliest {
                return Err(Problem::field("/since", "too-early"));
            }
            turn.wish = ClockWish::Pause {
                ground: wish.ground.clone(),
                since,
            };
            let remark = Remark {
                reason: Some(&wish.reason),
                data: Some(json!({ "ground": wish.ground, "since": since, "text": wish.reason })),
            };
            turn.finish(tx, &Change::default(), remark)
        },
    )
    .await
}
