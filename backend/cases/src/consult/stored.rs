//! The row of a consultation, and which one a request is about.

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::actor::Sight;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_schema::consultations;
use uuid::Uuid;

use crate::problems;

/// A consultation without its search words.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = consultations)]
pub struct ConsultationRow {
    pub entity_id: Uuid,
    pub id: Uuid,
    pub case_id: Uuid,
    pub kind: String,
    pub unit_id: Option<Uuid>,
    pub clock_id: Uuid,
    pub question: String,
    pub asked_by: Uuid,
    pub asked_at: DateTime<Utc>,
    pub outside_name: Option<String>,
    pub outside_mail: Option<String>,
    pub token_hash: Option<Vec<u8>>,
    pub answer: Option<String>,
    pub answered_by: Option<Uuid>,
    pub answered_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub topic: Option<String>,
    pub is_precedent: bool,
}

impl ConsultationRow {
    /// Neither answered nor taken back.
    pub const fn is_open(&self) -> bool {
        self.answered_at.is_none() && self.cancelled_at.is_none()
    }

    /// Is the question put to somebody who sees this far?
    pub fn is_put_to(&self, sight: &Sight) -> bool {
        sight.is_entity || self.unit_id.is_some_and(|unit| sight.units.contains(&unit))
    }

    /// One consultation of the entity of this transaction, held until its end so that nobody answers it at the same time.
    pub fn held(tx: &mut Tx<'_>, id: Uuid) -> Answer<Option<Self>> {
        Ok(consultations::table
            .select(Self::as_select())
            .find((tx.entity()?, id))
            .for_update()
            .first(tx.conn)
            .optional()?)
    }

    /// The same, only if it still waits for an answer.
    pub fn still_open(self) -> Answer<Self> {
        if self.is_open() {
            Ok(self)
        } else {
            Err((&problems::CONSULTATION_ANSWERED).into())
        }
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
                .ok_or_else(|| (&problems::CONSULTATION_UNKNOWN).into()),
        )
    }
}
