//! A service as it stands, to see whether a text changes it.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Integer, Jsonb, Nullable, SmallInt, Text, Uuid as SqlUuid};
use hilo_platform::problem::{Answer, Problem};
use uuid::Uuid;

use super::get::questions;
use super::publish::ServiceText;
use super::service::PlaceNeed;
use crate::terms;

/// The version in force of a service.
pub struct Stored {
    pub id: Uuid,
    pub version: i32,
    is_published: bool,
    text: ServiceText,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    theme: String,
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    summary: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    unit_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    term_length: Option<i16>,
    #[diesel(sql_type = Nullable<Text>)]
    term_unit: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    description: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    requirements: Option<String>,
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Jsonb)]
    questions: serde_json::Value,
    #[diesel(sql_type = Nullable<Text>)]
    source_url: Option<String>,
}

impl Stored {
    /// The service of a code; `None` when the entity never had it.
    pub fn of(conn: &mut PgConnection, entity: Uuid, code: &str) -> Answer<Option<Self>> {
        let row: Option<Row> = sql_query(
            "SELECT s.id, s.version, s.state, s.kind, t.name AS theme, j.name AS subject, s.name, s.summary, \
               s.unit_id, s.term_length, s.term_unit, v.description, v.requirements, v.place, v.questions, v.source_url \
             FROM services s \
             JOIN subjects j ON j.entity_id = s.entity_id AND j.id = s.subject_id \
             JOIN themes t ON t.entity_id = j.entity_id AND t.id = j.theme_id \
             JOIN service_versions v ON v.entity_id = s.entity_id AND v.service_id = s.id AND v.version = s.version \
             WHERE s.entity_id = $1 AND s.code = $2",
        )
        .bind::<SqlUuid, _>(entity)
        .bind::<Text, _>(code)
        .get_result(conn)
        .optional()?;
        row.map(|row| row.into_stored(code)).transpose()
    }

    /// Is this what is published now?
    pub fn says(&self, text: &ServiceText) -> bool {
        self.is_published && self.text == *text
    }
}

impl Row {
    fn into_stored(self, code: &str) -> Answer<Stored> {
        let length = self
            .term_length
            .map(u16::try_from)
            .transpose()
            .map_err(Problem::broken)?;
        let text = ServiceText {
            code: code.to_owned(),
            kind: self.kind.parse().map_err(Problem::broken)?,
            theme: self.theme,
            subject: self.subject,
            name: self.name,
            summary: self.summary,
            unit: self.unit_id,
            term: length.zip(self.term_unit.as_deref().and_then(terms::unit_of)),
            description: self.description,
            requirements: self.requirements,
            place: PlaceNeed::of(&self.place)?,
            questions: questions(self.questions)?,
            source_url: self.source_url,
        };
        Ok(Stored {
            id: self.id,
            version: self.version,
            is_published: self.state == "published",
            text,
        })
    }
}
