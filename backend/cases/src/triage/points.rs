//! The points that a person raised, so that none goes without an answer (PE-40).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::{Strict, each_between};
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::case_points;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::case::Change;
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// The points, in order.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPoints {
    /// One thing each, in the words of whoever reads the case.
    #[validate(length(min = 1, max = 30), custom(function = "each_is_said"))]
    #[schema(example = json!(["Nobody was at the counter", "The form was refused without a reason"]))]
    pub points: Vec<String>,
}

fn each_is_said(points: &[String]) -> Result<(), ValidationError> {
    each_between(points, 1, 500)
}

/// List the points of a case
///
/// What the person asks, point by point: the answer has to say something to each. The list replaces the one before.
#[utoipa::path(
    tag = "staff: triage",
    request_body = SetPoints,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/points")]
pub async fn set_points(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<SetPoints>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::SetPoints,
        move |tx, turn| {
            let author = tx
                .actor
                .id
                .ok_or_else(|| Problem::broken("points without an author"))?;
            let (entity, case) = (turn.entity.id, turn.case.id);
            diesel::delete(case_points::table)
                .filter(case_points::entity_id.eq(entity))
                .filter(case_points::case_id.eq(case))
                .execute(tx.conn)?;
            let rows: Vec<_> = (1_i16..)
                .zip(&wish.points)
                .map(|(n, text)| {
                    (
                        case_points::entity_id.eq(entity),
                        case_points::case_id.eq(case),
                        case_points::n.eq(n),
                        case_points::text.eq(text.trim()),
                        case_points::added_by.eq(author),
                        case_points::added_at.eq(tx.now),
                    )
                })
                .collect();
            diesel::insert_into(case_points::table)
                .values(rows)
                .execute(tx.conn)?;
            let remark = Remark {
                reason: None,
                data: Some(json!({ "points": wish.points.len() })),
            };
            turn.finish(tx, &Change::default(), remark)
        },
    )
    .await
}
