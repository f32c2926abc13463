//! List services: the catalogue of a public body, by name.

use actix_web::{get, web};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Nullable, Text, Uuid as SqlUuid};
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::Answer;
use hilo_platform::strict::{StrictQuery, from_text};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::ServiceSummary;
use super::service::{SELECT, ServiceRow};
use crate::directory::Directory;
use crate::entities;
use crate::search;

/// Which services.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListServices {
    /// Words of the service; each must begin a word of its name, theme, subject or text.
    #[validate(length(max = 200))]
    q: Option<String>,
    /// Name of a theme.
    #[validate(length(max = 300))]
    theme: Option<String>,
    /// Items of a page, 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    limit: Option<u16>,
    /// The `next_cursor` of the page before.
    #[validate(length(max = 1000))]
    cursor: Option<String>,
}

/// List services
///
/// The published services of a public body, by name, page by page.
#[utoipa::path(tag = "directory", params(("number" = String, Path, description = "Number of the public body, four digits.", example = "0001"), ListServices), responses(
    (status = 200, description = "A page of services.", body = Page<ServiceSummary>),
    (status = 404, description = "`entity.not-found`"),
))]
#[get("/entities/{number}/services")]
pub async fn list_services(
    db: web::Data<Db>,
    directory: web::Data<Directory>,
    request: Request,
    number: web::Path<String>,
    query: StrictQuery<ListServices>,
) -> Answer<web::Json<Page<ServiceSummary>>> {
    let number = entities::numbered(&number)?;
    let after: Option<(String, Uuid)> = read_cursor(query.0.cursor.as_deref())?;
    let limit = query.0.limit.unwrap_or(DEFAULT_LIMIT);
    db.read(request, Door::Directory, move |tx| {
        let entity = entities::id_of(tx.conn, number)?;
        let rows = rows(tx.conn, entity, &query.0, after, limit)?;
        let Page { items, next_cursor } =
            Page::cut(rows, limit, |row: &ServiceRow| (row.name.clone(), row.id));
        let items = items
            .into_iter()
            .map(|row| row.into_summary(&directory, tx.conn, tx.now))
            .collect::<Answer<_>>()?;
        Ok(web::Json(Page { items, next_cursor }))
    })
    .await
}

fn rows(
    conn: &mut PgConnection,
    entity: Uuid,
    query: &ListServices,
    after: Option<(String, Uuid)>,
    limit: u16,
) -> QueryResult<Vec<ServiceRow>> {
    let (after_name, after_id) = after.unzip();
    sql_query(format!(
        "{SELECT} WHERE s.entity_id = $1 AND s.state = 'published' \
           AND ($2 IS NULL OR s.search @@ to_tsquery('simple', $2)) \
           AND ($3 IS NULL OR t.name = $3) \
           AND ($4 IS NULL OR (s.name, s.id) > ($4, $5)) \
         ORDER BY s.name, s.id LIMIT $6"
    ))
    .bind::<SqlUuid, _>(entity)
    .bind::<Nullable<Text>, _>(query.q.as_deref().and_then(search::all_of))
    .bind::<Nullable<Text>, _>(&query.theme)
    .bind::<Nullable<Text>, _>(after_name)
    .bind::<Nullable<SqlUuid>, _>(after_id)
    .bind::<BigInt, _>(i64::from(limit) + 1)
    .load(conn)
}
