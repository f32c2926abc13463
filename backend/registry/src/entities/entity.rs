//! What the public sees of a public body.

use diesel::QueryableByName;
use diesel::sql_types::{Array, Bool, Nullable, SmallInt, Text, Uuid as SqlUuid};
use hilo_platform::problem::{Answer, Problem};
use hilo_rules::vocabulary::Kind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Office, UnitSummary};
use crate::refs;
use crate::shapes::{EntityRef, Term};

/// Level of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A country.
    National,
    /// A region, department or state.
    Regional,
    /// A municipality.
    Local,
}

impl Level {
    /// As it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Regional => "regional",
            Self::Local => "local",
        }
    }

    fn of(word: &str) -> Answer<Self> {
        let all = [Self::National, Self::Regional, Self::Local];
        let found = all.into_iter().find(|level| level.as_str() == word);
        found.ok_or_else(|| Problem::broken(format!("unknown level {word}")))
    }
}

/// A public body in a list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct EntitySummary {
    /// Four digits; the first of every case number of this body.
    #[schema(example = "0001")]
    pub number: String,
    /// Full name.
    #[schema(example = "Municipalidad Distrital de Santa Rosa")]
    pub name: String,
    /// Name that people use.
    #[schema(example = "Santa Rosa")]
    pub short_name: Option<String>,
    /// Level of government.
    pub level: Level,
    /// Country, ISO 3166 alpha-2.
    #[schema(example = "PE")]
    pub country: String,
    /// Time zone of its days and hours (tz database).
    #[schema(example = "America/Lima")]
    pub zone: String,
    /// Languages it answers in, the main one first.
    #[schema(example = json!(["es"]))]
    pub languages: Vec<String>,
    /// Name of the policy pack in force.
    #[schema(example = "pe-libro")]
    pub pack: String,
    /// Made up, to show the program.
    pub is_demonstration: bool,
    /// The body it belongs to.
    pub parent: Option<EntityRef>,
}

/// A public body with what one needs to file there.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Entity {
    #[serde(flatten)]
    pub summary: EntitySummary,
    /// What people may file, with the legal term of each.
    pub kinds: Vec<KindOption>,
    /// Offices that are open or will be, by name.
    pub offices: Vec<Office>,
    /// Units, by name.
    pub units: Vec<UnitSummary>,
}

/// A kind of case that a public body attends.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct KindOption {
    /// The kind.
    pub kind: Kind,
    /// Legal term; empty where the law sets none.
    pub term: Option<Term>,
    /// May be filed without a name.
    pub is_anonymous_allowed: bool,
}

/// The columns of a summary; every query that makes summaries begins with [`SELECT`].
#[derive(QueryableByName)]
pub(crate) struct EntityRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SmallInt)]
    number: i16,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub short_name: Option<String>,
    #[diesel(sql_type = Text)]
    level: String,
    #[diesel(sql_type = Text)]
    country: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub place: Option<String>,
    #[diesel(sql_type = Text)]
    zone: String,
    #[diesel(sql_type = Array<Text>)]
    pub languages: Vec<String>,
    #[diesel(sql_type = Text)]
    pub pack: String,
    #[diesel(sql_type = Bool)]
    is_demonstration: bool,
    #[diesel(sql_type = Nullable<SmallInt>)]
    parent_number: Option<i16>,
    #[diesel(sql_type = Nullable<Text>)]
    parent_name: Option<String>,
}

/// What [`EntityRow`] reads, from `entities e` with its parent.
pub(crate) const SELECT: &str = "SELECT e.id, e.number, e.name, e.short_name, e.level, e.country, e.place, e.zone, \
     e.languages, e.pack, e.is_demonstration, p.number AS parent_number, p.name AS parent_name \
     FROM entities e LEFT JOIN entities p ON p.id = e.parent_id";

impl EntityRow {
    /// The summary that people see.
    ///
    /// # Errors
    /// Broken when a stored word is unknown, which constraints forbid.
    pub fn into_summary(self) -> Answer<EntitySummary> {
        let parent = self.parent_number.zip(self.parent_name);
        Ok(EntitySummary {
            number: refs::written_number(self.number)?,
            level: Level::of(&self.level)?,
            name: self.name,
            short_name: self.short_name,
            country: self.country,
            zone: self.zone,
            languages: self.languages,
            pack: self.pack,
            is_demonstration: self.is_demonstration,
            parent: parent
                .map(|(number, name)| refs::entity_ref(number, name))
                .transpose()?,
        })
    }
}
