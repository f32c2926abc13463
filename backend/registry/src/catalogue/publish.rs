//! Publish a service: create it, or give it a new version when its text has changed.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::words::folded;
use hilo_rules::vocabulary::Kind;
use hilo_schema::{TsVector, service_versions, services, subjects, themes};
use uuid::Uuid;

use super::question::Question;
use super::service::PlaceNeed;
use super::stored::Stored;
use crate::shapes::TermUnit;
use crate::terms;

/// Everything that a service says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceText {
    /// Stable code within the entity; publishing the same code again changes the service.
    pub code: String,
    pub kind: Kind,
    pub theme: String,
    pub subject: String,
    pub name: String,
    pub summary: Option<String>,
    /// The unit that attends it.
    pub unit: Option<Uuid>,
    /// Own term where it is stricter than the pack's.
    pub term: Option<(u16, TermUnit)>,
    pub description: Option<String>,
    pub requirements: Option<String>,
    pub place: PlaceNeed,
    pub questions: Vec<Question>,
    pub source_url: Option<String>,
}

/// What publishing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub id: Uuid,
    /// Version in force.
    pub version: i32,
    /// A version was written; false when the text was the same.
    pub is_new: bool,
}

/// Publishes a service of the entity that the transaction is set to.
///
/// # Errors
/// Broken when the unit does not exist or a text is not storable.
pub fn publish_service(
    conn: &mut PgConnection,
    entity: Uuid,
    text: &ServiceText,
    now: DateTime<Utc>,
) -> Answer<Published> {
    let (id, version) = match Stored::of(conn, entity, &text.code)? {
        Some(stored) if stored.says(text) => {
            return Ok(Published {
                id: stored.id,
                version: stored.version,
                is_new: false,
            });
        }
        Some(stored) => (stored.id, stored.version + 1),
        None => (Uuid::now_v7(), 1),
    };
    let theme = theme(conn, entity, &text.theme, now)?;
    let subject = subject(conn, entity, theme, &text.subject, now)?;
    write_service(conn, entity, id, subject, version, text, now)?;
    write_version(conn, entity, id, version, text, now)?;
    Ok(Published {
        id,
        version,
        is_new: true,
    })
}

/// The theme of a name, made when it is new.
fn theme(
    conn: &mut PgConnection,
    entity: Uuid,
    name: &str,
    now: DateTime<Utc>,
) -> QueryResult<Uuid> {
    diesel::insert_into(themes::table)
        .values((
            themes::entity_id.eq(entity),
            themes::id.eq(Uuid::now_v7()),
            themes::name.eq(name),
            themes::created_at.eq(now),
        ))
        .on_conflict((themes::entity_id, themes::name))
        .do_nothing()
        .execute(conn)?;
    themes::table
        .select(themes::id)
        .filter(themes::entity_id.eq(entity))
        .filter(themes::name.eq(name))
        .first(conn)
}

/// The subject of a name within a theme, made when it is new.
fn subject(
    conn: &mut PgConnection,
    entity: Uuid,
    theme: Uuid,
    name: &str,
    now: DateTime<Utc>,
) -> QueryResult<Uuid> {
    diesel::insert_into(subjects::table)
        .values((
            subjects::entity_id.eq(entity),
            subjects::id.eq(Uuid::now_v7()),
            subjects::theme_id.eq(theme),
            subjects::name.eq(name),
            subjects::created_at.eq(now),
        ))
        .on_conflict((subjects::entity_id, subjects::theme_id, subjects::name))
        .do_nothing()
        .execute(conn)?;
    subjects::table
        .select(subjects::id)
        .filter(subjects::entity_id.eq(entity))
        .filter(subjects::theme_id.eq(theme))
        .filter(subjects::name.eq(name))
        .first(conn)
}

fn write_service(
    conn: &mut PgConnection,
    entity: Uuid,
    id: Uuid,
    subject: Uuid,
    version: i32,
    text: &ServiceText,
    now: DateTime<Utc>,
) -> Answer<()> {
    let (term_length, term_unit) = text.term.unzip();
    let term_length = term_length
        .map(i16::try_from)
        .transpose()
        .map_err(Problem::broken)?;
    let content = (
        services::subject_id.eq(subject),
        services::kind.eq(text.kind.as_str()),
        services::name.eq(&text.name),
        services::summary.eq(&text.summary),
        services::unit_id.eq(text.unit),
        services::term_length.eq(term_length),
        services::term_unit.eq(term_unit.map(terms::unit_word)),
        services::version.eq(version),
        services::state.eq("published"),
    );
    let words = || {
        let part = |text: &[&str]| folded(&text.join(" "));
        let rest = [
            text.summary.as_deref().unwrap_or(""),
            text.description.as_deref().unwrap_or(""),
        ];
        let search = sql::<TsVector>("setweight(to_tsvector('simple', ")
            .bind::<Text, _>(part(&[&text.name]))
            .sql("), 'A') || setweight(to_tsvector('simple', ")
            .bind::<Text, _>(part(&[&text.theme, &text.subject]))
            .sql("), 'B') || setweight(to_tsvector('simple', ")
            .bind::<Text, _>(part(&rest))
            .sql("), 'C')");
        services::search.eq(search)
    };
    diesel::insert_into(services::table)
        .values((
            services::entity_id.eq(entity),
            services::id.eq(id),
            services::code.eq(&text.code),
            services::created_at.eq(now),
            content,
            words(),
        ))
        .on_conflict((services::entity_id, services::code))
        .do_update()
        .set((content, words()))
        .execute(conn)?;
    Ok(())
}

fn write_version(
    conn: &mut PgConnection,
    entity: Uuid,
    service: Uuid,
    version: i32,
    text: &ServiceText,
    now: DateTime<Utc>,
) -> Answer<()> {
    let questions = serde_json::to_value(&text.questions).map_err(Problem::broken)?;
    diesel::insert_into(service_versions::table)
        .values((
            service_versions::entity_id.eq(entity),
            service_versions::service_id.eq(service),
            service_versions::version.eq(version),
            service_versions::description.eq(&text.description),
            service_versions::requirements.eq(&text.requirements),
            service_versions::place.eq(text.place.as_str()),
            service_versions::questions.eq(questions),
            service_versions::source_url.eq(&text.source_url),
            service_versions::valid_from.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}
