//! Rate an answer: one to five, was it solved, and why.

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::Request;
use hilo_platform::idempotency::MaybeKey;
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::version::MayMatch;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::{RatingReason, Solved};
use hilo_schema::ratings;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::commands::{PersonTurn, by_person, shown};
use crate::target::{InRoom, OwnCase};
use crate::turn::Remark;
use crate::view::person::PersonCase;

/// What the person thinks of the answer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RateCase {
    /// 1 very bad, 5 very good.
    #[validate(range(min = 1, max = 5))]
    #[schema(example = 2)]
    pub stars: i16,
    /// Is the matter solved?
    pub solved: Solved,
    /// At most three.
    #[serde(default)]
    #[validate(length(max = 3))]
    pub reasons: Vec<RatingReason>,
    /// In the person's own words.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(example = "The lamp works, but I had to ask twice.")]
    pub comment: Option<String>,
}

/// Rate an answer
///
/// Once for each answer. A person who says that the matter is solved closes the case.
#[utoipa::path(
    tag = "citizen: after",
    request_body = RateCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN"),
           ("Idempotency-Key" = Option<String>, Header, description = "16 to 128 visible characters; the same for a retry")),
    responses((status = 200, description = "The rated case", body = PersonCase))
)]
#[post("/cases/{number}/rating")]
pub async fn rate_case(
    room: InRoom,
    request: Request,
    own: OwnCase,
    seen: MayMatch,
    key: MaybeKey,
    body: Strict<RateCase>,
) -> Answer<HttpResponse> {
    let rating = body.body;
    let turn = PersonTurn {
        own,
        seen: seen.0,
        command: Command::Rate,
        key: key.0,
        body_digest: body.digest,
    };
    let case = by_person(&room, request, turn, move |tx, turn| {
        let reasons: Vec<&str> = rating
            .reasons
            .iter()
            .map(|reason| reason.as_str())
            .collect();
        diesel::insert_into(ratings::table)
            .values((
                ratings::entity_id.eq(turn.entity.id),
                ratings::case_id.eq(turn.case.id),
                ratings::cycle.eq(turn.case.cycle),
                ratings::stars.eq(rating.stars),
                ratings::solved.eq(rating.solved.as_str()),
                ratings::reasons.eq(reasons),
                ratings::comment.eq(&rating.comment),
                ratings::channel.eq("web"),
                ratings::at.eq(tx.now),
            ))
            .execute(tx.conn)?;
        if rating.solved == Solved::Yes {
            jobs::ask(
                tx.conn,
                Lane::Cases,
                "close_case",
                turn.entity.id,
                turn.case.id,
                tx.now,
                tx.now,
            )?;
        }
        let data = json!({ "stars": rating.stars, "solved": rating.solved });
        turn.finish(
            tx,
            &Change::default(),
            Remark {
                reason: None,
                data: Some(data),
            },
        )
    })
    .await?;
    Ok(shown(case, HttpResponse::Ok()))
}
