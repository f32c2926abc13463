//! Make or change a template. Templates are retired, never deleted.

use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload, put};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{self, Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::{IfMatch, Seen, etag};
use hilo_rules::vocabulary::{Kind, Language, Outcome};
use hilo_schema::templates;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::stored::{Template, TemplateRow, TemplateState, Which};
use crate::problems;
use crate::target::InRoom;

/// A template as it is to be.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveTemplate {
    /// How colleagues find it; one of a name in each language.
    #[validate(length(min = 1, max = 120))]
    #[schema(example = "Lamp replaced")]
    pub name: String,
    pub language: Language,
    /// Only for this kind of case; for all when left out.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Only for this outcome; for all when left out.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// The text. These blanks are filled from the case: `{{number}}`, `{{entity}}`, `{{unit}}`, `{{filed_on}}`, `{{due_on}}`,
    /// `{{service}}`, `{{name}}`, `{{signer}}`; any other is left to who drafts, and nothing goes out with it.
    #[validate(length(min = 1, max = 20000))]
    #[schema(example = "Your case {{number}} was attended by {{unit}} on {{day of the work}}.")]
    pub body: String,
    pub state: TemplateState,
}

/// What the caller knows of the template: that there is none yet, or its version.
pub struct Known(Option<Seen>);

impl FromRequest for Known {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_new = request
            .headers()
            .get(header::IF_NONE_MATCH)
            .is_some_and(|value| value.as_bytes().trim_ascii() == b"*");
        if is_new {
            return std::future::ready(Ok(Self(None)));
        }
        let seen = IfMatch::from_request(request, payload).into_inner();
        std::future::ready(seen.map(|seen| Self(Some(seen.0))))
    }
}

/// Save a template
///
/// A new one with a fresh id and `If-None-Match: *`; a known one with `If-Match` and its version. `state: retired` takes it
/// out of what is offered.
#[utoipa::path(
    tag = "staff: answer",
    request_body = SaveTemplate,
    params(("id" = String, Path, description = "Id of the template; the caller makes it for a new one", example = "019ddc80-0f5e-7a3c-8d6e-2f1b4c5d6e7f"),
           ("If-Match" = Option<String>, Header, description = "Version of the template that the caller saw", example = "\"3\""),
           ("If-None-Match" = Option<String>, Header, description = "`*` for a new template", example = "*")),
    responses((status = 200, description = "The template, changed", body = Template),
              (status = 201, description = "The new template", body = Template))
)]
#[put("/staff/templates/{id}")]
pub async fn save_template(
    room: InRoom,
    request: Request,
    staff: Staff,
    which: Which,
    known: Known,
    body: Strict<SaveTemplate>,
) -> Answer<HttpResponse> {
    let is_new = known.0.is_none();
    let template = room
        .db
        .command(request, staff.0, move |tx| {
            let stored: Option<i32> = templates::table
                .select(templates::version)
                .find((tx.entity()?, which.0))
                .for_update()
                .first(tx.conn)
                .optional()?;
            let version = match (stored, known.0) {
                (None, None) => 1,
                (None, Some(_)) => return Err((&problems::TEMPLATE_UNKNOWN).into()),
                (Some(_), None) => return Err((&problem::STALE).into()),
                (Some(version), Some(seen)) => {
                    seen.matches(version)?;
                    version + 1
                }
            };
            name_is_free(tx, which.0, &body.body)?;
            write(tx, which.0, version, &body.body)
        })
        .await?;
    let mut answer = if is_new {
        HttpResponse::Created()
    } else {
        HttpResponse::Ok()
    };
    Ok(answer.insert_header(etag(template.version)).json(template))
}

fn name_is_free(tx: &mut Tx<'_>, id: Uuid, template: &SaveTemplate) -> Answer<()> {
    let other: Option<Uuid> = templates::table
        .select(templates::id)
        .filter(templates::entity_id.eq(tx.entity()?))
        .filter(templates::name.eq(&template.name))
        .filter(templates::language.eq(template.language.as_str()))
        .filter(templates::id.ne(id))
        .first(tx.conn)
        .optional()?;
    match other {
        None => Ok(()),
        Some(_) => Err(Problem::field("/name", "taken")),
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = templates, treat_none_as_null = true)]
struct Columns<'a> {
    entity_id: Uuid,
    id: Uuid,
    name: &'a str,
    language: &'static str,
    kind: Option<String>,
    outcome: Option<String>,
    body: &'a str,
    version: i32,
    state: &'static str,
    changed_by: Uuid,
    changed_at: DateTime<Utc>,
}

fn write(tx: &mut Tx<'_>, id: Uuid, version: i32, template: &SaveTemplate) -> Answer<Template> {
    let author = tx
        .actor
        .id
        .ok_or_else(|| Problem::broken("a template without an author"))?;
    let columns = Columns {
        entity_id: tx.entity()?,
        id,
        name: &template.name,
        language: template.language.as_str(),
        kind: template.kind.map(|kind| kind.to_string()),
        outcome: template.outcome.map(|outcome| outcome.to_string()),
        body: &template.body,
        version,
        state: template.state.as_str(),
        changed_by: author,
        changed_at: tx.now,
    };
    let row: Option<TemplateRow> = if version == 1 {
        diesel::insert_into(templates::table)
            .values(&columns)
            .on_conflict_do_nothing()
            .returning(TemplateRow::as_returning())
            .get_result(tx.conn)
            .optional()?
    } else {
        diesel::update(templates::table.find((columns.entity_id, id)))
            .set(&columns)
            .returning(TemplateRow::as_returning())
            .get_result(tx.conn)
            .optional()?
    };
    // Nothing was written: somebody else made it, or one of its name, at the same time.
    let row = row.ok_or(&problem::STALE)?;
    TemplateRow::shown(tx, vec![row])?
        .pop()
        .ok_or_else(|| Problem::broken("a saved template is gone"))
}
