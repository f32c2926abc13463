//! The last offer of a case, as staff of the sender see it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_registry::shapes::EntityRef;
use hilo_schema::transfers;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::list_transfers::{OfferSilence, silence};
use super::offer::{Offer, body};
use crate::case::Case;

/// An offer of the case to another body.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = Transfer)]
pub struct TransferView {
    /// Id of the offer.
    pub id: Uuid,
    /// The body that it was offered to.
    pub to: EntityRef,
    /// `offered`, `accepted`, `refused`, `lapsed` (nobody answered; the case stayed) or `withdrawn`.
    #[schema(example = "offered")]
    pub state: String,
    /// Why it was offered.
    pub reason: String,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
    /// Until when the other body can answer.
    pub answer_until: DateTime<Utc>,
    pub on_silence: OfferSilence,
    /// When it was answered, or its time was over.
    pub answered_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub answer_reason: Option<String>,
    /// Number of the case at the other body, once it has taken it.
    #[schema(example = "0002-26000-00016")]
    pub receiver_number: Option<String>,
}

impl TransferView {
    /// The last offer of a case.
    pub fn of(conn: &mut PgConnection, case: &Case) -> Answer<Option<Self>> {
        let offer: Option<Offer> = transfers::table
            .select(Offer::as_select())
            .filter(transfers::entity_id.eq(case.entity_id))
            .filter(transfers::case_id.eq(case.id))
            .order(transfers::offered_at.desc())
            .first(conn)
            .optional()?;
        offer
            .map(|offer| {
                Ok(Self {
                    id: offer.id,
                    to: body(conn, offer.receiver)?,
                    on_silence: silence(&offer.on_silence),
                    state: offer.state,
                    reason: offer.reason,
                    offered_at: offer.offered_at,
                    answer_until: offer.answer_until,
                    answered_at: offer.answered_at,
                    answer_reason: offer.answer_reason,
                    receiver_number: offer.receiver_number,
                })
            })
            .transpose()
    }
}
