//! The gate: proves who somebody is with the same words, work and time for known and unknown accounts (rule 43).

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use aws_lc_rs::hmac;
use chrono::{DateTime, Utc};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::sealed::Seal;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::tries::Tries;
use crate::people::{password, second_factor};
use crate::problems;
use crate::shapes::EntityRef;

/// Longest wait for a core to hash on; then "later" (reliability rule 19).
const WAIT: Duration = Duration::from_secs(1);

/// What sign-in needs besides the database; one in a process.
pub struct Gate {
    pub(super) tries: Tries,
    seal: Seal,
    chain: hmac::Key,
    /// One hash at a time on each core.
    turns: Arc<Semaphore>,
    nobody: Proof,
}

/// What is stored of an account to prove it.
#[derive(Clone)]
pub(super) struct Proof {
    pub password_hash: String,
    pub totp_sealed: Vec<u8>,
}

/// An account that was found by its e-mail.
pub(super) struct Candidate {
    pub id: Uuid,
    pub is_active: bool,
    pub totp_last_step: i64,
    pub proof: Proof,
    /// Where the person may sign in.
    pub entities: Vec<(Uuid, EntityRef)>,
}

/// Somebody whose password and code were right. The code is not used up yet.
pub(super) struct Proven {
    pub account: Uuid,
    pub step: i64,
    pub entities: Vec<(Uuid, EntityRef)>,
}

impl Gate {
    /// Prepares the gate with the secret of the installation.
    ///
    /// # Errors
    /// Broken when hashing or sealing does not work at all.
    pub fn of(secret: &[u8]) -> Answer<Self> {
        let seal = Seal::of(secret, crate::people::SEAL_PURPOSE)?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let nobody = Proof {
            password_hash: password::hash(&password::fresh())?,
            totp_sealed: seal.close(&second_factor::fresh_secret())?,
        };
        let chain_secret = [b"refresh\0".as_slice(), secret].concat();
        Ok(Self {
            tries: Tries::default(),
            chain: hmac::Key::new(hmac::HMAC_SHA256, &chain_secret),
            turns: Arc::new(Semaphore::new(cores)),
            seal,
            nobody,
        })
    }

    /// Checks password and code. Everything is always checked: a stranger is checked against nobody.
    ///
    /// # Errors
    /// The one refusal of sign-in; busy when no core was free within a second.
    pub(super) async fn prove(
        &self,
        candidate: Option<Candidate>,
        password: String,
        code: &str,
        now: DateTime<Utc>,
    ) -> Answer<Proven> {
        let proof = candidate
            .as_ref()
            .map_or(&self.nobody, |candidate| &candidate.proof)
            .clone();
        let secret = self
            .seal
            .open(&proof.totp_sealed)
            .unwrap_or_else(|problem| {
                log::error!(
                    "a second-factor secret cannot be opened; was HILO_SECRET changed? {problem:?}"
                );
                Vec::new()
            });
        let step = second_factor::step_of(&secret, code, now);
        let is_right = self.is_right(password, proof.password_hash).await?;
        let proven = candidate.zip(step).filter(|(candidate, step)| {
            is_right
                && candidate.is_active
                && *step > candidate.totp_last_step
                && !candidate.entities.is_empty()
        });
        let (candidate, step) = proven.ok_or(&problems::REFUSED)?;
        Ok(Proven {
            account: candidate.id,
            step,
            entities: candidate.entities,
        })
    }

    async fn is_right(&self, password: String, hash: String) -> Answer<bool> {
        let turn = tokio::time::timeout(WAIT, Arc::clone(&self.turns).acquire_owned())
            .await
            .map_err(|_| Problem::busy("no core to hash on within a second"))?
            .map_err(Problem::broken)?;
        web::block(move || {
            let is_right = password::is_right(&password, &hash);
            drop(turn);
            is_right
        })
        .await
        .map_err(Problem::broken)
    }

    /// The secret after this one in the chain of a session.
    ///
    /// Derived rather than random: a page that sends the same refresh twice gets the same next token both times, while
    /// nobody without our key can tell the next from the last.
    pub(super) fn next_secret(&self, session: Uuid, secret: &[u8]) -> Vec<u8> {
        let told = [session.as_bytes().as_slice(), secret].concat();
        hmac::sign(&self.chain, &told).as_ref().to_vec()
    }
}
