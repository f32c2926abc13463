//! Respond: sign the answer. The main clock stops here (domain 7.3 row 18).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::responses;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::gate::{Asked, Written, let_through};
use crate::case::Change;
use crate::commands::by_staff;
use crate::problems;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::parts::ResponseRow;
use crate::view::staff::StaffCase;

/// The draft says it all, unless it became late while it waited for the signature.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RespondToCase {
    /// Why the answer is late, where the draft does not say so yet. The person reads it.
    #[serde(default)]
    #[validate(length(min = 10, max = 1000))]
    #[schema(example = "The signature waited for an opinion of the legal adviser.")]
    pub late_reason: Option<String>,
}

/// Respond to a case
///
/// Signs the draft and gives it to the person: where the regime asks for two persons only after another one approved it.
/// The person is told by the way they chose. What is signed is complete, as when it went to review: a case that became
/// late since needs a `late_reason`.
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
    body: Strict<RespondToCase>,
) -> Answer<HttpResponse> {
    let late_reason = body.body.late_reason;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Respond,
        move |tx, turn| {
            let signer = tx
                .actor
                .id
                .ok_or_else(|| Problem::broken("an answer without a signer"))?;
            let draft: Option<ResponseRow> = responses::table
                .select(ResponseRow::as_select())
                .filter(responses::entity_id.eq(turn.entity.id))
                .filter(responses::case_id.eq(turn.case.id))
                .filter(responses::status.eq_any(["draft", "in_review", "approved"]))
                .first(tx.conn)
                .optional()?;
            let draft = draft.ok_or(&problems::NO_DRAFT)?;
            let mut written = Written::of_row(&draft)?;
            written.late_reason = late_reason.or(written.late_reason);
            let_through(Asked::of(tx, &turn)?.gaps(&written))?;
            let outcome = written.outcome;
            diesel::update(responses::table.find((turn.entity.id, draft.id)))
                .set((
                    responses::status.eq("sent"),
                    responses::late_reason.eq(written.late_reason),
                    responses::sent_by.eq(signer),
                    responses::sent_at.eq(tx.now),
                ))
                .execute(tx.conn)?;
            let change = Change {
                outcome: Some(Some(outcome.to_string())),
                ..Change::default()
            };
            let data = serde_json::json!({ "outcome": outcome, "response": draft.id });
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
