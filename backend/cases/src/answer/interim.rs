//! An interim reply: the body says how things stand before it answers. The clock goes on (domain 7.3 row 15).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::messages;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::Change;
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// What the body says before it answers.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyInterim {
    /// The person reads it in the thread, word for word.
    #[validate(length(min = 10, max = 5000))]
    #[schema(example = "The part was ordered and arrives next week.")]
    pub text: String,
}

/// Reply in the interim
///
/// Tells the person how things stand. It is no answer: the case stays as it is and its clock goes on. The person reads it
/// in the thread and is told by mail that there is something to read.
#[utoipa::path(
    tag = "staff: answer",
    request_body = ReplyInterim,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/interim")]
pub async fn reply_interim(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<ReplyInterim>,
) -> Answer<HttpResponse> {
    let text = body.body.text;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::ReplyInterim,
        move |tx, turn| {
            let author = tx
                .actor
                .id
                .ok_or_else(|| Problem::broken("a reply without an author"))?;
            diesel::insert_into(messages::table)
                .values((
                    messages::entity_id.eq(turn.entity.id),
                    messages::id.eq(Uuid::now_v7()),
                    messages::case_id.eq(turn.case.id),
                    messages::author_kind.eq("staff"),
                    messages::author_id.eq(author),
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
        },
    )
    .await
}
