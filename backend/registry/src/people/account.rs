//! Accounts: a person who can sign in.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::sealed::Seal;
use hilo_rules::vocabulary::Language;
use hilo_schema::accounts;
use uuid::Uuid;

use super::{password, second_factor};

/// Purpose of the seal over second-factor secrets.
pub const SEAL_PURPOSE: &str = "totp";

/// What an account proves itself with. Made before the transaction: hashing takes its time.
pub struct Credentials {
    password_hash: String,
    totp_sealed: Vec<u8>,
    /// The second-factor secret in base 32, to be shown once.
    pub totp_secret: String,
}

impl Credentials {
    /// Hashes the password and makes a sealed second-factor secret.
    ///
    /// # Errors
    /// Broken when hashing or sealing fails.
    pub fn of(password: &str, seal: &Seal) -> Answer<Self> {
        let secret = second_factor::fresh_secret();
        Ok(Self {
            password_hash: password::hash(password)?,
            totp_sealed: seal.close(&secret)?,
            totp_secret: second_factor::written(&secret),
        })
    }
}

/// A person who is to sign in.
pub struct NewAccount {
    /// Stored in lower case; unique.
    pub email: String,
    pub name: String,
    pub language: Language,
    pub credentials: Credentials,
}

/// Creates an account without any role; see [`super::give_role`].
///
/// # Errors
/// Broken when the address already has an account.
pub fn create_account(
    conn: &mut PgConnection,
    new: &NewAccount,
    now: DateTime<Utc>,
) -> Answer<Uuid> {
    let id = Uuid::now_v7();
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(id),
            accounts::email.eq(folded_email(&new.email)),
            accounts::name.eq(&new.name),
            accounts::language.eq(new.language.as_str()),
            accounts::password_hash.eq(&new.credentials.password_hash),
            accounts::totp_sealed.eq(&new.credentials.totp_sealed),
            accounts::state.eq("active"),
            accounts::created_at.eq(now),
            accounts::changed_at.eq(now),
        ))
        .execute(conn)
        .map_err(Problem::from)?;
    Ok(id)
}

/// An address as accounts are found by it: trimmed, in lower case.
pub fn folded_email(email: &str) -> String {
    email.trim().to_lowercase()
}
