//! Parts of a case that the procedure adds: what is missing, what was raised, what the law lets be done, and what comes
//! next for the person.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::shapes::TermUnit;
use hilo_rules::lifecycle::{ANSWERED, Facts};
use hilo_rules::packs::Ground;
use hilo_rules::vocabulary::Language;
use hilo_schema::{case_points, corrections};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::case::Case;
use crate::clock_rows::StoredClock;
use crate::facts::window_end;
use crate::turn::Opened;

/// What was missing, and what the person said to it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Correction {
    /// Which request it was, from 1.
    pub n: i16,
    /// What is missing, one thing each.
    #[schema(example = json!(["Which counter was it?"]))]
    pub defects: Vec<String>,
    /// When the person was asked.
    pub asked_at: DateTime<Utc>,
    /// Last day for the answer.
    pub until_on: NaiveDate,
    /// What the person said.
    pub answer: Option<String>,
    /// When the person answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When the time was over without an answer.
    pub lapsed_at: Option<DateTime<Utc>>,
}

type CorrectionRow = (
    i16,
    Value,
    DateTime<Utc>,
    NaiveDate,
    Option<String>,
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
);

/// The last request to complete the case.
pub fn correction_of(conn: &mut PgConnection, case: &Case) -> Answer<Option<Correction>> {
    let row: Option<CorrectionRow> = corrections::table
        .select((
            corrections::n,
            corrections::defects,
            corrections::asked_at,
            corrections::until_on,
            corrections::answer,
            corrections::answered_at,
            corrections::lapsed_at,
        ))
        .filter(corrections::entity_id.eq(case.entity_id))
        .filter(corrections::case_id.eq(case.id))
        .order(corrections::n.desc())
        .first(conn)
        .optional()?;
    row.map(
        |(n, defects, asked_at, until_on, answer, answered_at, lapsed_at)| {
            Ok(Correction {
                n,
                defects: serde_json::from_value(defects).map_err(Problem::broken)?,
                asked_at,
                until_on,
                answer,
                answered_at,
                lapsed_at,
            })
        },
    )
    .transpose()
}

/// A point that the person raised.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable)]
pub struct Point {
    /// Its place in the list, from 1.
    pub n: i16,
    /// What it says.
    #[schema(example = "Nobody was at the counter")]
    pub text: String,
}

/// The points of a case, in order.
pub fn points_of(conn: &mut PgConnection, case: &Case) -> Answer<Vec<Point>> {
    Ok(case_points::table
        .select((case_points::n, case_points::text))
        .filter(case_points::entity_id.eq(case.entity_id))
        .filter(case_points::case_id.eq(case.id))
        .order(case_points::n)
        .load(conn)?)
}

/// A ground that the law names.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct GroundOption {
    /// Sent back when it is chosen.
    #[schema(example = "third_party")]
    pub code: String,
    /// In the language of the caller's body.
    #[schema(example = "Hearing of third parties")]
    pub title: String,
    /// Law and article.
    #[schema(example = "Ley 20.285 art. 20")]
    pub source: String,
}

/// Grounds in a language.
pub fn grounds(grounds: &[Ground], language: Language) -> Vec<GroundOption> {
    grounds
        .iter()
        .map(|ground| GroundOption {
            code: ground.code.clone(),
            title: ground.title.text(language).to_owned(),
            source: ground.source.clone(),
        })
        .collect()
}

/// How much more time the regime lets be given.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Extension {
    /// At most so many days.
    pub most: u16,
    pub unit: TermUnit,
}

/// The extension that is open now; empty where the law gives none, or it was given.
pub fn extension_of(main: Option<&StoredClock>, facts: &Facts) -> Option<Extension> {
    let rule = &main?.rule;
    facts.may_extend.then(|| Extension {
        most: rule.extension.at_most(rule.length),
        unit: rule.unit.into(),
    })
}

/// What comes of a denounced silence.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Silence {
    /// What the law says, in the language of the case.
    #[schema(example = "The superior decides within three working days")]
    pub title: String,
    /// Last day for it.
    pub until_on: NaiveDate,
}

/// The denounced silence of the present cycle.
pub fn silence_of(opened: &Opened, clocks: &[StoredClock], language: Language) -> Option<Silence> {
    let policy = opened.pack.silence.as_ref()?;
    let clock = clocks
        .iter()
        .find(|clock| clock.name == "silence" && clock.cycle == opened.case.cycle)?;
    Some(Silence {
        title: policy.title.text(language).to_owned(),
        until_on: clock.due_on,
    })
}

/// The next instance.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NextAppeal {
    /// Who decides, in the language of the case.
    #[schema(example = "Appeal to the superior authority")]
    pub title: String,
    /// Last day for the appeal; empty before the answer.
    pub until_on: Option<NaiveDate>,
    /// Another body decides: this page only says where to go.
    pub is_outside: bool,
    /// Law and article.
    pub source: String,
}

/// The instance that would decide next; empty where the regime gives none.
pub fn appeal_of(
    tx: &Tx<'_>,
    opened: &Opened,
    facts: &Facts,
    told_at: Option<DateTime<Utc>>,
    language: Language,
) -> Answer<Option<NextAppeal>> {
    let Opened { case, entity, pack } = opened;
    let policy = pack.kinds.get(&case.kind()?);
    let Some(appeal) = policy.and_then(|policy| policy.appeals.get(facts.appeals)) else {
        return Ok(None);
    };
    let is_answered = ANSWERED.contains(case.state()?);
    let told_at = told_at.or(case.finished_at).filter(|_| is_answered);
    let is_silent =
        case.is_open && appeal.after_silence && case.due_at.is_some_and(|due| due < tx.now);
    let end = told_at
        .map(|told_at| window_end(&appeal.within, told_at, entity))
        .transpose()?;
    let is_open = is_silent || end.is_some_and(|end| tx.now <= end);
    Ok(is_open.then(|| NextAppeal {
        title: appeal.title.text(language).to_owned(),
        until_on: end.map(|end| end.with_timezone(&entity.zone).date_naive()),
        is_outside: appeal.is_outside,
        source: appeal.source.clone(),
    }))
}
