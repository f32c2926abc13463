//! Appeal to the next instance (domain 7.3 row 23; Lei 12.527 art. 15).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::Request;
use hilo_platform::idempotency::MaybeKey;
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::version::MayMatch;
use hilo_rules::lifecycle::Command;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::Change;
use crate::clock_rows::ClockWish;
use crate::commands::{PersonTurn, by_person, shown};
use crate::problems;
use crate::target::{InRoom, OwnCase};
use crate::turn::Remark;
use crate::view::person::PersonCase;

/// Why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealCase {
    /// In the person's own words.
    #[validate(length(min = 10, max = 5000))]
    #[schema(example = "The contract is public; nothing in it is personal.")]
    pub reason: String,
}

/// Appeal
///
/// Against an answer, or against its silence where the law says so. The case goes to the next instance, with the clock of
/// that instance; whoever wrote the answer does not get it again.
#[utoipa::path(
    tag = "citizen: after",
    request_body = AppealCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN"),
           ("Idempotency-Key" = Option<String>, Header, description = "16 to 128 visible characters; the same for a retry")),
    responses((status = 200, description = "The case, at the next instance", body = PersonCase))
)]
#[post("/cases/{number}/appeal")]
pub async fn appeal_case(
    room: InRoom,
    request: Request,
    own: OwnCase,
    seen: MayMatch,
    key: MaybeKey,
    body: Strict<AppealCase>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    let turn = PersonTurn {
        own,
        seen: seen.0,
        command: Command::Appeal,
        key: key.0,
        body_digest: body.digest,
    };
    let case = by_person(&room, request, turn, move |tx, mut turn| {
        let kind = turn.case.kind()?;
        let instance = turn
            .pack
            .kinds
            .get(&kind)
            .and_then(|policy| policy.appeals.get(turn.facts.appeals))
            .ok_or(&problems::NO_APPEAL)?;
        let rule = instance.clock.clone().ok_or(&problems::NO_APPEAL)?;
        let data = json!({ "instance": turn.facts.appeals + 1, "source": instance.source });
        turn.wish = ClockWish::Rule(rule);
        let change = Change {
            outcome: Some(None),
            unit_id: Some(None),
            assignee_id: Some(None),
            holder_since: Some(tx.now),
            ..Change::default()
        };
        let remark = Remark {
            reason: Some(&wish.reason),
            data: Some(data),
        };
        turn.finish(tx, &change, remark)
    })
    .await?;
    Ok(shown(case, HttpResponse::Ok()))
}
