//! Review a draft: approve it, or send it back with a comment (domain 7.3 rows 17 and 18).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::responses;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::{Case, Change};
use crate::commands::by_staff;
use crate::problems;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;

/// What the reviewer says.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewResponse {
    pub verdict: Verdict,
    /// Needed to send a draft back.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(example = "Please say when the lamp will be replaced.")]
    pub comment: Option<String>,
}

/// The verdict of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It can be signed and sent.
    Approve,
    /// The author has to look again.
    SendBack,
}

/// Review a draft
///
/// Nobody reviews their own draft.
#[utoipa::path(
    tag = "staff: answer",
    request_body = ReviewResponse,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/review")]
pub async fn review_response(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<ReviewResponse>,
) -> Answer<HttpResponse> {
    let ReviewResponse { verdict, comment } = body.body;
    let comment = comment.filter(|comment| !comment.trim().is_empty());
    if verdict == Verdict::SendBack && comment.is_none() {
        return Err(Problem::field("/comment", "required"));
    }
    let (command, status) = match verdict {
        Verdict::Approve => (Command::Approve, "approved"),
        Verdict::SendBack => (Command::SendBack, "sent_back"),
    };
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        command,
        move |tx, turn| {
            let reviewer = tx
                .actor
                .id
                .ok_or_else(|| Problem::broken("a review without a reviewer"))?;
            let draft = draft_of_another(tx, &turn.case, reviewer)?;
            diesel::update(responses::table.find((turn.entity.id, draft)))
                .set((
                    responses::status.eq(status),
                    responses::reviewed_by.eq(reviewer),
                    responses::reviewed_at.eq(tx.now),
                    responses::comment.eq(comment.as_deref()),
                ))
                .execute(tx.conn)?;
            turn.finish(
                tx,
                &Change::default(),
                Remark {
                    reason: comment.as_deref(),
                    data: None,
                },
            )
        },
    )
    .await
}

fn draft_of_another(tx: &mut Tx<'_>, case: &Case, reviewer: Uuid) -> Answer<Uuid> {
    let draft: Option<(Uuid, Uuid)> = responses::table
        .select((responses::id, responses::drafted_by))
        .filter(responses::entity_id.eq(case.entity_id))
        .filter(responses::case_id.eq(case.id))
        .filter(responses::status.eq_any(["in_review", "approved"]))
        .first(tx.conn)
        .optional()?;
    let (draft, author) = draft.ok_or(&problems::NO_DRAFT)?;
    if author == reviewer {
        Err((&problems::OWN_DRAFT).into())
    } else {
        Ok(draft)
    }
}
