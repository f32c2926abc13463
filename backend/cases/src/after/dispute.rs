//! Dispute an answer: it goes to somebody else, with a new clock (design 1, point 3; domain 7.3 row 22).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::Request;
use hilo_platform::idempotency::MaybeKey;
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::version::MayMatch;
use hilo_rules::lifecycle::Command;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::commands::{PersonTurn, by_person, shown};
use crate::target::{InRoom, OwnCase};
use crate::turn::Remark;
use crate::view::person::PersonCase;

/// Why the answer does not solve it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeCase {
    /// In the person's own words.
    #[validate(length(min = 10, max = 2000))]
    #[schema(example = "The street is still dark, nobody came.")]
    pub reason: String,
}

/// Dispute an answer
///
/// Possible within the window that the regime gives. The case opens again in a new cycle with a new clock; whoever wrote
/// the disputed answer does not get it again.
#[utoipa::path(
    tag = "citizen: after",
    request_body = DisputeCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN"),
           ("Idempotency-Key" = Option<String>, Header, description = "16 to 128 visible characters; the same for a retry")),
    responses((status = 200, description = "The case, open again", body = PersonCase))
)]
#[post("/cases/{number}/dispute")]
pub async fn dispute_case(
    room: InRoom,
    request: Request,
    own: OwnCase,
    seen: MayMatch,
    key: MaybeKey,
    body: Strict<DisputeCase>,
) -> Answer<HttpResponse> {
    let reason = body.body.reason;
    let turn = PersonTurn {
        own,
        seen: seen.0,
        command: Command::Dispute,
        key: key.0,
        body_digest: body.digest,
    };
    let case = by_person(&room, request, turn, move |tx, turn| {
        let change = Change {
            outcome: Some(None),
            assignee_id: Some(None),
            holder_since: Some(tx.now),
            ..Change::default()
        };
        turn.finish(
            tx,
            &change,
            Remark {
                reason: Some(&reason),
                data: None,
            },
        )
    })
    .await?;
    Ok(shown(case, HttpResponse::Ok()))
}
