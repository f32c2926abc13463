//! Demonstration data: public bodies of four systems that show what the program does, each marked as made up.
//!
//! The bodies stand in the YAML files beside this one. Passwords and keys are random and are given only when they are made.

mod file;
mod load;

use hilo_rules::numbers::EntityNumber;
use hilo_rules::vocabulary::Role;

pub use load::load;

/// What `source` says of entities of the demonstration; `source_id` is their key in the files.
pub const SOURCE: &str = "demonstration";

/// What there is, and the secrets of what was made just now.
#[derive(Debug, Default)]
pub struct Demo {
    /// Every body of the demonstration, old and new, in the order of the files.
    pub entities: Vec<DemoEntity>,
    /// Accounts that were made now; empty on a second start.
    pub accounts: Vec<DemoAccount>,
    /// Keys that were made now; empty on a second start.
    pub keys: Vec<DemoKey>,
}

/// A body of the demonstration.
#[derive(Debug, Clone)]
pub struct DemoEntity {
    pub id: uuid::Uuid,
    pub number: EntityNumber,
    pub name: String,
    /// Name of its policy pack.
    pub pack: String,
}

/// Somebody who can sign in.
#[derive(Clone)]
pub struct DemoAccount {
    pub role: Role,
    pub entity: EntityNumber,
    /// Name of the unit of a unit role.
    pub unit: Option<String>,
    pub email: String,
    pub password: String,
    /// In base 32, as authenticator apps take it.
    pub totp_secret: String,
}

/// A key of a municipal system.
#[derive(Clone)]
pub struct DemoKey {
    pub entity: EntityNumber,
    pub scopes: Vec<String>,
    pub key: String,
}

impl std::fmt::Debug for DemoAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Secrets stay out of logs.
        write!(
            f,
            "DemoAccount({} {} {})",
            self.entity, self.role, self.email
        )
    }
}

impl std::fmt::Debug for DemoKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DemoKey({} {:?})", self.entity, self.scopes)
    }
}
