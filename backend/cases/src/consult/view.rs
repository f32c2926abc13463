//! A consultation as staff see it.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_registry::shapes::NamedRef;
use hilo_rules::vocabulary::State;
use hilo_schema::{cases, clocks, consultations, stories};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::kind::ConsultationKind;
use super::stored::ConsultationRow;
use crate::case::Case;
use crate::turn::Opened;
use crate::view::parts::{staff_names, unit_names};

/// A question inside a case, with its answer once there is one.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Consultation {
    /// Id of the question.
    pub id: Uuid,
    /// Number of the case it is about.
    #[schema(example = "0001-26000-00010")]
    pub number: String,
    pub kind: ConsultationKind,
    /// The question, word for word.
    pub question: String,
    /// What it is about, for finding an opinion again.
    pub topic: Option<String>,
    /// The unit that was asked.
    pub unit: Option<NamedRef>,
    /// Who was asked outside of the body.
    pub outside: Option<Outside>,
    /// Name of who asked.
    pub asked_by: String,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// Last day for the answer. The case's own clock goes on meanwhile.
    pub due_on: NaiveDate,
    /// Not answered in time.
    pub is_late: bool,
    /// The answer, word for word.
    pub answer: Option<String>,
    /// Name of who answered.
    pub answered_by: Option<String>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// An opinion that is kept for like cases.
    pub is_precedent: bool,
    /// What happened, for who was asked; empty inside of the case itself, which has it already.
    pub story: Option<String>,
    /// Operation ids that this caller can use on the question now.
    #[schema(example = json!(["answerConsultation"]))]
    pub actions: Vec<String>,
}

/// Somebody outside of the body.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// Name, as it stands in the case.
    #[validate(length(min = 1, max = 200))]
    #[schema(example = "Ing. Elena Paz, Empresa Eléctrica")]
    pub name: String,
    /// The one-time link is mailed there.
    #[validate(email, length(max = 254))]
    #[schema(example = "elena.paz@electrica.example")]
    pub email: String,
}

/// Is the story told along?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    WithStory,
    WithoutStory,
}

impl Consultation {
    /// The consultations of a case, oldest first.
    pub fn of_case(tx: &mut Tx<'_>, opened: &Opened) -> Answer<Vec<Self>> {
        let rows = consultations::table
            .select(ConsultationRow::as_select())
            .filter(consultations::entity_id.eq(opened.entity.id))
            .filter(consultations::case_id.eq(opened.case.id))
            .order((consultations::asked_at, consultations::id))
            .load(tx.conn)?;
        Self::of_rows(tx, &opened.entity, rows, Telling::WithoutStory)
    }

    /// One of them, as it is now.
    pub fn of_id(tx: &mut Tx<'_>, entity: &EntityFacts, id: Uuid) -> Answer<Option<Self>> {
        let rows = consultations::table
            .select(ConsultationRow::as_select())
            .find((entity.id, id))
            .load(tx.conn)?;
        Ok(Self::of_rows(tx, entity, rows, Telling::WithStory)?.pop())
    }

    /// Rows with the names, days and stories they need, in one query for each.
    pub fn of_rows(
        tx: &mut Tx<'_>,
        entity: &EntityFacts,
        rows: Vec<ConsultationRow>,
        telling: Telling,
    ) -> Answer<Vec<Self>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let around = Around::of(tx, entity.id, &rows, telling)?;
        rows.into_iter()
            .map(|row| around.shown(tx, entity, row))
            .collect()
    }
}

/// What stands around rows of consultations.
struct Around {
    cases: HashMap<Uuid, Case>,
    stories: HashMap<Uuid, String>,
    dues: HashMap<Uuid, (NaiveDate, DateTime<Utc>)>,
    units: HashMap<Uuid, String>,
    staff: HashMap<Uuid, String>,
}

impl Around {
    fn of(
        tx: &mut Tx<'_>,
        entity: Uuid,
        rows: &[ConsultationRow],
        telling: Telling,
    ) -> Answer<Self> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.case_id).collect();
        let found: Vec<Case> = cases::table
            .select(Case::as_select())
            .filter(cases::entity_id.eq(entity))
            .filter(cases::id.eq_any(&ids))
            .load(tx.conn)?;
        let told: Vec<(Uuid, String)> = match telling {
            Telling::WithoutStory => Vec::new(),
            Telling::WithStory => stories::table
                .select((stories::case_id, stories::story))
                .filter(stories::entity_id.eq(entity))
                .filter(stories::case_id.eq_any(&ids))
                .load(tx.conn)?,
        };
        let dues: Vec<(Uuid, NaiveDate, DateTime<Utc>)> = clocks::table
            .select((clocks::id, clocks::due_on, clocks::due_at))
            .filter(clocks::entity_id.eq(entity))
            .filter(clocks::id.eq_any(rows.iter().map(|row| row.clock_id).collect::<Vec<_>>()))
            .load(tx.conn)?;
        let people = rows
            .iter()
            .flat_map(|row| std::iter::once(row.asked_by).chain(row.answered_by));
        Ok(Self {
            cases: found.into_iter().map(|case| (case.id, case)).collect(),
            stories: told.into_iter().collect(),
            dues: dues
                .into_iter()
                .map(|(id, on, at)| (id, (on, at)))
                .collect(),
            units: unit_names(tx.conn, entity, rows.iter().filter_map(|row| row.unit_id))?,
            staff: staff_names(tx.conn, people)?,
        })
    }

    fn shown(
        &self,
        tx: &mut Tx<'_>,
        entity: &EntityFacts,
        row: ConsultationRow,
    ) -> Answer<Consultation> {
        let broken = || Problem::broken("a consultation without case or clock");
        let case = self.cases.get(&row.case_id).ok_or_else(broken)?;
        let (due_on, due_at) = self.dues.get(&row.clock_id).copied().ok_or_else(broken)?;
        let name = |id: &Uuid| self.staff.get(id).cloned();
        let end = row.answered_at.or(row.cancelled_at).unwrap_or(tx.now);
        let actions = actions(tx, case, &row)?;
        Ok(Consultation {
            id: row.id,
            number: case.number(entity.number)?.to_string(),
            kind: ConsultationKind::of_word(&row.kind),
            unit: row.unit_id.and_then(|id| {
                let name = self.units.get(&id).cloned()?;
                Some(NamedRef { id, name })
            }),
            outside: row.outside_mail.map(|email| Outside {
                name: row.outside_name.clone().unwrap_or_default(),
                email,
            }),
            asked_by: name(&row.asked_by).unwrap_or_default(),
            asked_at: row.asked_at,
            due_on,
            is_late: end > due_at,
            answered_by: row.answered_at.and_then(|_| match &row.answered_by {
                Some(id) => name(id),
                None => row.outside_name,
            }),
            answered_at: row.answered_at,
            cancelled_at: row.cancelled_at,
            answer: row.answer,
            question: row.question,
            topic: row.topic,
            is_precedent: row.is_precedent,
            story: self.stories.get(&row.case_id).cloned(),
            actions,
        })
    }
}

/// What the caller can do with a question: the matrix says how far, the question to whom.
fn actions(tx: &mut Tx<'_>, case: &Case, row: &ConsultationRow) -> Answer<Vec<String>> {
    let mut open = Vec::new();
    if !row.is_open() || case.state()? != State::AwaitingInternal {
        return Ok(open);
    }
    if row.is_put_to(&tx.actor.sight_of("answerConsultation")) {
        open.push("answerConsultation".to_owned());
    }
    let sight = tx.actor.sight_of("cancelConsultation");
    let facts = case.facts(tx.conn, &sight)?;
    if sight.covers(&facts, tx.now) {
        open.push("cancelConsultation".to_owned());
    }
    Ok(open)
}
