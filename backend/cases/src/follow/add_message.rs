//! Add a message to one's own case.

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::Request;
use hilo_platform::idempotency::MaybeKey;
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::version::MayMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::messages;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::Change;
use crate::commands::{PersonTurn, by_person, shown};
use crate::target::{InRoom, OwnCase};
use crate::turn::Remark;
use crate::view::person::PersonCase;

/// A message of the person.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddMessage {
    /// What the person wants to say, in any language.
    #[validate(length(min = 1, max = 5000))]
    #[schema(example = "The lamp flickers now, but it is still dark after midnight.")]
    pub text: String,
}

/// Add a message
///
/// Stored as it was written and shown to whoever works on the case. Possible until the case has ended.
#[utoipa::path(
    tag = "citizen: follow",
    request_body = AddMessage,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN"),
           ("Idempotency-Key" = Option<String>, Header, description = "16 to 128 visible characters; the same for a retry")),
    responses((status = 201, description = "The case with the message", body = PersonCase))
)]
#[post("/cases/{number}/messages")]
pub async fn add_message(
    room: InRoom,
    request: Request,
    own: OwnCase,
    seen: MayMatch,
    key: MaybeKey,
    body: Strict<AddMessage>,
) -> Answer<HttpResponse> {
    let text = body.body.text;
    let turn = PersonTurn {
        own,
        seen: seen.0,
        command: Command::AddMessage,
        key: key.0,
        body_digest: body.digest,
    };
    let case = by_person(&room, request, turn, move |tx, turn| {
        diesel::insert_into(messages::table)
            .values((
                messages::entity_id.eq(turn.entity.id),
                messages::id.eq(Uuid::now_v7()),
                messages::case_id.eq(turn.case.id),
                messages::author_kind.eq("person"),
                messages::body.eq(&text),
                messages::at.eq(tx.now),
            ))
            .execute(tx.conn)?;
        turn.finish(
            tx,
            &Change::default(),
            Remark {
                reason: None,
                data: Some(json!({ "text": text })),
            },
        )
    })
    .await?;
    Ok(shown(case, HttpResponse::Created()))
}
