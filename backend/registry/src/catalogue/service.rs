//! What the public sees of a service: its charter and the form it asks for.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, SmallInt, Text, Uuid as SqlUuid};
use hilo_platform::problem::{Answer, Problem};
use hilo_rules::vocabulary::Kind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::question::Question;
use crate::directory::Directory;
use crate::refs;
use crate::shapes::{EntityRef, Term};
use crate::terms;

/// A service in a list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ServiceSummary {
    /// Stable id.
    pub id: Uuid,
    /// Stable code within the public body.
    #[schema(example = "alumbrado-poste")]
    pub code: String,
    /// Name of the service.
    #[schema(example = "Reparación de alumbrado público")]
    pub name: String,
    /// Theme that its subject belongs to.
    #[schema(example = "Calles y espacios públicos")]
    pub theme: String,
    /// Subject that it belongs to.
    #[schema(example = "Alumbrado")]
    pub subject: String,
    /// One sentence about it.
    pub summary: Option<String>,
    /// The kind of case that it opens.
    pub kind: Kind,
    /// Promised or legal term; empty where there is none.
    pub term: Option<Term>,
    /// The public body that offers it.
    pub entity: EntityRef,
}

/// A service with its charter and its form.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Service {
    #[serde(flatten)]
    pub summary: ServiceSummary,
    /// Version of charter and form; cases pin it.
    #[schema(example = 1)]
    pub version: i32,
    /// What is done, in plain words.
    pub description: Option<String>,
    /// What one needs to know or bring.
    pub requirements: Option<String>,
    /// Whether the case needs a place.
    pub place: PlaceNeed,
    /// Questions of the form, in their order.
    pub questions: Vec<Question>,
    /// Name of the unit that attends it.
    #[schema(example = "Subgerencia de Alumbrado")]
    pub unit: Option<String>,
    /// Page of the public body about it.
    pub source_url: Option<String>,
}

/// Whether a case of a service needs a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceNeed {
    /// It is not asked.
    None,
    /// It helps.
    Optional,
    /// Nothing can be done without it.
    Required,
}

impl PlaceNeed {
    /// As it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Optional => "optional",
            Self::Required => "required",
        }
    }

    /// Reads a stored word.
    ///
    /// # Errors
    /// Broken when it is unknown, which a constraint forbids.
    pub fn of(word: &str) -> Answer<Self> {
        let all = [Self::None, Self::Optional, Self::Required];
        let found = all.into_iter().find(|need| need.as_str() == word);
        found.ok_or_else(|| Problem::broken(format!("unknown need of a place {word}")))
    }
}

/// The columns of a summary; every query that makes summaries begins with [`SELECT`].
#[derive(QueryableByName)]
pub(crate) struct ServiceRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub theme: String,
    #[diesel(sql_type = Text)]
    pub subject: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub summary: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub description: Option<String>,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<SmallInt>)]
    term_length: Option<i16>,
    #[diesel(sql_type = Nullable<Text>)]
    term_unit: Option<String>,
    #[diesel(sql_type = SqlUuid)]
    entity_id: Uuid,
    #[diesel(sql_type = SmallInt)]
    entity_number: i16,
    #[diesel(sql_type = Text)]
    entity_name: String,
    #[diesel(sql_type = Array<Text>)]
    pub languages: Vec<String>,
    #[diesel(sql_type = Text)]
    pack: String,
}

/// What [`ServiceRow`] reads, from `services s` with its text in force, subject, theme and entity.
pub(crate) const SELECT: &str = "SELECT s.id, s.code, s.name, t.name AS theme, j.name AS subject, s.summary, v.description, s.kind, \
     s.term_length, s.term_unit, e.id AS entity_id, e.number AS entity_number, e.name AS entity_name, e.languages, e.pack \
     FROM services s \
     JOIN subjects j ON j.entity_id = s.entity_id AND j.id = s.subject_id \
     JOIN themes t ON t.entity_id = j.entity_id AND t.id = j.theme_id \
     JOIN service_versions v ON v.entity_id = s.entity_id AND v.service_id = s.id AND v.version = s.version \
     JOIN entities e ON e.id = s.entity_id";

impl ServiceRow {
    /// The summary that people see; the term is the service's own, or else that of its kind in the pack.
    ///
    /// # Errors
    /// Broken when a stored word is unknown, which constraints forbid.
    pub fn into_summary(
        self,
        directory: &Directory,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> Answer<ServiceSummary> {
        let kind: Kind = self.kind.parse().map_err(Problem::broken)?;
        let term = match self.own_term()? {
            Some(term) => Some(term),
            None => {
                let regimes = directory.regimes_of(conn, self.entity_id, &self.pack, now)?;
                terms::of_kind(&regimes, kind)
            }
        };
        Ok(ServiceSummary {
            id: self.id,
            code: self.code,
            name: self.name,
            theme: self.theme,
            subject: self.subject,
            summary: self.summary,
            kind,
            term,
            entity: refs::entity_ref(self.entity_number, self.entity_name)?,
        })
    }

    fn own_term(&self) -> Answer<Option<Term>> {
        let Some((length, unit)) = self.term_length.zip(self.term_unit.as_deref()) else {
            return Ok(None);
        };
        let unit = terms::unit_of(unit).ok_or_else(|| Problem::broken("unknown unit of a term"))?;
        Ok(Some(Term {
            length: u16::try_from(length).map_err(Problem::broken)?,
            unit,
            source: terms::promise(&self.languages).to_owned(),
        }))
    }
}
