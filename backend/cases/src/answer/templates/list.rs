//! The templates of a body.

use actix_web::{get, web};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::Answer;
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_platform::tx::Tx;
use hilo_rules::vocabulary::{Kind, Language, Outcome};
use hilo_schema::templates;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::stored::{Template, TemplateRow, TemplateState};
use crate::target::InRoom;

/// Which templates.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListTemplates {
    /// Templates for this kind of case, and those for all kinds.
    pub kind: Option<Kind>,
    /// Templates for this outcome, and those for all outcomes.
    pub outcome: Option<Outcome>,
    /// Language of the template.
    pub language: Option<Language>,
    /// `in_use` when left out.
    pub state: Option<TemplateState>,
    /// 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// From `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// List templates
///
/// By name. With `kind` and `outcome` those that suit an answer.
#[utoipa::path(
    tag = "staff: answer",
    params(ListTemplates),
    responses((status = 200, description = "A page of templates", body = Page<Template>))
)]
#[get("/staff/templates")]
pub async fn list_templates(
    room: InRoom,
    request: Request,
    staff: Staff,
    query: StrictQuery<ListTemplates>,
) -> Answer<web::Json<Page<Template>>> {
    let after: Option<(String, Uuid)> = read_cursor(query.0.cursor.as_deref())?;
    let page = room
        .db
        .read(request, staff.0, move |tx| {
            let limit = query.0.limit.unwrap_or(DEFAULT_LIMIT);
            let rows = rows(tx, &query.0, after, i64::from(limit) + 1)?;
            let page = Page::cut(rows, limit, |row| (row.name.clone(), row.id));
            Ok(Page {
                items: TemplateRow::shown(tx, page.items)?,
                next_cursor: page.next_cursor,
            })
        })
        .await?;
    Ok(web::Json(page))
}

fn rows(
    tx: &mut Tx<'_>,
    wish: &ListTemplates,
    after: Option<(String, Uuid)>,
    limit: i64,
) -> Answer<Vec<TemplateRow>> {
    use templates::{id, name};
    let state = wish.state.unwrap_or(TemplateState::InUse);
    let mut query = templates::table
        .select(TemplateRow::as_select())
        .filter(templates::entity_id.eq(tx.entity()?))
        .filter(templates::state.eq(state.as_str()))
        .order((name, id))
        .limit(limit)
        .into_boxed();
    if let Some(kind) = wish.kind {
        query = query.filter(
            templates::kind
                .is_null()
                .or(templates::kind.eq(kind.to_string())),
        );
    }
    if let Some(outcome) = wish.outcome {
        let outcome = outcome.to_string();
        query = query.filter(
            templates::outcome
                .is_null()
                .or(templates::outcome.eq(outcome)),
        );
    }
    if let Some(language) = wish.language {
        query = query.filter(templates::language.eq(language.as_str()));
    }
    if let Some((last, of)) = after {
        query = query.filter(name.gt(last.clone()).or(name.eq(last).and(id.gt(of))));
    }
    Ok(query.load(tx.conn)?)
}
