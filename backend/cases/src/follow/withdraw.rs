//! Withdraw one's own case (domain 7.3 row 21).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::Request;
use hilo_platform::idempotency::MaybeKey;
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::version::MayMatch;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::Outcome;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::commands::{PersonTurn, by_person, shown};
use crate::target::{InRoom, OwnCase};
use crate::turn::Remark;
use crate::view::person::PersonCase;

/// Why the person withdraws; may stay empty.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawCase {
    /// In the person's own words.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(example = "It was repaired yesterday.")]
    pub reason: Option<String>,
}

/// Withdraw a case
///
/// Possible while the entity owes an answer. The case stays on record.
#[utoipa::path(
    tag = "citizen: follow",
    request_body = WithdrawCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN"),
           ("Idempotency-Key" = Option<String>, Header, description = "16 to 128 visible characters; the same for a retry")),
    responses((status = 200, description = "The withdrawn case", body = PersonCase))
)]
#[post("/cases/{number}/withdraw")]
pub async fn withdraw_case(
    room: InRoom,
    request: Request,
    own: OwnCase,
    seen: MayMatch,
    key: MaybeKey,
    body: Strict<WithdrawCase>,
) -> Answer<HttpResponse> {
    let reason = body.body.reason;
    let turn = PersonTurn {
        own,
        seen: seen.0,
        command: Command::Withdraw,
        key: key.0,
        body_digest: body.digest,
    };
    let case = by_person(&room, request, turn, move |tx, turn| {
        let change = Change {
            outcome: Some(Some(Outcome::Withdrawn.to_string())),
            ..Change::default()
        };
        turn.finish(
            tx,
            &change,
            Remark {
                reason: reason.as_deref(),
                data: None,
            },
        )
    })
    .await?;
    Ok(shown(case, HttpResponse::Ok()))
}
