//! The history of a case: every step with who, when and why.

use actix_web::{get, web};
use chrono::{DateTime, Utc};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::Answer;
use hilo_platform::strict::{StrictQuery, from_text};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::case::Lock;
use crate::target::{InRoom, Target};
use crate::turn::{Opener, open};
use crate::view::parts::{history_of, staff_names, unit_names};

/// Which part of the history.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListHistory {
    /// 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// From `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// One line of history.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryLine {
    /// Counts up within the case.
    pub seq: i32,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Name of the event.
    #[schema(example = "case.assigned")]
    pub event: String,
    /// State before; empty for the first line.
    #[schema(example = "in_triage")]
    pub from: Option<String>,
    /// State afterwards.
    #[schema(example = "assigned")]
    pub to: String,
    pub actor: HistoryActor,
    /// The unit that held the case afterwards.
    pub unit: Option<String>,
    /// What was said about it, for colleagues.
    pub reason: Option<String>,
    /// What else the step recorded.
    #[schema(value_type = Object)]
    pub data: Value,
}

/// Who did it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryActor {
    /// `person`, `staff`, `machine` or `system`.
    #[schema(example = "staff")]
    pub kind: String,
    /// Name of staff or of a machine's key; empty for others.
    pub name: Option<String>,
    /// The widest role of staff at that time.
    #[schema(example = "officer")]
    pub role: Option<String>,
}

/// List the history of a case
///
/// Append only, oldest first.
#[utoipa::path(
    tag = "staff: desk",
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"), ListHistory),
    responses((status = 200, description = "A page of history", body = Page<HistoryLine>))
)]
#[get("/staff/cases/{number}/history")]
pub async fn list_history(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    query: StrictQuery<ListHistory>,
) -> Answer<web::Json<Page<HistoryLine>>> {
    let after: i32 = read_cursor(query.0.cursor.as_deref())?.unwrap_or(0);
    let limit = query.0.limit.unwrap_or(DEFAULT_LIMIT);
    let directory = room.directory.clone();
    let page = room
        .db
        .read(request, staff.0, move |tx| {
            let opened = open(tx, &directory, &Opener::Staff(target.0), Lock::No)?;
            let rows = history_of(tx.conn, &opened.case, after, i64::from(limit) + 1)?;
            let page = Page::cut(rows, limit, |row| row.seq);
            let units = unit_names(
                tx.conn,
                opened.entity.id,
                page.items.iter().filter_map(|row| row.unit_id),
            )?;
            let staff = page
                .items
                .iter()
                .filter(|row| row.actor_kind == "staff")
                .filter_map(|row| row.actor_id);
            let names = staff_names(tx.conn, staff.collect::<Vec<Uuid>>().into_iter())?;
            Ok(page.map(|row| HistoryLine {
                seq: row.seq,
                at: row.at,
                event: row.event,
                from: row.from,
                to: row.to,
                actor: HistoryActor {
                    name: row.actor_id.and_then(|id| names.get(&id).cloned()),
                    kind: row.actor_kind,
                    role: row.actor_role,
                },
                unit: row.unit_id.and_then(|id| units.get(&id).cloned()),
                reason: row.reason,
                data: row.data,
            }))
        })
        .await?;
    Ok(web::Json(page))
}
