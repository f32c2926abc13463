//! Get service: what it promises and what its form asks.

use actix_web::{get, web};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Integer, Jsonb, Nullable, Text, Uuid as SqlUuid};
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::{Answer, Problem};
use uuid::Uuid;

use super::Service;
use super::question::Question;
use super::service::{PlaceNeed, SELECT, ServiceRow};
use crate::directory::Directory;
use crate::entities;
use crate::problems;

#[derive(QueryableByName)]
struct Charter {
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Nullable<Text>)]
    description: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    requirements: Option<String>,
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Jsonb)]
    questions: serde_json::Value,
    #[diesel(sql_type = Nullable<Text>)]
    source_url: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    unit: Option<String>,
}

/// Get a service
///
/// Its charter in the version in force, and the questions of its form. Retired services are not found.
#[utoipa::path(tag = "directory", params(
    ("number" = String, Path, description = "Number of the public body, four digits.", example = "0001"),
    ("service" = String, Path, description = "Id of the service."),
), responses(
    (status = 200, description = "The service.", body = Service),
    (status = 404, description = "`entity.not-found` or `service.not-found`"),
))]
#[get("/entities/{number}/services/{service}")]
pub async fn get_service(
    db: web::Data<Db>,
    directory: web::Data<Directory>,
    request: Request,
    path: web::Path<(String, String)>,
) -> Answer<web::Json<Service>> {
    let (number, service) = path.into_inner();
    let number = entities::numbered(&number)?;
    let service: Uuid = service
        .parse()
        .map_err(|_| Problem::of(&problems::NO_SERVICE))?;
    db.read(request, Door::Directory, move |tx| {
        let entity = entities::id_of(tx.conn, number)?;
        let row = row(tx.conn, entity, service)?;
        let charter = charter(tx.conn, entity, service)?;
        Ok(web::Json(Service {
            summary: row.into_summary(&directory, tx.conn, tx.now)?,
            version: charter.version,
            description: charter.description,
            requirements: charter.requirements,
            place: PlaceNeed::of(&charter.place)?,
            questions: questions(charter.questions)?,
            unit: charter.unit,
            source_url: charter.source_url,
        }))
    })
    .await
}

fn row(conn: &mut PgConnection, entity: Uuid, service: Uuid) -> Answer<ServiceRow> {
    let found: Option<ServiceRow> = sql_query(format!(
        "{SELECT} WHERE s.entity_id = $1 AND s.id = $2 AND s.state = 'published'"
    ))
    .bind::<SqlUuid, _>(entity)
    .bind::<SqlUuid, _>(service)
    .get_result(conn)
    .optional()?;
    found.ok_or_else(|| Problem::of(&problems::NO_SERVICE))
}

fn charter(conn: &mut PgConnection, entity: Uuid, service: Uuid) -> QueryResult<Charter> {
    sql_query(
        "SELECT s.version, v.description, v.requirements, v.place, v.questions, v.source_url, u.name AS unit \
         FROM services s \
         JOIN service_versions v ON v.entity_id = s.entity_id AND v.service_id = s.id AND v.version = s.version \
         LEFT JOIN units u ON u.entity_id = s.entity_id AND u.id = s.unit_id \
         WHERE s.entity_id = $1 AND s.id = $2",
    )
    .bind::<SqlUuid, _>(entity)
    .bind::<SqlUuid, _>(service)
    .get_result(conn)
}

/// The stored questions of a form.
///
/// # Errors
/// Broken when they are not as `publish_service` writes them.
pub fn questions(stored: serde_json::Value) -> Answer<Vec<Question>> {
    serde_json::from_value(stored).map_err(Problem::broken)
}
