//! Ask the person to complete a case (domain 7.3 row 3; DS 007 art. 16.1 b; Ley 19.880 art. 31; D 9.492 art. 18).

use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::{Strict, each_between};
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::corrections;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::case::{Case, Change};
use crate::clock_rows::{self, ClockWish};
use crate::commands::by_staff;
use crate::problems;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// What is missing, everything at once.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestCorrection {
    /// One thing each; the person reads them.
    #[validate(length(min = 1, max = 10), custom(function = "each_is_clear"))]
    #[schema(example = json!(["Which counter was it?", "The day when it happened"]))]
    pub defects: Vec<String>,
}

fn each_is_clear(defects: &[String]) -> Result<(), ValidationError> {
    each_between(defects, 3, 500)
}

/// Ask the person to complete the case
///
/// Once, where the regime lets it at all, with all that is missing together. The clocks stand still until the person
/// answers; without an answer in time the case is archived and can be filed again.
#[utoipa::path(
    tag = "staff: triage",
    request_body = RequestCorrection,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/correction")]
pub async fn request_correction(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<RequestCorrection>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::RequestCorrection,
        move |tx, mut turn| {
            let policy = turn.pack.correction.clone();
            let policy = policy.ok_or(&problems::CORRECTION_ASKED)?;
            let clock = clock_rows::started(&policy.clock, tx.now, &turn.entity)?;
            record(tx, &turn.case, &wish.defects, clock.due_on)?;
            jobs::ask(
                tx.conn,
                Lane::Cases,
                "lapse_correction",
                turn.entity.id,
                turn.case.id,
                clock.due_at,
                tx.now,
            )?;
            turn.wish = ClockWish::Pause {
                ground: "correction".to_owned(),
                since: tx.now,
            };
            let text = wish.defects.join("\n");
            let remark = Remark {
                reason: None,
                data: Some(json!({ "text": text, "until_on": clock.due_on })),
            };
            turn.finish(tx, &Change::default(), remark)
        },
    )
    .await
}

fn record(tx: &mut Tx<'_>, case: &Case, defects: &[String], until_on: NaiveDate) -> Answer<()> {
    let asker = tx
        .actor
        .id
        .ok_or_else(|| Problem::broken("a request without an asker"))?;
    let before: i64 = corrections::table
        .filter(corrections::entity_id.eq(case.entity_id))
        .filter(corrections::case_id.eq(case.id))
        .count()
        .get_result(tx.conn)?;
    let defects: Vec<&str> = defects.iter().map(|defect| defect.trim()).collect();
    diesel::insert_into(corrections::table)
        .values((
            corrections::entity_id.eq(case.entity_id),
            corrections::id.eq(Uuid::now_v7()),
            corrections::case_id.eq(case.id),
            corrections::n.eq(i16::try_from(before + 1).map_err(Problem::broken)?),
            corrections::defects.eq(json!(defects)),
            corrections::asked_by.eq(asker),
            corrections::asked_at.eq(tx.now),
            corrections::until_on.eq(until_on),
        ))
        .execute(tx.conn)?;
    Ok(())
}
