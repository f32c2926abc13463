//! What a person holds after filing: number, key, and by when to expect an answer.

use chrono::{DateTime, NaiveDate, Utc};
use hilo_registry::shapes::{EntityRef, Term};
use hilo_rules::vocabulary::Kind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The proof of a filing. The same for every retry with the same `Idempotency-Key`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    /// Public number of the case; alone it opens nothing.
    #[schema(example = "0001-26000-00010")]
    pub number: String,
    /// Secret that opens the case. Shown here and never again.
    #[schema(example = "7K3M-9QZT-2B4X-H8VN")]
    pub key: String,
    /// The public body that owes the answer.
    pub entity: EntityRef,
    pub kind: Kind,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// First day of the count, in the zone of the entity; empty without a term.
    pub counted_from: Option<NaiveDate>,
    /// Last day for the answer; empty without a term.
    pub due_on: Option<NaiveDate>,
    /// The term and its source; empty when the law sets none.
    pub term: Option<Term>,
    /// Time zone in which days are counted.
    #[schema(example = "America/Lima")]
    pub zone: String,
    /// Path of the case page; the key stands in the fragment, which browsers do not send.
    #[schema(example = "/c/0001-26000-00010#7K3M-9QZT-2B4X-H8VN")]
    pub track_path: String,
}
