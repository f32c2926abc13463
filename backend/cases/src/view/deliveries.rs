//! How the person was told, as staff see it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_schema::deliveries;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::case::Case;

/// One notice to the person.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DeliveryView {
    /// What the notice is about.
    #[schema(example = "case.responded")]
    pub event: String,
    /// `email`, `sms`, `page`, `address` or `desk`.
    #[schema(example = "desk")]
    pub way: String,
    /// `queued`, `waiting` to be handed over, `sent`, `failed`, or `unclaimed`: nobody came for it in time.
    #[schema(example = "waiting")]
    pub state: String,
    /// Since when it is on its way.
    pub at: DateTime<Utc>,
    /// When it was sent or handed over.
    pub sent_at: Option<DateTime<Utc>>,
    /// For what was handed over.
    pub proof: Option<NoticeProof>,
}

/// Proof of a notice that staff handed over.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NoticeProof {
    /// Who took it; covered with the filer.
    pub received_by: Option<String>,
    /// The day it happened.
    pub on: NaiveDate,
    /// What else was noted; covered with the filer.
    pub note: Option<String>,
    /// Name of who recorded it.
    pub recorded_by: String,
}

type Row = (
    String,
    String,
    String,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
    Option<Value>,
);

/// Every notice to the person, oldest first. Names in the proof are personal data.
pub fn deliveries_of(conn: &mut PgConnection, case: &Case) -> Answer<Vec<DeliveryView>> {
    let rows: Vec<Row> = deliveries::table
        .select((
            deliveries::event,
            deliveries::transport,
            deliveries::state,
            deliveries::at,
            deliveries::sent_at,
            deliveries::proof,
        ))
        .filter(deliveries::entity_id.eq(case.entity_id))
        .filter(deliveries::case_id.eq(case.id))
        .filter(deliveries::recipient.eq("filer"))
        .order((deliveries::at, deliveries::seq))
        .load(conn)?;
    rows.into_iter()
        .map(|(event, way, state, at, sent_at, proof)| {
            let proof = proof.map(serde_json::from_value).transpose();
            Ok(DeliveryView {
                event,
                way,
                state,
                at,
                sent_at,
                proof: proof.map_err(Problem::broken)?,
            })
        })
        .collect()
}

/// Covers the names that proofs hold.
pub fn cover(deliveries: &mut [DeliveryView]) {
    for proof in deliveries
        .iter_mut()
        .filter_map(|delivery| delivery.proof.as_mut())
    {
        (proof.received_by, proof.note) = (None, None);
    }
}
