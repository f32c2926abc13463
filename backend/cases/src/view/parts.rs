//! Parts of a case that both the person and staff see.

use std::collections::HashMap;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_rules::vocabulary::{Outcome, Solved};
use hilo_schema::{
    accounts, attachments, filers, history, ratings, responses, services, stories, units,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answered::AnsweredPoint;
use super::procedure::GroundOption;
use crate::case::Case;

/// Where it happened.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Place {
    /// Address or description, as it was written.
    pub text: Option<String>,
    /// District or neighbourhood.
    pub district: Option<String>,
    /// WGS 84.
    pub latitude: Option<f64>,
    /// WGS 84.
    pub longitude: Option<f64>,
}

/// A file of the case.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AttachmentRef {
    /// Id of the file; the last part of its path.
    pub id: Uuid,
    /// Name as it was uploaded, made safe.
    #[schema(example = "pole.jpg")]
    pub name: String,
    /// What it is, by its content.
    #[schema(example = "image/jpeg")]
    pub media_type: String,
    /// Bytes.
    pub size: i32,
    /// When it was uploaded.
    pub uploaded_at: DateTime<Utc>,
    /// `person` or `body`.
    pub by: Side,
}

/// Who did something, as the person sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Person,
    Body,
    System,
}

impl Side {
    fn of(actor_kind: &str) -> Self {
        match actor_kind {
            "person" => Self::Person,
            "staff" | "machine" => Self::Body,
            _ => Self::System,
        }
    }
}

/// One knot of the thread.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ThreadItem {
    /// Counts up within the case.
    pub seq: i32,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Name of the event.
    #[schema(example = "case.assigned")]
    pub event: String,
    pub by: Side,
    /// The unit that held the case.
    pub unit: Option<String>,
    /// What was said, where the event carries words for the person.
    pub text: Option<String>,
}

/// An answer to the person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Response {
    pub outcome: Outcome,
    /// The answer, word for word.
    pub text: String,
    pub measures: Vec<Measure>,
    /// Why, where the answer says no.
    pub basis: Option<String>,
    /// The ground of the law that the refusal names.
    pub ground: Option<GroundOption>,
    /// What it says to each point of the person.
    pub points: Vec<AnsweredPoint>,
    /// Why it came late.
    pub late_reason: Option<String>,
    /// When it was signed and given to the person.
    pub signed_at: DateTime<Utc>,
    /// The unit that answered.
    pub unit: Option<String>,
    /// Which round of the case it answers; 1 at first, 2 after a dispute.
    pub cycle: i16,
}

/// Something that will be done about it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, validator::Validate)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What will be done.
    #[validate(length(min = 1, max = 500))]
    #[schema(example = "Replace the lamp")]
    pub text: String,
    /// Who does it.
    #[serde(default)]
    #[validate(length(max = 200))]
    pub owner: Option<String>,
    /// By when.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
}

/// How the person rated the answer of the present cycle.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Rating {
    /// 1 to 5.
    pub stars: i16,
    pub solved: Solved,
    /// At most three.
    pub reasons: Vec<String>,
    /// In the person's own words.
    pub comment: Option<String>,
    /// When the person rated.
    pub rated_at: DateTime<Utc>,
}

/// The words of a case.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = stories)]
pub struct Story {
    pub story: String,
    pub wanted: Option<String>,
    pub occurred_on: Option<NaiveDate>,
    pub place_text: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub answers: Value,
    pub written_in: Option<String>,
}

impl Story {
    /// The story of a case.
    pub fn of(conn: &mut PgConnection, case: &Case) -> Answer<Self> {
        Ok(stories::table
            .select(Self::as_select())
            .find((case.entity_id, case.id))
            .first(conn)?)
    }

    /// The place, when anything of it is known.
    pub fn place(&self, case: &Case) -> Option<Place> {
        let is_known =
            self.place_text.is_some() || case.district.is_some() || self.latitude.is_some();
        is_known.then(|| Place {
            text: self.place_text.clone(),
            district: case.district.clone(),
            latitude: self.latitude,
            longitude: self.longitude,
        })
    }
}

/// Who filed; personal data.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = filers)]
pub struct FilerRow {
    pub type_: String,
    pub name: Option<String>,
    pub document_type: Option<String>,
    pub document_number: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub notices: String,
    pub country: Option<String>,
    pub age: Option<i16>,
}

impl FilerRow {
    /// The filer of a case.
    pub fn of(conn: &mut PgConnection, case: &Case) -> Answer<Self> {
        Ok(filers::table
            .select(Self::as_select())
            .find((case.entity_id, case.id))
            .first(conn)?)
    }
}

/// One line of history with the names it needs.
#[derive(Debug, Queryable)]
pub struct HistoryRow {
    pub seq: i32,
    pub at: DateTime<Utc>,
    pub event: String,
    pub from: Option<String>,
    pub to: String,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub actor_role: Option<String>,
    pub unit_id: Option<Uuid>,
    pub reason: Option<String>,
    pub data: Value,
}

/// The history of a case after a sequence number, oldest first.
pub fn history_of(
    conn: &mut PgConnection,
    case: &Case,
    after: i32,
    limit: i64,
) -> Answer<Vec<HistoryRow>> {
    Ok(history::table
        .select((
            history::seq,
            history::at,
            history::event,
            history::from_state,
            history::to_state,
            history::actor_kind,
            history::actor_id,
            history::actor_role,
            history::unit_id,
            history::reason,
            history::data,
        ))
        .filter(history::entity_id.eq(case.entity_id))
        .filter(history::case_id.eq(case.id))
        .filter(history::seq.gt(after))
        .order(history::seq)
        .limit(limit)
        .load(conn)?)
}

/// Most events of one case that its page shows.
const THREAD_LIMIT: i64 = 500;

/// Steps inside the body that say nothing to the person.
const INTERNAL: &[&str] = &[
    "case.note-added",
    "case.sent-for-review",
    "case.approved",
    "case.sent-back",
    "case.grouped",
    "case.ungrouped",
    "case.points-listed",
    "case.escalated",
    "case.consultation-answered",
    "case.consultation-cancelled",
    "case.proceeded",
];

/// Does an event mean something to the person?
pub fn is_shown(event: &str) -> bool {
    !INTERNAL.contains(&event)
}

/// The thread as the person sees it. Reasons of staff are internal; words of the person are theirs.
pub fn thread_of(conn: &mut PgConnection, case: &Case) -> Answer<Vec<ThreadItem>> {
    let rows = thread_rows(conn, case)?;
    let units = unit_names(
        conn,
        case.entity_id,
        rows.iter().filter_map(|row| row.unit_id),
    )?;
    Ok(thread(rows, &units))
}

/// The history that a thread is made of.
pub fn thread_rows(conn: &mut PgConnection, case: &Case) -> Answer<Vec<HistoryRow>> {
    history_of(conn, case, 0, THREAD_LIMIT)
}

/// The thread of a history, with the names of its units.
pub fn thread(rows: Vec<HistoryRow>, units: &HashMap<Uuid, String>) -> Vec<ThreadItem> {
    let shown = rows.into_iter().filter(|row| is_shown(&row.event));
    shown
        .map(|row| {
            let by = Side::of(&row.actor_kind);
            let message = row
                .data
                .get("text")
                .and_then(Value::as_str)
                .map(str::to_owned);
            ThreadItem {
                seq: row.seq,
                at: row.at,
                by,
                unit: row.unit_id.and_then(|unit| units.get(&unit).cloned()),
                text: message.or_else(|| row.reason.filter(|_| by == Side::Person)),
                event: row.event,
            }
        })
        .collect()
}

/// Names of units by id, in one query.
pub fn unit_names(
    conn: &mut PgConnection,
    entity: Uuid,
    ids: impl Iterator<Item = Uuid>,
) -> Answer<HashMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String)> = units::table
        .select((units::id, units::name))
        .filter(units::entity_id.eq(entity))
        .filter(units::id.eq_any(ids))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Names of staff by id, in one query.
pub fn staff_names(
    conn: &mut PgConnection,
    ids: impl Iterator<Item = Uuid>,
) -> Answer<HashMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String)> = accounts::table
        .select((accounts::id, accounts::name))
        .filter(accounts::id.eq_any(ids))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The name of the service of a case.
pub fn service_name(conn: &mut PgConnection, case: &Case) -> Answer<Option<String>> {
    let Some(service) = case.service_id else {
        return Ok(None);
    };
    Ok(services::table
        .select(services::name)
        .find((case.entity_id, service))
        .first(conn)
        .optional()?)
}

type AttachmentRow = (Uuid, String, String, i32, DateTime<Utc>, String);

/// The files of a case.
pub fn attachments_of(conn: &mut PgConnection, case: &Case) -> Answer<Vec<AttachmentRef>> {
    let rows: Vec<AttachmentRow> = attachments::table
        .select((
            attachments::id,
            attachments::name,
            attachments::media_type,
            attachments::size,
            attachments::at,
            attachments::author_kind,
        ))
        .filter(attachments::entity_id.eq(case.entity_id))
        .filter(attachments::case_id.eq(case.id))
        .order(attachments::at)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(
            |(id, name, media_type, size, uploaded_at, by)| AttachmentRef {
                id,
                name,
                media_type,
                size,
                uploaded_at,
                by: Side::of(&by),
            },
        )
        .collect())
}

/// A draft or an answer, as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = responses)]
pub struct ResponseRow {
    pub id: Uuid,
    pub cycle: i16,
    pub status: String,
    pub outcome: String,
    pub body: String,
    pub measures: Value,
    pub unit_id: Uuid,
    pub drafted_by: Uuid,
    pub drafted_at: DateTime<Utc>,
    pub reviewed_by: Option<Uuid>,
    pub comment: Option<String>,
    pub sent_by: Option<Uuid>,
    pub sent_at: Option<DateTime<Utc>>,
    pub basis: Option<String>,
    pub ground: Option<String>,
    pub points: Value,
    pub late_reason: Option<String>,
}

impl ResponseRow {
    /// All drafts and answers of a case, oldest first.
    pub fn all_of(conn: &mut PgConnection, case: &Case) -> Answer<Vec<Self>> {
        Ok(responses::table
            .select(Self::as_select())
            .filter(responses::entity_id.eq(case.entity_id))
            .filter(responses::case_id.eq(case.id))
            .order(responses::drafted_at)
            .load(conn)?)
    }

    /// The measures, read back.
    pub fn measures(&self) -> Answer<Vec<Measure>> {
        serde_json::from_value(self.measures.clone()).map_err(Problem::broken)
    }

    /// The answers to the points, read back.
    pub fn points(&self) -> Answer<Vec<AnsweredPoint>> {
        serde_json::from_value(self.points.clone()).map_err(Problem::broken)
    }

    /// The outcome, read back.
    pub fn outcome(&self) -> Answer<Outcome> {
        Outcome::from_str(&self.outcome).map_err(Problem::broken)
    }
}

type RatingRow = (i16, String, Vec<String>, Option<String>, DateTime<Utc>);

/// The rating of the present cycle.
pub fn rating_of(conn: &mut PgConnection, case: &Case) -> Answer<Option<Rating>> {
    let row: Option<RatingRow> = ratings::table
        .select((
            ratings::stars,
            ratings::solved,
            ratings::reasons,
            ratings::comment,
            ratings::at,
        ))
        .find((case.entity_id, case.id, case.cycle))
        .first(conn)
        .optional()?;
    row.map(|(stars, solved, reasons, comment, rated_at)| {
        let solved = Solved::from_str(&solved).map_err(Problem::broken)?;
        Ok(Rating {
            stars,
            solved,
            reasons,
            comment,
            rated_at,
        })
    })
    .transpose()
}
