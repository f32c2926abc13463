//! The case as staff see it. Personal data is covered unless the role may see it, and each look is logged.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::catalogue::question::Question;
use hilo_registry::directory::EntityFacts;
use hilo_registry::shapes::EntityRef;
use hilo_rules::vocabulary::{Language, Outcome};
use hilo_schema::{messages, notes, service_versions};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answered::{ResponseView, responses_of};
use super::deliveries::{DeliveryView, deliveries_of};
use super::parts::{
    AttachmentRef, FilerRow, Place, Rating, Side, Story, ThreadItem, attachments_of, rating_of,
    staff_names, thread_of,
};
use super::people::{FilerView, PartyView, People, parties_of, uncover};
use super::procedure::{
    Correction, Extension, GroundOption, Point, correction_of, extension_of, grounds, points_of,
};
use super::row::CaseRow;
use crate::book::sheet::WrittenOn;
use crate::clock_rows;
use crate::consult::view::Consultation;
use crate::facts::facts_of;
use crate::links::{self, CaseLink};
use crate::transfer::TransferView;
use crate::turn::{Opened, actions};

/// A case as staff see it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct StaffCase {
    #[serde(flatten)]
    pub row: CaseRow,
    /// What happened, as it was written.
    pub story: String,
    /// What the person asked for.
    pub wanted: Option<String>,
    pub place: Option<Place>,
    /// The day it happened.
    pub occurred_on: Option<NaiveDate>,
    /// Answers to the questions of the service.
    pub answers: Vec<AnswerGiven>,
    /// Language in which the person wants to be answered.
    pub language: Language,
    pub entity: EntityRef,
    pub filer: FilerView,
    /// Representative, guardian, affected person, contact person.
    pub parties: Vec<PartyView>,
    /// Language of the story where it is none of ours, as BCP 47, such as `qu`.
    pub written_in: Option<String>,
    /// The body keeps the case from the public, as it does for minors.
    pub is_confidential: bool,
    /// The sheet of the paper book that the case was written on.
    pub sheet: Option<WrittenOn>,
    /// Every notice to the person, oldest first.
    pub deliveries: Vec<DeliveryView>,
    pub messages: Vec<Message>,
    /// Internal: never shown to the person.
    pub notes: Vec<Note>,
    pub attachments: Vec<AttachmentRef>,
    /// Who else was asked, oldest first. Internal: the person sees that somebody was asked, not what.
    pub consultations: Vec<Consultation>,
    /// Drafts and answers, oldest first.
    pub responses: Vec<ResponseView>,
    /// The person's rating of the present cycle.
    pub rating: Option<Rating>,
    /// The thread as the person sees it.
    pub thread: Vec<ThreadItem>,
    /// How this kind of case may end.
    pub outcomes: Vec<Outcome>,
    /// Outcomes that need a `basis`.
    pub reasoned: Vec<Outcome>,
    /// Outcomes that need at least one measure.
    pub with_measures: Vec<Outcome>,
    /// What the person raised; the answer says something to each.
    pub points: Vec<Point>,
    /// The last request to complete the case.
    pub correction: Option<Correction>,
    /// How much more time can be given now.
    pub extension: Option<Extension>,
    /// Grounds on which the clocks may stand still.
    pub suspension_grounds: Vec<GroundOption>,
    /// Grounds on which the case may be archived at triage.
    pub archive_grounds: Vec<GroundOption>,
    /// Grounds that a refusal must name.
    pub refusal_grounds: Vec<GroundOption>,
    /// Cases that hang together with this one.
    pub links: Vec<CaseLink>,
    /// How often a unit said that the case is not theirs.
    pub bounces: i16,
    /// When the person first filed, along the whole chain of cases; `filed_at` where there is none.
    pub waiting_since: DateTime<Utc>,
    /// The last offer to another body.
    pub transfer: Option<TransferView>,
    /// Operation ids that this caller can use now.
    #[schema(example = json!(["assignCase", "addNote"]))]
    pub actions: Vec<String>,
}

/// An answer to a question of the service.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AnswerGiven {
    /// Id of the question.
    pub id: String,
    /// The question as it was asked.
    pub label: String,
    /// Text, number, truth or a list of texts.
    pub value: Value,
}

/// Something the person wrote after filing.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Message {
    /// Id of the message.
    pub id: Uuid,
    /// When it was sent.
    pub at: DateTime<Utc>,
    pub by: Side,
    /// The words, as they were written.
    pub text: String,
}

/// An internal note.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Note {
    /// Id of the note.
    pub id: Uuid,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Name of who wrote it.
    pub author: String,
    /// The words, as they were written.
    pub text: String,
}

impl StaffCase {
    /// The whole case for staff; `look_reason` uncovers personal data where the role needs a reason.
    pub fn of(tx: &mut Tx<'_>, opened: &Opened, look_reason: Option<&str>) -> Answer<Self> {
        let Opened { case, entity, pack } = opened;
        let facts = facts_of(tx, case, entity, pack)?;
        let actions = actions(tx, opened, &facts)?;
        let story = Story::of(tx.conn, case)?;
        let people = People {
            filer: FilerRow::of(tx.conn, case)?.into(),
            parties: parties_of(tx.conn, case)?,
            deliveries: deliveries_of(tx.conn, case)?,
        };
        let people = uncover(tx, case, people, look_reason)?;
        let is_masked = tx.actor.sight_of("getCase").is_masked;
        let policy = pack.kinds.get(&case.kind()?);
        let clocks = clock_rows::of_case(tx.conn, entity.id, case.id)?;
        let speech = speech_of(entity);
        Ok(Self {
            row: CaseRow::of_case(tx, opened, &story.story)?,
            place: story.place(case).filter(|_| !is_masked),
            story: if is_masked {
                String::new()
            } else {
                story.story
            },
            wanted: story.wanted.filter(|_| !is_masked),
            occurred_on: story.occurred_on,
            answers: if is_masked {
                Vec::new()
            } else {
                answers(tx.conn, opened, &story.answers)?
            },
            language: Language::from_str(&case.language).map_err(Problem::broken)?,
            entity: EntityRef {
                number: entity.number.to_string(),
                name: entity.name.clone(),
            },
            filer: people.filer,
            parties: people.parties,
            deliveries: people.deliveries,
            written_in: story.written_in,
            is_confidential: case.is_confidential,
            sheet: WrittenOn::of(tx.conn, case)?,
            messages: if is_masked {
                Vec::new()
            } else {
                messages_of(tx.conn, opened)?
            },
            notes: notes_of(tx.conn, opened)?,
            attachments: if is_masked {
                Vec::new()
            } else {
                attachments_of(tx.conn, case)?
            },
            consultations: Consultation::of_case(tx, opened)?,
            responses: responses_of(tx.conn, opened)?,
            rating: rating_of(tx.conn, case)?,
            thread: without_words(thread_of(tx.conn, case)?, is_masked),
            outcomes: policy
                .map(|policy| policy.outcomes.clone())
                .unwrap_or_default(),
            reasoned: policy
                .map(|policy| policy.reasoned.clone())
                .unwrap_or_default(),
            with_measures: policy
                .map(|policy| policy.with_measures.clone())
                .unwrap_or_default(),
            points: without_points(points_of(tx.conn, case)?, is_masked),
            correction: correction_of(tx.conn, case)?.filter(|_| !is_masked),
            extension: extension_of(clock_rows::main_of(&clocks), &facts),
            suspension_grounds: grounds(&pack.suspensions, speech),
            archive_grounds: grounds(&pack.archive_grounds, speech),
            refusal_grounds: policy
                .map(|policy| grounds(&policy.refusal_grounds, speech))
                .unwrap_or_default(),
            links: links::of_case(tx.conn, case)?,
            waiting_since: links::waiting_since(tx.conn, case)?,
            transfer: TransferView::of(tx.conn, case)?,
            bounces: case.bounces,
            actions: actions.into_iter().map(str::to_owned).collect(),
        })
    }
}

/// The language in which the body works.
fn speech_of(entity: &EntityFacts) -> Language {
    entity
        .languages
        .first()
        .and_then(|tag| Language::from_str(tag).ok())
        .unwrap_or(Language::Spanish)
}

fn without_points(points: Vec<Point>, is_masked: bool) -> Vec<Point> {
    if is_masked { Vec::new() } else { points }
}

fn without_words(mut thread: Vec<ThreadItem>, is_masked: bool) -> Vec<ThreadItem> {
    if is_masked {
        thread.iter_mut().for_each(|item| item.text = None);
    }
    thread
}

fn answers(conn: &mut PgConnection, opened: &Opened, given: &Value) -> Answer<Vec<AnswerGiven>> {
    let case = &opened.case;
    let Some(given) = given.as_object().filter(|given| !given.is_empty()) else {
        return Ok(Vec::new());
    };
    let (Some(service), Some(version)) = (case.service_id, case.service_version) else {
        return Ok(Vec::new());
    };
    let asked: Value = service_versions::table
        .select(service_versions::questions)
        .find((case.entity_id, service, version))
        .first(conn)?;
    let asked: Vec<Question> = serde_json::from_value(asked).map_err(Problem::broken)?;
    Ok(asked
        .into_iter()
        .filter_map(|question| {
            let value = given.get(&question.id)?.clone();
            Some(AnswerGiven {
                id: question.id,
                label: question.label,
                value,
            })
        })
        .collect())
}

fn messages_of(conn: &mut PgConnection, opened: &Opened) -> Answer<Vec<Message>> {
    let rows: Vec<(Uuid, DateTime<Utc>, String, String)> = messages::table
        .select((
            messages::id,
            messages::at,
            messages::author_kind,
            messages::body,
        ))
        .filter(messages::entity_id.eq(opened.entity.id))
        .filter(messages::case_id.eq(opened.case.id))
        .order(messages::at)
        .load(conn)?;
    let side = |kind: &str| {
        if kind == "person" {
            Side::Person
        } else {
            Side::Body
        }
    };
    Ok(rows
        .into_iter()
        .map(|(id, at, by, text)| Message {
            id,
            at,
            by: side(&by),
            text,
        })
        .collect())
}

fn notes_of(conn: &mut PgConnection, opened: &Opened) -> Answer<Vec<Note>> {
    let rows: Vec<(Uuid, DateTime<Utc>, Uuid, String)> = notes::table
        .select((notes::id, notes::at, notes::author_id, notes::body))
        .filter(notes::entity_id.eq(opened.entity.id))
        .filter(notes::case_id.eq(opened.case.id))
        .order(notes::at)
        .load(conn)?;
    let names = staff_names(conn, rows.iter().map(|row| row.2))?;
    let name = |id: &Uuid| names.get(id).cloned().unwrap_or_default();
    Ok(rows
        .iter()
        .map(|(id, at, author, text)| Note {
            id: *id,
            at: *at,
            author: name(author),
            text: text.clone(),
        })
        .collect())
}
