//! A lost answer can be retried without harm (promises R3, R4).
//!
//! The record stands in the transaction of the step itself. A second request with the same key waits for the first at the
//! unique index and then reads its answer.

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use diesel::prelude::*;
use hilo_schema::idempotency_keys as keys;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::problem::{self, Answer, Problem};
use crate::tx::Tx;

/// Header of the key.
pub const HEADER: &str = "Idempotency-Key";
/// Days for which an answer can be replayed.
pub const DAYS: i64 = 7;

/// The key as the client sent it: it also seals what only this client may read again.
#[derive(Debug, Clone)]
pub struct Key(String);

impl Key {
    /// What is stored instead of the key.
    pub fn digest(&self) -> Vec<u8> {
        crate::sealed::digest(self.0.as_bytes())
    }

    /// The bytes, for sealing.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// An optional key.
pub struct MaybeKey(pub Option<Key>);

impl FromRequest for MaybeKey {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = match request.headers().get(HEADER) {
            None => Ok(Self(None)),
            Some(value) => match value.to_str() {
                Ok(text)
                    if (16..=128).contains(&text.len())
                        && text.bytes().all(|b| b.is_ascii_graphic()) =>
                {
                    Ok(Self(Some(Key(text.to_owned()))))
                }
                _ => Err((&problem::NO_IDEMPOTENCY_KEY).into()),
            },
        };
        std::future::ready(read)
    }
}

impl FromRequest for Key {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let found = MaybeKey::from_request(request, payload).into_inner();
        std::future::ready(
            found.and_then(|key| key.0.ok_or_else(|| (&problem::NO_IDEMPOTENCY_KEY).into())),
        )
    }
}

/// The record of an earlier request with the same key.
#[derive(Debug, Queryable)]
pub struct Stored {
    body_hash: Vec<u8>,
    pub case_id: Uuid,
    pub answer: Option<serde_json::Value>,
    pub sealed: Option<Vec<u8>>,
}

/// Looks for an earlier request.
///
/// # Errors
/// 422 when the key came with another body.
pub fn find(tx: &mut Tx<'_>, key: &Key, body_digest: &[u8]) -> Answer<Option<Stored>> {
    let entity = tx.entity()?;
    let stored: Option<Stored> = keys::table
        .select((keys::body_hash, keys::case_id, keys::answer, keys::sealed))
        .filter(keys::entity_id.eq(entity))
        .filter(keys::operation.eq(tx.request.operation))
        .filter(keys::key_hash.eq(key.digest()))
        .first(tx.conn)
        .optional()?;
    match stored {
        Some(stored) if stored.body_hash != body_digest => Err((&problem::KEY_REUSED).into()),
        stored => Ok(stored),
    }
}

/// Gives the stored answer of an earlier request, or does the work and stores its answer.
pub fn once<T: Serialize + DeserializeOwned>(
    tx: &mut Tx<'_>,
    key: Option<&Key>,
    body_digest: &[u8],
    case_id: Uuid,
    work: impl FnOnce(&mut Tx<'_>) -> Answer<T>,
) -> Answer<T> {
    let Some(key) = key else { return work(tx) };
    if let Some(stored) = find(tx, key, body_digest)? {
        let answer = stored.answer.ok_or(&problem::KEY_RUNNING)?;
        return serde_json::from_value(answer).map_err(Problem::broken);
    }
    let answer = work(tx)?;
    diesel::insert_into(keys::table)
        .values((
            keys::entity_id.eq(tx.entity()?),
            keys::operation.eq(tx.request.operation),
            keys::key_hash.eq(key.digest()),
            keys::body_hash.eq(body_digest),
            keys::status.eq(200_i16),
            keys::case_id.eq(case_id),
            keys::answer.eq(serde_json::to_value(&answer).map_err(Problem::broken)?),
            keys::created_at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    Ok(answer)
}
