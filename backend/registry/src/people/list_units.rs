//! List units: the units of one's own public body, for choosing one.

use actix_web::{get, web};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::db::Db;
use hilo_platform::problem::Answer;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::UnitSummary;

/// The units of a public body.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Units {
    /// By name; closed units are left out.
    pub items: Vec<UnitSummary>,
}

/// List units
///
/// The units of one's own public body, by name. Closed and merged units are left out.
#[utoipa::path(tag = "staff: people", responses((status = 200, description = "The units.", body = Units)))]
#[get("/staff/units")]
pub async fn list_units(
    db: web::Data<Db>,
    request: Request,
    staff: Staff,
) -> Answer<web::Json<Units>> {
    db.read(request, staff.0, |tx| {
        let entity = tx.entity()?;
        let items = UnitSummary::of_entity(tx.conn, entity)?;
        Ok(web::Json(Units { items }))
    })
    .await
}
