//! Lists of cases: saved views, filters, search; pages by key.

use actix_web::{get, web};
use chrono::{DateTime, Utc};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::Answer;
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_rules::vocabulary::{Channel, Kind, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::selection::Selection;
use crate::target::InRoom;
use crate::view::row::{CaseRow, ListRow};

/// Which cases, in which order.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListCases {
    /// A saved view; `all` when left out.
    pub view: Option<View>,
    /// State of the case.
    pub state: Option<State>,
    /// Kind of the case.
    pub kind: Option<Kind>,
    /// Unit that holds the case.
    pub unit: Option<Uuid>,
    /// Person who works on it.
    pub assignee: Option<Uuid>,
    /// Service of the catalogue.
    pub service: Option<Uuid>,
    /// How the case came in.
    pub channel: Option<Channel>,
    /// District or neighbourhood, exactly as it was given.
    #[validate(length(max = 120))]
    pub district: Option<String>,
    /// `true`: only open cases past their due date.
    #[serde(default, deserialize_with = "from_text")]
    #[param(value_type = Option<bool>)]
    pub late: Option<bool>,
    /// Words of the story, the service or the place; or a case number.
    #[validate(length(min = 1, max = 200))]
    pub q: Option<String>,
    /// `due` for open cases by due date, `newest` for all by filing date. Views of open cases are sorted by due date.
    pub sort: Option<Sort>,
    /// 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// From `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A saved view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Open and assigned to the caller.
    Mine,
    /// Open and held by a unit of the caller.
    Unit,
    /// Registered or in triage.
    ToTriage,
    /// Waiting for review.
    ToReview,
    /// Open and past the due date.
    Late,
    /// Open again after a dispute.
    Disputed,
    /// Answered, and waiting to be handed over by staff: at the person's address or at the desk.
    ToHandOver,
    /// Everything the caller sees.
    All,
}

/// Order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Open cases, the most urgent first.
    Due,
    /// All cases, the newest first.
    Newest,
}

/// Where a page ended: the sort key and the id of its last row.
pub(super) type Place = (DateTime<Utc>, Uuid);

/// List cases
///
/// Only cases within the caller's reach. Pages follow a cursor; there are no page numbers and no total.
#[utoipa::path(
    tag = "staff: desk",
    params(ListCases),
    responses((status = 200, description = "A page of cases", body = Page<CaseRow>))
)]
#[get("/staff/cases")]
pub async fn list_cases(
    room: InRoom,
    request: Request,
    staff: Staff,
    query: StrictQuery<ListCases>,
) -> Answer<web::Json<Page<CaseRow>>> {
    let after: Option<Place> = read_cursor(query.0.cursor.as_deref())?;
    let directory = room.directory.clone();
    let page = room
        .db
        .read(request, staff.0, move |tx| {
            let wish = query.0;
            let limit = wish.limit.unwrap_or(DEFAULT_LIMIT);
            let entity = directory.facts(tx)?;
            let sight = tx.actor.sight();
            let selection = Selection::of(tx, &wish, &sight)?;
            let sort = selection.sort;
            let rows = selection.rows(tx, after, i64::from(limit) + 1)?;
            let page = Page::cut(rows, limit, |row: &ListRow| match sort {
                Sort::Due => (row.due_at.unwrap_or(NEVER), row.id),
                Sort::Newest => (row.filed_at, row.id),
            });
            let (items, next_cursor) = (page.items, page.next_cursor);
            let items: Answer<Vec<_>> = items
                .into_iter()
                .map(|row| CaseRow::of_list(row, &entity, tx.now, sight.is_masked))
                .collect();
            Ok(Page {
                items: items?,
                next_cursor,
            })
        })
        .await?;
    Ok(web::Json(page))
}

/// The sort key of cases without a due date; the same as in the indexes.
const NEVER: DateTime<Utc> = {
    match chrono::NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(day) => day.and_time(chrono::NaiveTime::MIN).and_utc(),
        None => DateTime::UNIX_EPOCH,
    }
};
