//! The town of a test: a fresh database, an own server on a free port, an own clock and an own mail
//! sink, and people as clients with verbs.

pub mod chance;
mod client;
mod custody;
pub mod files;
pub mod invariants;
mod people;
pub mod proxy;
mod reply;
mod start;
mod stream;
mod town;
mod verbs;

pub use client::{Call, Client};
pub use people::Filed;
pub use reply::Reply;
pub use start::{Plan, empty_database, settings};
pub use stream::Stream;
pub use town::Town;

/// A fresh idempotency key.
pub fn fresh_key() -> String {
    uuid::Uuid::now_v7().to_string()
}
