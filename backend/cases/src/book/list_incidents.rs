//! List incidents: what was looked after on the spot, the newest first.

use actix_web::{get, web};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::Answer;
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_schema::incidents;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::sheet::numbers_of;
use crate::target::InRoom;
use crate::view::parts::staff_names;

/// Which incidents.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListIncidents {
    /// Only those of an office.
    pub office: Option<Uuid>,
    /// 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// From `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Something that was looked after on the spot.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Incident {
    /// Id of the incident.
    pub id: Uuid,
    /// Office where it happened.
    pub office: Option<Uuid>,
    /// What happened.
    pub text: String,
    /// Solved on the spot.
    pub is_solved: bool,
    /// How it was solved.
    pub how: Option<String>,
    /// Name of who recorded it.
    pub recorded_by: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Number of the case that somebody filed about it all the same.
    #[schema(example = "0001-26000-00010")]
    pub number: Option<String>,
}

/// An incident as it is stored.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = incidents)]
pub(super) struct IncidentRow {
    pub id: Uuid,
    pub office_id: Option<Uuid>,
    pub text: String,
    pub is_solved: bool,
    pub how: Option<String>,
    pub recorded_by: Uuid,
    pub at: DateTime<Utc>,
    pub case_id: Option<Uuid>,
}

/// List incidents
///
/// What was looked after on the spot, the newest first, with the case that was filed about it all the same.
#[utoipa::path(
    tag = "staff: book",
    params(ListIncidents),
    responses((status = 200, description = "A page of incidents", body = Page<Incident>))
)]
#[get("/staff/incidents")]
pub async fn list_incidents(
    room: InRoom,
    request: Request,
    staff: Staff,
    query: StrictQuery<ListIncidents>,
) -> Answer<web::Json<Page<Incident>>> {
    let after: Option<(DateTime<Utc>, Uuid)> = read_cursor(query.0.cursor.as_deref())?;
    let limit = query.0.limit.unwrap_or(DEFAULT_LIMIT);
    let directory = room.directory.clone();
    let page = room
        .db
        .read(request, staff.0, move |tx| {
            let entity = directory.facts(tx)?;
            let mut wanted = incidents::table
                .select(IncidentRow::as_select())
                .filter(incidents::entity_id.eq(entity.id))
                .order((incidents::at.desc(), incidents::id.desc()))
                .limit(i64::from(limit) + 1)
                .into_boxed();
            if let Some(office) = query.0.office {
                wanted = wanted.filter(incidents::office_id.eq(office));
            }
            if let Some((at, id)) = after {
                let earlier = incidents::at.lt(at);
                let same = incidents::at.eq(at).and(incidents::id.lt(id));
                wanted = wanted.filter(earlier.or(same));
            }
            let rows: Vec<IncidentRow> = wanted.load(tx.conn)?;
            let page = Page::cut(rows, limit, |row: &IncidentRow| (row.at, row.id));
            let next_cursor = page.next_cursor;
            let items = shown(tx, &entity, page.items)?;
            Ok(Page { items, next_cursor })
        })
        .await?;
    Ok(web::Json(page))
}

/// Rows as they are shown, in their order.
pub(super) fn shown(
    tx: &mut Tx<'_>,
    entity: &EntityFacts,
    rows: Vec<IncidentRow>,
) -> Answer<Vec<Incident>> {
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.case_id).collect();
    let numbers = numbers_of(tx.conn, entity, &ids)?;
    let names = staff_names(tx.conn, rows.iter().map(|row| row.recorded_by))?;
    let number_of = |id: Uuid| {
        let found = numbers.iter().find(|(case, _)| *case == id);
        found.map(|(_, number)| number.clone())
    };
    Ok(rows
        .into_iter()
        .map(|row| Incident {
            id: row.id,
            office: row.office_id,
            text: row.text,
            is_solved: row.is_solved,
            how: row.how,
            recorded_by: names.get(&row.recorded_by).cloned().unwrap_or_default(),
            at: row.at,
            number: row.case_id.and_then(number_of),
        })
        .collect())
}
