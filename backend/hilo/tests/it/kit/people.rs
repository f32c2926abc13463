//! People who file and follow.

use serde_json::{Value, json};

use super::client::Client;
use super::town::Town;
use super::{Reply, fresh_key};

/// A case as its person holds it.
#[derive(Debug, Clone)]
pub struct Filed {
    pub number: String,
    pub key: String,
    pub receipt: Value,
}

/// Somebody with a name, an address and something to say.
pub struct Citizen<'t> {
    town: &'t Town,
    name: String,
}

impl Town {
    /// Somebody who lives here.
    pub fn citizen(&self, name: &str) -> Citizen<'_> {
        Citizen {
            town: self,
            name: name.to_owned(),
        }
    }

    /// What Rosa would send to the body in focus; tests change what they are about.
    pub fn filing(&self) -> Value {
        self.citizen("rosa")
            .filing("No hay luz en el poste frente al colegio.")
    }

    /// Files what a test put together.
    pub async fn files(&self, filing: Value) -> Filed {
        Filed::of(
            self.visitor()
                .post("/cases", filing)
                .key(&fresh_key())
                .await,
        )
    }

    /// Whoever holds the key of a case.
    pub fn holder(&self, case: &Filed) -> Client<'_> {
        self.visitor().with("case-key", &case.key)
    }

    /// The case as its person sees it.
    pub async fn track(&self, case: &Filed) -> Value {
        self.holder(case).get(&case.path("")).await.ok()
    }
}

impl Citizen<'_> {
    /// An address where nobody else reads.
    pub fn email(&self) -> String {
        format!("{}@people.example", self.name)
    }

    /// What this person would send.
    pub fn filing(&self, story: &str) -> Value {
        json!({
            "entity": self.town.body().number,
            "kind": "complaint",
            "story": story,
            "language": "es",
            "filer": { "type": "natural", "name": self.name, "email": self.email(), "notices": "email" },
        })
    }

    /// Files a story.
    pub async fn files(&self, story: &str) -> Filed {
        self.town.files(self.filing(story)).await
    }
}

impl Filed {
    /// From the answer of a filing.
    #[track_caller]
    pub fn of(reply: Reply) -> Self {
        assert_eq!(reply.status, 201, "{}", reply.text());
        let receipt = reply.json();
        let text = |name: &str| receipt[name].as_str().unwrap().to_owned();
        Self {
            number: text("number"),
            key: text("key"),
            receipt,
        }
    }

    /// Path of the person's side: `path("rating")`; the case itself with nothing.
    pub fn path(&self, part: &str) -> String {
        format!("/cases/{}/{part}", self.number)
            .trim_end_matches('/')
            .to_owned()
    }

    /// The bytes of the key, as the database compares them.
    pub fn key_hex(&self) -> String {
        let key: hilo_rules::numbers::AccessKey = self.key.parse().unwrap();
        key.as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Path of the staff's side.
    pub fn desk(&self, part: &str) -> String {
        format!("/staff{}", self.path(part))
    }
}
