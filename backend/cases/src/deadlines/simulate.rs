//! "If I file today": the date by which an answer would be due, day by day, before anybody files.

use actix_web::{get, web};
use chrono::{DateTime, TimeDelta, Utc};
use hilo_platform::caller::{Door, Request};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_registry::problems::NO_ENTITY;
use hilo_rules::numbers::EntityNumber;
use hilo_rules::vocabulary::Kind;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::file::term::{Promise, main_rule};
use crate::follow::explain_clocks::{ClockExplained, imagined};
use crate::target::InRoom;

/// Calendars are known for some years only.
const FAR: TimeDelta = TimeDelta::days(366);

/// What would be filed, and when.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SimulateClock {
    /// Kind of the case.
    pub kind: Kind,
    /// Service of the catalogue, which may promise less than the law gives.
    pub service: Option<Uuid>,
    /// Office where it would be filed, which may close earlier.
    pub office: Option<Uuid>,
    /// When; now when left out. At most a year away.
    #[serde(default, deserialize_with = "from_text")]
    #[param(value_type = Option<String>, format = DateTime)]
    pub at: Option<DateTime<Utc>>,
}

/// Simulate a clock
///
/// The term of a case that would be filed at a moment, with every day that would be skipped and the reason.
#[utoipa::path(
    tag = "directory",
    params(SimulateClock, ("number" = String, Path, description = "Number of the public body, four digits.", example = "0001")),
    responses((status = 200, description = "The clock as it would run", body = ClockExplained),
              (status = 404, description = "`entity.not-found`"))
)]
#[get("/entities/{number}/clock")]
pub async fn simulate_clock(
    room: InRoom,
    request: Request,
    number: web::Path<String>,
    query: StrictQuery<SimulateClock>,
) -> Answer<web::Json<ClockExplained>> {
    let number: EntityNumber = number.parse().map_err(|_| Problem::of(&NO_ENTITY))?;
    let entity = room
        .directory
        .id_of(&room.db, request.clone(), number)
        .await?;
    let entity = entity.ok_or(&NO_ENTITY)?;
    let directory = room.directory.clone();
    let clock = room
        .db
        .read(request, Door::Person(entity), move |tx| {
            let wish = query.0;
            let entity = directory.facts(tx)?;
            let at = wish.at.unwrap_or(tx.now);
            if (at - tx.now).abs() > FAR {
                return Err(Problem::field("?at", "range"));
            }
            let policy = entity
                .regimes
                .policy(wish.kind)
                .ok_or_else(|| Problem::field("?kind", "not-here"))?;
            let service = match wish.service {
                Some(service) => Some(
                    Promise::of(tx.conn, entity.id, service)?
                        .ok_or_else(|| Problem::field("?service", "unknown"))?,
                ),
                None => None,
            };
            let rule = main_rule(policy, service.as_ref(), wish.office, &entity)
                .ok_or_else(|| Problem::field("?kind", "no-term"))?;
            imagined(rule, at, &entity)
        })
        .await?;
    Ok(web::Json(clock))
}
