//! Silence at the deadline (domain 7.3 row 24; Ley 19.880 art. 64; TUO Ley 27444 art. 169).

use actix_web::{HttpResponse, post};
use std::sync::Arc;

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
use crate::clock_rows;
use crate::commands::{PersonTurn, by_person, shown};
use crate::problems;
use crate::target::{InRoom, OwnCase};
use crate::turn::Remark;
use crate::view::person::PersonCase;

/// What the person adds.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DenounceSilence {
    /// In the person's own words.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(example = "The term ended on Friday and I heard nothing.")]
    pub text: Option<String>,
}

/// Denounce that no answer came
///
/// After the term has ended without an answer, where the law gives this right. The heads of the body are told, and a
/// clock of their own starts for them.
#[utoipa::path(
    tag = "citizen: after",
    request_body = DenounceSilence,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN"),
           ("Idempotency-Key" = Option<String>, Header, description = "16 to 128 visible characters; the same for a retry")),
    responses((status = 200, description = "The case after the step", body = PersonCase))
)]
#[post("/cases/{number}/silence")]
pub async fn denounce_silence(
    room: InRoom,
    request: Request,
    own: OwnCase,
    seen: MayMatch,
    key: MaybeKey,
    body: Strict<DenounceSilence>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    let turn = PersonTurn {
        own,
        seen: seen.0,
        command: Command::DenounceSilence,
        key: key.0,
        body_digest: body.digest,
    };
    let case = by_person(&room, request, turn, move |tx, turn| {
        let (pack, entity) = (Arc::clone(&turn.pack), Arc::clone(&turn.entity));
        let policy = pack.silence.as_ref().ok_or(&problems::NOT_SILENT)?;
        let (case, cycle) = (turn.case.id, turn.case.cycle);
        let (clock, computed) =
            clock_rows::start(tx.conn, &entity, case, cycle, &policy.clock, tx.now)?;
        clock_rows::watch(tx, entity.id, clock, tx.now)?;
        let remark = Remark {
            reason: wish.text.as_deref(),
            data: Some(json!({ "until_on": computed.due_on, "source": policy.source })),
        };
        turn.finish(tx, &Change::default(), remark)
    })
    .await?;
    Ok(shown(case, HttpResponse::Ok()))
}
