//! Answer a consultation: by the unit that was asked, or by the lead.

use actix_web::{post, web};
use diesel::prelude::*;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, FieldError, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_platform::words::folded;
use hilo_rules::lifecycle::Command;
use hilo_schema::consultations;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::kind::ConsultationKind;
use super::settle::{begin, settle};
use super::stored::{ConsultationRow, Which};
use super::view::Consultation;
use crate::problems;
use crate::target::InRoom;

/// What the unit says.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerConsultation {
    /// The answer, word for word. The person never sees it.
    #[validate(length(min = 10, max = 10000))]
    #[schema(example = "The pole belongs to the power company since 2019.")]
    pub text: String,
    /// Keep a legal opinion for like cases.
    #[serde(default)]
    pub is_precedent: bool,
    /// What the opinion is about; a precedent needs one, from here or from the question.
    #[serde(default)]
    #[validate(length(min = 1, max = 120))]
    #[schema(example = "Ownership of poles")]
    pub topic: Option<String>,
}

/// Answer a consultation
///
/// For staff of the unit that was asked, and for the lead. With the last answer the case goes on by itself. A legal opinion
/// can be kept as a precedent.
#[utoipa::path(
    tag = "staff: consult",
    request_body = AnswerConsultation,
    params(("id" = String, Path, description = "Id of the question", example = "019ddc80-0f5e-7a3c-8d6e-2f1b4c5d6e7f")),
    responses((status = 200, description = "The question with its answer", body = Consultation))
)]
#[post("/staff/consultations/{id}/answer")]
pub async fn answer_consultation(
    room: InRoom,
    request: Request,
    staff: Staff,
    which: Which,
    body: Strict<AnswerConsultation>,
) -> Answer<web::Json<Consultation>> {
    let said = body.body;
    let directory = room.directory.clone();
    let shown = room
        .db
        .command(request, staff.0, move |tx| {
            let sight = tx.actor.sight();
            let row = ConsultationRow::held(tx, which.0)?
                .filter(|row| row.is_put_to(&sight))
                .ok_or(&problems::CONSULTATION_UNKNOWN)?
                .still_open()?;
            let turn = begin(tx, &directory, &row, Seen::Any, Command::AnswerConsultation)?;
            write(tx, &row, &said)?;
            settle(tx, &directory, turn, &row)?;
            let entity = directory.facts(tx)?;
            Consultation::of_id(tx, &entity, row.id)?
                .ok_or_else(|| Problem::broken("an answered consultation is gone"))
        })
        .await?;
    Ok(web::Json(shown))
}

fn write(tx: &mut Tx<'_>, row: &ConsultationRow, said: &AnswerConsultation) -> Answer<()> {
    let topic = said.topic.as_ref().or(row.topic.as_ref());
    precedent(row, said, topic)?;
    let answerer = tx
        .actor
        .id
        .ok_or_else(|| Problem::broken("an answer without an author"))?;
    diesel::update(consultations::table.find((row.entity_id, row.id)))
        .set((
            consultations::answer.eq(&said.text),
            consultations::answered_by.eq(answerer),
            consultations::answered_at.eq(tx.now),
            consultations::topic.eq(topic),
            consultations::is_precedent.eq(said.is_precedent),
        ))
        .execute(tx.conn)?;
    if said.is_precedent {
        let words = [topic.map_or("", String::as_str), &row.question, &said.text].join(" ");
        diesel::sql_query(
            "UPDATE consultations SET search = to_tsvector('simple', $3) WHERE entity_id = $1 AND id = $2",
        )
        .bind::<SqlUuid, _>(row.entity_id)
        .bind::<SqlUuid, _>(row.id)
        .bind::<Text, _>(folded(&words))
        .execute(tx.conn)?;
    }
    Ok(())
}

/// Only a legal opinion with a topic is kept for like cases.
fn precedent(
    row: &ConsultationRow,
    said: &AnswerConsultation,
    topic: Option<&String>,
) -> Answer<()> {
    if !said.is_precedent {
        return Ok(());
    }
    let mut wrong = Vec::new();
    if ConsultationKind::of_word(&row.kind) != ConsultationKind::Legal {
        wrong.push(FieldError::new("/is_precedent", "only-legal"));
    }
    if topic.is_none_or(|topic| topic.trim().is_empty()) {
        wrong.push(FieldError::new("/topic", "required"));
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Problem::fields(wrong))
    }
}
