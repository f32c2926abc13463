//! Opinions that are kept for like cases (PE-92), found by their words.

use actix_web::{get, web};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_platform::words::folded;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::target::InRoom;

/// Most words of a search that count.
const SEARCH_WORDS: usize = 8;

/// Which precedents.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListPrecedents {
    /// Words of the topic, the question or the opinion; the last one may be a beginning.
    #[validate(length(min = 1, max = 200))]
    pub q: Option<String>,
    /// 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// From `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A legal opinion that is kept for like cases.
#[derive(Debug, Serialize, Deserialize, ToSchema, QueryableByName)]
pub struct Precedent {
    /// Id of the question.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// What it is about.
    #[diesel(sql_type = Text)]
    #[schema(example = "Ownership of poles")]
    pub topic: String,
    /// What was asked.
    #[diesel(sql_type = Text)]
    pub question: String,
    /// The opinion.
    #[diesel(sql_type = Text)]
    pub answer: String,
    /// When it was given.
    #[diesel(sql_type = Timestamptz)]
    pub answered_at: DateTime<Utc>,
}

/// List precedents
///
/// Legal opinions that were kept for like cases, the newest first.
#[utoipa::path(
    tag = "staff: consult",
    params(ListPrecedents),
    responses((status = 200, description = "A page of opinions", body = Page<Precedent>))
)]
#[get("/staff/precedents")]
pub async fn list_precedents(
    room: InRoom,
    request: Request,
    staff: Staff,
    query: StrictQuery<ListPrecedents>,
) -> Answer<web::Json<Page<Precedent>>> {
    let after: Option<(DateTime<Utc>, Uuid)> = read_cursor(query.0.cursor.as_deref())?;
    let words = query.0.q.as_deref().map(words_of).transpose()?;
    let page = room
        .db
        .read(request, staff.0, move |tx| {
            let limit = query.0.limit.unwrap_or(DEFAULT_LIMIT);
            let (at, last) = after.unzip();
            // The words are looked for in the opinions of one body, by the index of its precedents: those are some
            // thousands at most, so that no index of words is needed, and row security does not stand in its way.
            let rows: Vec<Precedent> = diesel::sql_query(include_str!("precedents.sql"))
                .bind::<SqlUuid, _>(tx.entity()?)
                .bind::<Nullable<Text>, _>(words)
                .bind::<Nullable<Timestamptz>, _>(at)
                .bind::<Nullable<SqlUuid>, _>(last)
                .bind::<BigInt, _>(i64::from(limit) + 1)
                .load(tx.conn)?;
            Ok(Page::cut(rows, limit, |row| (row.answered_at, row.id)))
        })
        .await?;
    Ok(web::Json(page))
}

/// Folded words hold letters and digits only, so they cannot carry operators of the search language.
fn words_of(wish: &str) -> Answer<String> {
    let folded = folded(wish);
    let words: Vec<&str> = folded
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(SEARCH_WORDS)
        .collect();
    if words.is_empty() {
        return Err(Problem::field("?q", "required"));
    }
    Ok(words.join(" & ") + ":*")
}
