//! The questions that were put to the caller's units.

use actix_web::{get, web};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::Answer;
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_platform::tx::Tx;
use hilo_rules::vocabulary::State;
use hilo_schema::{cases, consultations};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::stored::ConsultationRow;
use super::view::{Consultation, Telling};
use crate::target::InRoom;

/// Which questions.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListConsultations {
    /// `open`, oldest first, when left out; `answered`, newest first.
    pub state: Option<QuestionState>,
    /// 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// From `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// How far a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionState {
    /// The case waits for the answer.
    Open,
    /// Answered.
    Answered,
}

/// List consultations
///
/// The questions put to the caller's units; the lead sees all. Each comes with the story of its case, and with no contact
/// data of the person.
#[utoipa::path(
    tag = "staff: consult",
    params(ListConsultations),
    responses((status = 200, description = "A page of questions", body = Page<Consultation>))
)]
#[get("/staff/consultations")]
pub async fn list_consultations(
    room: InRoom,
    request: Request,
    staff: Staff,
    query: StrictQuery<ListConsultations>,
) -> Answer<web::Json<Page<Consultation>>> {
    let after: Option<Place> = read_cursor(query.0.cursor.as_deref())?;
    let directory = room.directory.clone();
    let page = room
        .db
        .read(request, staff.0, move |tx| {
            let limit = query.0.limit.unwrap_or(DEFAULT_LIMIT);
            let state = query.0.state.unwrap_or(QuestionState::Open);
            let entity = directory.facts(tx)?;
            let rows = rows(tx, state, after, i64::from(limit) + 1)?;
            let page = Page::cut(rows, limit, |row| (row.asked_at, row.id));
            Ok(Page {
                items: Consultation::of_rows(tx, &entity, page.items, Telling::WithStory)?,
                next_cursor: page.next_cursor,
            })
        })
        .await?;
    Ok(web::Json(page))
}

/// Where a page ended.
type Place = (DateTime<Utc>, Uuid);

fn rows(
    tx: &mut Tx<'_>,
    state: QuestionState,
    after: Option<Place>,
    limit: i64,
) -> Answer<Vec<ConsultationRow>> {
    use consultations::{asked_at, id};
    let (entity, sight) = (tx.entity()?, tx.actor.sight());
    let mut query = consultations::table
        .select(ConsultationRow::as_select())
        .filter(consultations::entity_id.eq(entity))
        .limit(limit)
        .into_boxed();
    if !sight.is_entity {
        query = query.filter(consultations::unit_id.eq_any(sight.units));
    }
    query = match state {
        QuestionState::Open => {
            // A question of a case that was withdrawn meanwhile waits for nothing.
            let waiting = cases::table
                .select(cases::id)
                .filter(cases::entity_id.eq(entity))
                .filter(cases::state.eq(State::AwaitingInternal.as_str()));
            query
                .filter(consultations::answered_at.is_null())
                .filter(consultations::cancelled_at.is_null())
                .filter(consultations::case_id.eq_any(waiting))
                .order((asked_at.asc(), id.asc()))
        }
        QuestionState::Answered => query
            .filter(consultations::answered_at.is_not_null())
            .order((asked_at.desc(), id.desc())),
    };
    if let Some((at, last)) = after {
        query = match state {
            QuestionState::Open => {
                query.filter(asked_at.gt(at).or(asked_at.eq(at).and(id.gt(last))))
            }
            QuestionState::Answered => {
                query.filter(asked_at.lt(at).or(asked_at.eq(at).and(id.lt(last))))
            }
        };
    }
    Ok(query.load(tx.conn)?)
}
