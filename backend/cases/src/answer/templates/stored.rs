//! A template as it is stored and shown.

use std::str::FromStr;

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_rules::vocabulary::{Kind, Language, Outcome};
use hilo_schema::templates;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problems;
use crate::view::parts::staff_names;

/// Is a template offered?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemplateState {
    /// Offered to whoever drafts.
    InUse,
    /// Kept, but not offered.
    Retired,
}

impl TemplateState {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InUse => "in_use",
            Self::Retired => "retired",
        }
    }
}

/// Words that an answer begins with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Template {
    /// Id of the template.
    pub id: Uuid,
    /// How colleagues find it; one of a name in each language.
    #[schema(example = "Lamp replaced")]
    pub name: String,
    pub language: Language,
    /// Only for this kind of case; for all when empty.
    pub kind: Option<Kind>,
    /// Only for this outcome; for all when empty.
    pub outcome: Option<Outcome>,
    /// The text with its blanks.
    #[schema(example = "Your case {{number}} was attended by {{unit}}.")]
    pub body: String,
    pub state: TemplateState,
    /// Also the `ETag`.
    pub version: i32,
    /// Name of who changed it last.
    pub changed_by: String,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
}

/// A template as it is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = templates)]
pub struct TemplateRow {
    pub id: Uuid,
    pub name: String,
    pub language: String,
    pub kind: Option<String>,
    pub outcome: Option<String>,
    pub body: String,
    pub version: i32,
    pub state: String,
    pub changed_by: Uuid,
    pub changed_at: DateTime<Utc>,
}

impl TemplateRow {
    /// One of the entity of this transaction.
    pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Answer<Option<Self>> {
        Ok(templates::table
            .select(Self::as_select())
            .find((tx.entity()?, id))
            .first(tx.conn)
            .optional()?)
    }

    /// Rows with the names of who changed them.
    pub fn shown(tx: &mut Tx<'_>, rows: Vec<Self>) -> Answer<Vec<Template>> {
        let names = staff_names(tx.conn, rows.iter().map(|row| row.changed_by))?;
        rows.into_iter()
            .map(|row| {
                let name = names.get(&row.changed_by).cloned();
                row.into_view(name.unwrap_or_default())
            })
            .collect()
    }

    fn into_view(self, changed_by: String) -> Answer<Template> {
        let kind = self.kind.as_deref().map(Kind::from_str).transpose();
        let outcome = self.outcome.as_deref().map(Outcome::from_str).transpose();
        Ok(Template {
            id: self.id,
            name: self.name,
            language: Language::from_str(&self.language).map_err(Problem::broken)?,
            kind: kind.map_err(Problem::broken)?,
            outcome: outcome.map_err(Problem::broken)?,
            body: self.body,
            state: if self.state == TemplateState::Retired.as_str() {
                TemplateState::Retired
            } else {
                TemplateState::InUse
            },
            version: self.version,
            changed_by,
            changed_at: self.changed_at,
        })
    }
}

/// The id in the path. One that cannot be one is answered like an unknown one.
#[derive(Debug, Clone, Copy)]
pub struct Which(pub Uuid);

impl FromRequest for Which {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request
            .match_info()
            .get("id")
            .and_then(|text| text.parse().ok());
        std::future::ready(
            id.map(Self)
                .ok_or_else(|| (&problems::TEMPLATE_UNKNOWN).into()),
        )
    }
}
