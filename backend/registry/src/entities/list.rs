//! List entities: every public body, by name.

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

use super::EntitySummary;
use super::entity::{EntityRow, SELECT};
use crate::search;

/// Which public bodies.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListEntities {
    /// Words of the name or place; each must begin a word of it.
    #[validate(length(max = 200))]
    q: Option<String>,
    /// Country, ISO 3166 alpha-2.
    #[validate(length(min = 2, max = 2))]
    #[param(example = "PE")]
    country: Option<String>,
    /// Items of a page, 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    limit: Option<u16>,
    /// The `next_cursor` of the page before.
    #[validate(length(max = 1000))]
    cursor: Option<String>,
}

/// List public bodies
///
/// Every public body that is active, by name, page by page.
#[utoipa::path(tag = "directory", params(ListEntities), responses((status = 200, description = "A page of public bodies.", body = Page<EntitySummary>)))]
#[get("/entities")]
pub async fn list_entities(
    db: web::Data<Db>,
    request: Request,
    query: StrictQuery<ListEntities>,
) -> Answer<web::Json<Page<EntitySummary>>> {
    let ListEntities {
        q,
        country,
        limit,
        cursor,
    } = query.0;
    let after: Option<(String, Uuid)> = read_cursor(cursor.as_deref())?;
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    db.read(request, Door::Directory, move |tx| {
        let rows = rows(tx.conn, q.as_deref(), country, after, limit)?;
        let page = Page::cut(rows, limit, |row: &EntityRow| (row.name.clone(), row.id));
        let Page { items, next_cursor } = page;
        let items = items
            .into_iter()
            .map(EntityRow::into_summary)
            .collect::<Answer<_>>()?;
        Ok(web::Json(Page { items, next_cursor }))
    })
    .await
}

fn rows(
    conn: &mut PgConnection,
    q: Option<&str>,
    country: Option<String>,
    after: Option<(String, Uuid)>,
    limit: u16,
) -> QueryResult<Vec<EntityRow>> {
    let (after_name, after_id) = after.unzip();
    sql_query(format!(
        "{SELECT} WHERE e.state = 'active' \
           AND ($1 IS NULL OR e.search @@ to_tsquery('simple', $1)) \
           AND ($2 IS NULL OR e.country = $2) \
           AND ($3 IS NULL OR (e.name, e.id) > ($3, $4)) \
         ORDER BY e.name, e.id LIMIT $5"
    ))
    .bind::<Nullable<Text>, _>(q.and_then(search::all_of))
    .bind::<Nullable<Text>, _>(country)
    .bind::<Nullable<Text>, _>(after_name)
    .bind::<Nullable<SqlUuid>, _>(after_id)
    .bind::<BigInt, _>(i64::from(limit) + 1)
    .load(conn)
}
