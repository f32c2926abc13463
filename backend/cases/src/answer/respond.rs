//! Respond: sign the answer. The main clock stops here (domain 7.3 row 18).

use std::str::FromStr;

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::Outcome;
use hilo_schema::responses;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::Change;
use crate::commands::by_staff;
use crate::problems;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// Nothing to say: the draft says it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RespondToCase {}

/// Respond to a case
///
/// Signs the draft and gives it to the person: where the regime asks for two persons only after another one approved it.
/// The person is told by the way they chose.
#[utoipa::path(
    tag = "staff: answer",
    request_body = RespondToCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/respond")]
pub async fn respond_to_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    _body: Strict<RespondToCase>,
) -> Answer<HttpResponse> {
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Respond,
        |tx, turn| {
            let signer = tx
                .actor
                .id
                .ok_or_else(|| Problem::broken("an answer without a signer"))?;
            let draft: Option<(Uuid, String)> = responses::table
                .select((responses::id, responses::outcome))
                .filter(responses::entity_id.eq(turn.entity.id))
                .filter(responses::case_id.eq(turn.case.id))
                .filter(responses::status.eq_any(["draft", "in_review", "approved"]))
                .first(tx.conn)
                .optional()?;
            let (draft, outcome) = draft.ok_or(&problems::NO_DRAFT)?;
            let outcome = Outcome::from_str(&outcome).map_err(Problem::broken)?;
            diesel::update(responses::table.find((turn.entity.id, draft)))
                .set((
                    responses::status.eq("sent"),
                    responses::sent_by.eq(signer),
                    responses::sent_at.eq(tx.now),
                ))
                .execute(tx.conn)?;
            let change = Change {
                outcome: Some(Some(outcome.to_string())),
                ..Change::default()
            };
            let data = serde_json::json!({ "outcome": outcome, "response": draft });
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
