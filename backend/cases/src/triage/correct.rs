//! The person completes the case (domain 7.3 row 4).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::Request;
use hilo_platform::idempotency::MaybeKey;
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::version::MayMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::corrections;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::commands::{PersonTurn, by_person, shown};
use crate::target::{InRoom, OwnCase};
use crate::turn::Remark;
use crate::view::person::PersonCase;

/// What was missing.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectCase {
    /// In the person's own words.
    #[validate(length(min = 1, max = 5000))]
    #[schema(example = "It was counter 4, on Tuesday 3 November at ten.")]
    pub text: String,
}

/// Complete a case
///
/// Answers everything that was asked. The clocks go on and the new date is in the answer.
#[utoipa::path(
    tag = "citizen: follow",
    request_body = CorrectCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN"),
           ("Idempotency-Key" = Option<String>, Header, description = "16 to 128 visible characters; the same for a retry")),
    responses((status = 200, description = "The case after the step", body = PersonCase))
)]
#[post("/cases/{number}/correction")]
pub async fn correct_case(
    room: InRoom,
    request: Request,
    own: OwnCase,
    seen: MayMatch,
    key: MaybeKey,
    body: Strict<CorrectCase>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    let turn = PersonTurn {
        own,
        seen: seen.0,
        command: Command::Correct,
        key: key.0,
        body_digest: body.digest,
    };
    let case = by_person(&room, request, turn, move |tx, turn| {
        diesel::update(corrections::table)
            .filter(corrections::entity_id.eq(turn.entity.id))
            .filter(corrections::case_id.eq(turn.case.id))
            .filter(corrections::answered_at.is_null())
            .filter(corrections::lapsed_at.is_null())
            .set((
                corrections::answer.eq(&wish.text),
                corrections::answered_at.eq(tx.now),
            ))
            .execute(tx.conn)?;
        let remark = Remark {
            reason: Some(&wish.text),
            data: None,
        };
        turn.finish(tx, &Change::default(), remark)
    })
    .await?;
    Ok(shown(case, HttpResponse::Ok()))
}
