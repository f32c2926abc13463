//! List sheets: the paper book of an office, and the numbers that are missing in it (PE-01; anchors check 30).

use actix_web::{get, web};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Integer, Uuid as SqlUuid};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_platform::tx::Tx;
use hilo_schema::paper_sheets;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::gaps::{self, MOST};
use super::place::Book;
use super::sheet::{Sheet, SheetRow, shown};
use crate::target::InRoom;

/// Which sheets.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListSheets {
    /// 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// From `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A page of the paper book of an office.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Sheets {
    /// The highest number first.
    pub sheets: Vec<Sheet>,
    /// Numbers between the first and the last sheet of the book that nobody entered; at most 500, the lowest first.
    #[schema(example = json!([103]))]
    pub missing: Vec<i32>,
    /// Send it as `cursor` to get the next page; empty on the last.
    pub next_cursor: Option<String>,
}

/// List sheets
///
/// The paper book of an office with the numbers that are missing in it.
#[utoipa::path(
    tag = "staff: book",
    params(("office" = String, Path, description = "Id of the office whose book it is", example = "019a9f0e-7c1a-7d2e-8f00-2f0c2b6a9d11"), ListSheets),
    responses((status = 200, description = "The book", body = Sheets))
)]
#[get("/staff/offices/{office}/sheets")]
pub async fn list_sheets(
    room: InRoom,
    request: Request,
    staff: Staff,
    book: Book,
    query: StrictQuery<ListSheets>,
) -> Answer<web::Json<Sheets>> {
    let after: Option<i32> = read_cursor(query.0.cursor.as_deref())?;
    let limit = query.0.limit.unwrap_or(DEFAULT_LIMIT);
    let directory = room.directory.clone();
    let sheets = room
        .db
        .read(request, staff.0, move |tx| {
            book.is_ours(tx)?;
            let entity = directory.facts(tx)?;
            let rows: Vec<SheetRow> = paper_sheets::table
                .select(SheetRow::as_select())
                .filter(paper_sheets::entity_id.eq(entity.id))
                .filter(paper_sheets::office_id.eq(book.0))
                .filter(paper_sheets::sheet.lt(after.unwrap_or(i32::MAX)))
                .order(paper_sheets::sheet.desc())
                .limit(i64::from(limit) + 1)
                .load(tx.conn)?;
            let page = Page::cut(rows, limit, |row: &SheetRow| row.sheet);
            Ok(Sheets {
                sheets: shown(tx, &entity, page.items)?,
                missing: missing(tx, book)?,
                next_cursor: page.next_cursor,
            })
        })
        .await?;
    Ok(web::Json(sheets))
}

#[derive(QueryableByName)]
struct Gap {
    #[diesel(sql_type = Integer)]
    first: i32,
    #[diesel(sql_type = Integer)]
    last: i32,
}

fn missing(tx: &mut Tx<'_>, book: Book) -> Answer<Vec<i32>> {
    let most = i64::try_from(MOST).map_err(Problem::broken)?;
    let found: Vec<Gap> = sql_query(
        "SELECT sheet + 1 AS first, next - 1 AS last \
         FROM (SELECT sheet, lead(sheet) OVER (ORDER BY sheet) AS next FROM paper_sheets \
               WHERE entity_id = $1 AND office_id = $2) AS sheets \
         WHERE next > sheet + 1 ORDER BY sheet LIMIT $3",
    )
    .bind::<SqlUuid, _>(tx.entity()?)
    .bind::<SqlUuid, _>(book.0)
    .bind::<BigInt, _>(most)
    .load(tx.conn)?;
    let found: Vec<_> = found.iter().map(|gap| (gap.first, gap.last)).collect();
    Ok(gaps::numbers(&found))
}
