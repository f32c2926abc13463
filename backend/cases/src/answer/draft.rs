//! Draft an answer, keep it, or send it to review (domain 7.3 row 16). What goes to review is complete.

use actix_web::{HttpResponse, post};
use chrono::{DateTime, Utc};
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
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::gate::{Asked, Written, let_through};
use crate::case::{Case, Change};
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::{Opener, Remark, Turn};
use crate::view::answered::PointAnswer;
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
    /// Why; needed for outcomes that say no. The person reads it.
    #[serde(default)]
    #[validate(length(min = 10, max = 5000))]
    #[schema(example = "The rule of the queue was respected (Reglamento de atención, art. 4).")]
    pub basis: Option<String>,
    /// Code of a refusal ground; needed for refusals where the regime names grounds.
    #[serde(default)]
    #[validate(length(max = 60))]
    #[schema(example = "third_parties")]
    pub ground: Option<String>,
    /// What the answer says to each point of the person.
    #[serde(default)]
    #[validate(length(max = 30), nested)]
    pub points: Vec<PointAnswer>,
    /// Why the answer is late; needed once the due date is past. The person reads it.
    #[serde(default)]
    #[validate(length(min = 10, max = 1000))]
    #[schema(example = "The part had to be ordered from abroad.")]
    pub late_reason: Option<String>,
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

impl DraftResponse {
    fn parted(self) -> (DraftStep, Written) {
        let written = Written {
            outcome: self.outcome,
            text: self.text,
            basis: self.basis,
            ground: self.ground,
            points: self.points,
            measures: self.measures,
            late_reason: self.late_reason,
        };
        (self.step, written)
    }
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
///
/// What goes to review is complete: every point of the person has its answer, outcomes that say no have a `basis`, measures
/// have an owner and a day, no `{{blank}}` is left, and a late answer says why. Everything that is missing is told at once;
/// `/points/2` is the person's second point.
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
    let (step, draft) = body.body.parted();
    let directory = room.directory.clone();
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Draft,
        move |tx, turn| {
            let asked = Asked::of(tx, &turn)?;
            let mut faults = asked.misfits(&draft);
            if step == DraftStep::SendForReview {
                faults.extend(asked.gaps(&draft));
            }
            let_through(faults)?;
            keep(tx, &turn.case, &asked, &draft)?;
            let case = turn.finish(tx, &Change::default(), Remark::default())?;
            if step == DraftStep::Save {
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

/// The columns of a draft that its author writes.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = responses, treat_none_as_null = true)]
struct DraftColumns<'a> {
    outcome: &'static str,
    body: &'a str,
    measures: Value,
    basis: Option<&'a str>,
    ground: Option<&'a str>,
    points: Value,
    late_reason: Option<&'a str>,
    unit_id: Uuid,
    drafted_by: Uuid,
    drafted_at: DateTime<Utc>,
}

/// One open draft a case: the next version replaces it, and whoever wrote last is its author.
fn keep(tx: &mut Tx<'_>, case: &Case, asked: &Asked, draft: &Written) -> Answer<()> {
    let author = tx
        .actor
        .id
        .ok_or_else(|| Problem::broken("a draft without an author"))?;
    fresh_eyes(tx, case, author)?;
    let unit = case
        .unit_id
        .ok_or_else(|| Problem::broken("a draft without a unit"))?;
    let columns = DraftColumns {
        outcome: draft.outcome.as_str(),
        body: &draft.text,
        measures: serde_json::to_value(&draft.measures).map_err(Problem::broken)?,
        basis: draft.basis.as_deref(),
        ground: draft.ground.as_deref(),
        points: serde_json::to_value(asked.matched(&draft.points)).map_err(Problem::broken)?,
        late_reason: draft.late_reason.as_deref(),
        unit_id: unit,
        drafted_by: author,
        drafted_at: tx.now,
    };
    let kept = diesel::update(responses::table)
        .filter(responses::entity_id.eq(case.entity_id))
        .filter(responses::case_id.eq(case.id))
        .filter(responses::status.eq("draft"))
        .set(&columns)
        .execute(tx.conn)?;
    if kept == 0 {
        diesel::insert_into(responses::table)
            .values((
                responses::entity_id.eq(case.entity_id),
                responses::id.eq(Uuid::now_v7()),
                responses::case_id.eq(case.id),
                responses::cycle.eq(case.cycle),
                responses::status.eq("draft"),
                columns,
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
