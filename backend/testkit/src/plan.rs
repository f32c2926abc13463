//! Who and what is in the town.

use hilo_rules::vocabulary::Role;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The public bodies of the town: one for each policy pack, and a second one of the first pack.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TownPlan {
    pub bodies: Vec<Body>,
}

/// A public body with everything that a test may name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Body {
    /// How tests call it: `pe`, `pe2`, `cl`, `ouvidoria`, `156`, `open`.
    pub key: String,
    pub id: Uuid,
    /// Four digits.
    pub number: String,
    pub name: String,
    pub pack: String,
    /// The intake desk.
    pub desk: Uuid,
    /// Attends the services.
    pub works: Uuid,
    /// Attends nothing.
    pub parks: Uuid,
    pub office: Uuid,
    /// Asks nothing, needs no place, promises nothing of its own.
    pub light: Service,
    /// Needs a place and an answer, promises five working days.
    pub trees: Service,
    pub staff: Vec<Colleague>,
    /// A key with the scopes `cases:file` and `cases:read`.
    pub api_key: String,
    /// A key with `cases:read` only.
    pub reading_key: String,
}

/// A service of the catalogue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Service {
    pub id: Uuid,
    pub name: String,
}

/// Somebody who works in a body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Colleague {
    /// How tests call the person.
    pub name: String,
    pub account: Uuid,
    pub role: Role,
    /// For officers and supervisors.
    pub unit: Option<Uuid>,
    pub email: String,
    pub password: String,
    /// In base 32.
    pub totp_secret: String,
}

impl TownPlan {
    /// The body of a key.
    ///
    /// # Panics
    /// When the town has none.
    pub fn body(&self, key: &str) -> &Body {
        self.bodies
            .iter()
            .find(|body| body.key == key)
            .unwrap_or_else(|| panic!("no body {key} in the town"))
    }
}

impl Body {
    /// The colleague of a name.
    ///
    /// # Panics
    /// When nobody of that name works here.
    pub fn colleague(&self, name: &str) -> &Colleague {
        self.staff
            .iter()
            .find(|colleague| colleague.name == name)
            .unwrap_or_else(|| panic!("nobody called {name} works at {}", self.key))
    }
}
