//! More time, by the rule of the regime (domain 7.3 row 14). One button for all would be unlawful in three ways.

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, FieldError, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::clocks::{self, ExtendRefused};
use hilo_rules::lifecycle::Command;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::clock_rows::{self, ClockWish};
use crate::commands::by_staff;
use crate::problems;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// More time, and why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendCase {
    /// Days in the unit of the clock; at most what `extension.most` of the case says.
    #[validate(range(min = 1))]
    #[schema(minimum = 1, example = 10)]
    pub days: u16,
    /// The person reads it.
    #[validate(length(min = 10, max = 1000))]
    #[schema(example = "The inspection of the bridge needs a crane that comes on Monday.")]
    pub reason: String,
}

/// Extend the term of a case
///
/// Only where the regime lets it, before the term ends, and once: never in Peru, at most half in Chile, the same again in
/// Brazil. The person is told the new date and the reason.
#[utoipa::path(
    tag = "staff: deadlines",
    request_body = ExtendCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/extend")]
pub async fn extend_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<ExtendCase>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Extend,
        move |tx, mut turn| {
            let clocks = clock_rows::of_case(tx.conn, turn.entity.id, turn.case.id)?;
            let main = clock_rows::main_of(&clocks).ok_or(&problems::NO_EXTENSION)?;
            let before = main.compute(&turn.entity)?;
            let event = clocks::extend(&main.rule, &before, wish.days, &wish.reason, tx.now)
                .map_err(refused)?;
            let mut events = main.events.clone();
            events.push(event.clone());
            let after = clocks::compute(&main.rule, &events, &turn.entity.calendar, main.zone)
                .map_err(Problem::broken)?;
            turn.wish = ClockWish::Extend(event);
            let data = json!({
                "days": wish.days, "due_before": before.due_on, "due_after": after.due_on, "text": wish.reason,
            });
            let remark = Remark {
                reason: Some(&wish.reason),
                data: Some(data),
            };
            turn.finish(tx, &Change::default(), remark)
        },
    )
    .await
}

fn refused(why: ExtendRefused) -> Problem {
    match why {
        ExtendRefused::TooLong { most } => {
            let error = FieldError::new("/days", "too-long-extension");
            Problem::fields(vec![error.with("max", most)])
        }
        ExtendRefused::NoDays
        | ExtendRefused::NotInThisRegime
        | ExtendRefused::Stopped
        | ExtendRefused::Expired
        | ExtendRefused::Twice => Problem::of(&problems::NO_EXTENSION),
    }
}
