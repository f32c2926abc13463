//! What tests of several rooms share: one PostgreSQL for all, a fresh database for each test, and
//! a small town of public bodies that lies in every one of them.
//!
//! Everything here may fail loudly: it only ever runs in tests.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests stop at the first thing that is not as it should be"
)]

mod books;
mod cluster;
mod database;
mod plan;
mod seed;

pub use books::Books;
pub use cluster::{Shared, shared};
pub use database::{Database, Recipe};
pub use plan::{Body, Colleague, Service, TownPlan};
pub use seed::{SECRET, seal, seed};
