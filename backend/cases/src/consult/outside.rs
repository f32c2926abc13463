//! Somebody outside reads a question and answers it once, by the link of a mail, without an account (anchors check 38).
//!
//! Whatever is wrong with a link, the answer is the same: nothing tells a wrong secret from an unknown question.

use actix_web::{FromRequest, HttpRequest, dev::Payload, get, post, web};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::{Directory, EntityFacts};
use hilo_registry::shapes::EntityRef;
use hilo_rules::lifecycle::Command;
use hilo_schema::{cases, clocks, consultations};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::link::Token;
use super::settle::{begin, settle};
use super::stored::ConsultationRow;
use crate::case::Case;
use crate::problems;
use crate::target::{InRoom, Room};

/// Header of the link's secret part; it never stands in an address.
const TOKEN_HEADER: &str = "Question-Token";

impl FromRequest for Token {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(TOKEN_HEADER);
        let token = header.and_then(|text| text.to_str().ok()?.parse().ok());
        std::future::ready(token.ok_or_else(|| (&problems::QUESTION_UNKNOWN).into()))
    }
}

/// A question as somebody outside sees it: nothing of the person, nothing of the case but its number.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct OutsideQuestion {
    /// Who asks.
    pub entity: EntityRef,
    /// Number of the case.
    #[schema(example = "0001-26000-00010")]
    pub number: String,
    /// The question, word for word.
    pub question: String,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// Last day for the answer.
    pub due_on: NaiveDate,
    /// It was answered: the link has done its work.
    pub is_answered: bool,
}

/// What somebody outside says.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerQuestion {
    /// The answer, word for word; it goes to the public body, once.
    #[validate(length(min = 10, max = 10000))]
    #[schema(example = "The pole belongs to us; we replace it on Tuesday.")]
    pub text: String,
}

/// Get a question
///
/// For somebody outside who was asked by mail. The link of the mail carries the token behind its `#`.
#[utoipa::path(
    tag = "outside",
    params(("Question-Token" = String, Header, description = "Token from the link of the mail", example = "AAEBndyADwdaPI1uLxtMXW5_AAAAAAAAAAAAAAAAAAAAAA")),
    responses((status = 200, description = "The question", body = OutsideQuestion))
)]
#[get("/questions")]
pub async fn get_question(
    room: InRoom,
    request: Request,
    token: Token,
) -> Answer<web::Json<OutsideQuestion>> {
    let door = door(&room, &request, &token).await?;
    let directory = room.directory.clone();
    let question = room
        .db
        .read(request, door, move |tx| {
            let row = consultations::table
                .select(ConsultationRow::as_select())
                .find((tx.entity()?, token.question))
                .first(tx.conn)
                .optional()?;
            let row = opened(row, &token)?;
            let entity = directory.facts(tx)?;
            shown(tx, &entity, &row)
        })
        .await?;
    Ok(web::Json(question))
}

/// Answer a question
///
/// Once: a second answer is refused.
#[utoipa::path(
    tag = "outside",
    request_body = AnswerQuestion,
    params(("Question-Token" = String, Header, description = "Token from the link of the mail", example = "AAEBndyADwdaPI1uLxtMXW5_AAAAAAAAAAAAAAAAAAAAAA")),
    responses((status = 200, description = "The question, answered", body = OutsideQuestion))
)]
#[post("/questions/answer")]
pub async fn answer_question(
    room: InRoom,
    request: Request,
    token: Token,
    body: Strict<AnswerQuestion>,
) -> Answer<web::Json<OutsideQuestion>> {
    let door = door(&room, &request, &token).await?;
    let directory = room.directory.clone();
    let question = room
        .db
        .command(request, door, move |tx| {
            let row = ConsultationRow::held(tx, token.question)?;
            let row = opened(row, &token)?.still_open()?;
            answer(tx, &directory, row, &body.body.text)
        })
        .await?;
    Ok(web::Json(question))
}

fn answer(
    tx: &mut Tx<'_>,
    directory: &Directory,
    row: ConsultationRow,
    text: &str,
) -> Answer<OutsideQuestion> {
    let turn = begin(tx, directory, &row, Seen::Any, Command::AnswerConsultation)?;
    let row = diesel::update(consultations::table.find((row.entity_id, row.id)))
        .set((
            consultations::answer.eq(text),
            consultations::answered_at.eq(tx.now),
        ))
        .returning(ConsultationRow::as_returning())
        .get_result(tx.conn)?;
    settle(tx, directory, turn, &row)?;
    let entity = directory.facts(tx)?;
    shown(tx, &entity, &row)
}

/// The door into the body that asks. The program itself enters: somebody outside has neither account nor case key.
async fn door(room: &Room, request: &Request, token: &Token) -> Answer<Door> {
    let entity = room
        .directory
        .id_of(&room.db, request.clone(), token.entity)
        .await?;
    entity
        .map(Door::System)
        .ok_or_else(|| (&problems::QUESTION_UNKNOWN).into())
}

/// The question that a token opens. One that was taken back is gone.
fn opened(row: Option<ConsultationRow>, token: &Token) -> Answer<ConsultationRow> {
    row.filter(|row| token.opens(row) && row.cancelled_at.is_none())
        .ok_or_else(|| (&problems::QUESTION_UNKNOWN).into())
}

fn shown(tx: &mut Tx<'_>, entity: &EntityFacts, row: &ConsultationRow) -> Answer<OutsideQuestion> {
    let case: Case = cases::table
        .select(Case::as_select())
        .find((row.entity_id, row.case_id))
        .first(tx.conn)?;
    Ok(OutsideQuestion {
        entity: EntityRef {
            number: entity.number.to_string(),
            name: entity.name.clone(),
        },
        number: case.number(entity.number)?.to_string(),
        question: row.question.clone(),
        asked_at: row.asked_at,
        due_on: clocks::table
            .select(clocks::due_on)
            .find((row.entity_id, row.clock_id))
            .first(tx.conn)?,
        is_answered: row.answered_at.is_some(),
    })
}
