//! What an answer says besides its text: to each point, why, on which ground, and why so late.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use hilo_platform::problem::Answer;
use hilo_rules::packs::Pack;
use hilo_rules::vocabulary::{Language, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::parts::{Measure, ResponseRow, staff_names};
use super::procedure::{GroundOption, grounds};
use crate::turn::Opened;

/// What the answer says to one point of the person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PointAnswer {
    /// Number of the point.
    #[schema(example = 1)]
    pub n: i16,
    /// What the person will read about it.
    #[validate(length(min = 1, max = 5000))]
    #[schema(example = "The queue was called by number; two emergencies came first.")]
    pub text: String,
}

/// A point with its answer, as both stood when the answer was written.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AnsweredPoint {
    /// Number of the point.
    pub n: i16,
    /// The point, as it was listed.
    pub point: String,
    /// The answer to it.
    pub text: String,
}

impl From<AnsweredPoint> for PointAnswer {
    fn from(point: AnsweredPoint) -> Self {
        Self {
            n: point.n,
            text: point.text,
        }
    }
}

/// The ground that an answer names, in a language.
pub fn ground_of(pack: &Pack, answer: &ResponseRow, language: Language) -> Option<GroundOption> {
    let code = answer.ground.as_ref()?;
    let mut known = pack
        .kinds
        .values()
        .flat_map(|policy| &policy.refusal_grounds);
    let ground = known.find(|ground| ground.code == *code)?;
    grounds(std::slice::from_ref(ground), language).pop()
}

/// A draft or an answer.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ResponseView {
    /// Id of the draft.
    pub id: Uuid,
    /// Which round of the case it answers.
    pub cycle: i16,
    /// `draft`, `in_review`, `approved`, `sent_back` or `sent`.
    #[schema(example = "in_review")]
    pub status: String,
    pub outcome: Outcome,
    /// What the person reads, or would read.
    pub text: String,
    pub measures: Vec<Measure>,
    /// Why, where the answer says no.
    pub basis: Option<String>,
    /// Code of the ground that a refusal names.
    pub ground: Option<String>,
    /// What it says to each point of the person.
    pub points: Vec<AnsweredPoint>,
    /// Why it is late.
    pub late_reason: Option<String>,
    /// Name of the author.
    pub drafted_by: String,
    /// When it was last changed.
    pub drafted_at: DateTime<Utc>,
    /// Name of the reviewer.
    pub reviewed_by: Option<String>,
    /// What the reviewer said.
    pub comment: Option<String>,
    /// When it was given to the person.
    pub sent_at: Option<DateTime<Utc>>,
}

/// The drafts and answers of a case, oldest first.
pub fn responses_of(conn: &mut PgConnection, opened: &Opened) -> Answer<Vec<ResponseView>> {
    let rows = ResponseRow::all_of(conn, &opened.case)?;
    let names = staff_names(
        conn,
        rows.iter()
            .flat_map(|row| std::iter::once(row.drafted_by).chain(row.reviewed_by)),
    )?;
    rows.iter()
        .map(|row| {
            Ok(ResponseView {
                id: row.id,
                cycle: row.cycle,
                status: row.status.clone(),
                outcome: row.outcome()?,
                text: row.body.clone(),
                measures: row.measures()?,
                basis: row.basis.clone(),
                ground: row.ground.clone(),
                points: row.points()?,
                late_reason: row.late_reason.clone(),
                drafted_by: names.get(&row.drafted_by).cloned().unwrap_or_default(),
                drafted_at: row.drafted_at,
                reviewed_by: row.reviewed_by.and_then(|id| names.get(&id).cloned()),
                comment: row.comment.clone(),
                sent_at: row.sent_at,
            })
        })
        .collect()
}
