//! Draft an answer, keep it, or send it to review (domain 7.3 row 16).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::{IfMatch, Seen};
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::Outcome;
use hilo_schema::responses;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::case::{Case, Change};
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::{Opener, Remark, Turn};
use crate::view::parts::Measure;
use crate::view::staff::StaffCase;
use crate::work::fresh_eyes::fresh_eyes;

/// An answer in the making.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftResponse {
    /// One of the outcomes of this kind of case.
    pub outcome: Outcome,
    /// What the person will read.
    #[validate(length(min = 1, max = 20000), custom(function = "not_blank"))]
    #[schema(example = "The lamp was replaced on 20 November. Thank you for telling us.")]
    pub text: String,
    /// What will be done about it, by whom and by when.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    pub measures: Vec<Measure>,
    pub step: DraftStep,
}

/// What to do with the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftStep {
    /// Keep it for later.
    Save,
    /// Keep it and send it to review.
    SendForReview,
}

fn not_blank(text: &str) -> Result<(), ValidationError> {
    // An empty text is told about by its length already.
    if !text.is_empty() && text.trim().is_empty() {
        Err(ValidationError::new("required"))
    } else {
        Ok(())
    }
}

/// Draft an answer
///
/// Keeps the draft; with `step: send_for_review` it goes to somebody else for review. The person sees nothing of it yet.
#[utoipa::path(
    tag = "staff: answer",
    request_body = DraftResponse,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/draft")]
pub async fn draft_response(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<DraftResponse>,
) -> Answer<HttpResponse> {
    let draft = body.body;
    let directory = room.directory.clone();
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Draft,
        move |tx, turn| {
            let kind = turn.case.kind()?;
            let allowed = turn
                .pack
                .kinds
                .get(&kind)
                .is_some_and(|policy| policy.outcomes.contains(&draft.outcome));
            if !allowed {
                return Err(Problem::field("/outcome", "outcome-not-allowed"));
            }
            keep(tx, &turn.case, &draft)?;
            let case = turn.finish(tx, &Change::default(), Remark::default())?;
            if draft.step == DraftStep::Save {
                return Ok(case);
            }
            let number = case.number(directory.facts(tx)?.number)?;
            let turn = Turn::begin(
                tx,
                &directory,
                &Opener::Staff(number),
                Seen::Any,
                Command::SendForReview,
            )?;
            set_status(tx, &turn.case, "in_review")?;
            turn.finish(tx, &Change::default(), Remark::default())
        },
    )
    .await
}

/// One open draft a case: the next version replaces it, and whoever wrote last is its author.
fn keep(tx: &mut Tx<'_>, case: &Case, draft: &DraftResponse) -> Answer<()> {
    let author = tx
        .actor
        .id
        .ok_or_else(|| Problem::broken("a draft without an author"))?;
    fresh_eyes(tx, case, author)?;
    let unit = case
        .unit_id
        .ok_or_else(|| Problem::broken("a draft without a unit"))?;
    let measures = serde_json::to_value(&draft.measures).map_err(Problem::broken)?;
    let kept = diesel::update(responses::table)
        .filter(responses::entity_id.eq(case.entity_id))
        .filter(responses::case_id.eq(case.id))
        .filter(responses::status.eq("draft"))
        .set((
            responses::outcome.eq(draft.outcome.as_str()),
            responses::body.eq(&draft.text),
            responses::measures.eq(&measures),
            responses::unit_id.eq(unit),
            responses::drafted_by.eq(author),
            responses::drafted_at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    if kept == 0 {
        diesel::insert_into(responses::table)
            .values((
                responses::entity_id.eq(case.entity_id),
                responses::id.eq(Uuid::now_v7()),
                responses::case_id.eq(case.id),
                responses::cycle.eq(case.cycle),
                responses::status.eq("draft"),
                responses::outcome.eq(draft.outcome.as_str()),
                responses::body.eq(&draft.text),
                responses::measures.eq(&measures),
                responses::unit_id.eq(unit),
                responses::drafted_by.eq(author),
                responses::drafted_at.eq(tx.now),
            ))
            .execute(tx.conn)?;
    }
    Ok(())
}

fn set_status(tx: &mut Tx<'_>, case: &Case, status: &str) -> Answer<()> {
    diesel::update(responses::table)
        .filter(responses::entity_id.eq(case.entity_id))
        .filter(responses::case_id.eq(case.id))
        .filter(responses::status.eq("draft"))
        .set(responses::status.eq(status))
        .execute(tx.conn)?;
    Ok(())
}
