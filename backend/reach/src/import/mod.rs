//! Real input at speed: requests and catalogues of other systems, read into an entity.
//!
//! `requests` streams a file of any size through a [`mapping`]: one thread reads and converts, two others store.
//! `catalogue` reads service charters, units and directories of entities. Nothing is dropped or changed silently: every
//! odd row is rejected with its line and reason, or kept with a counted decision.

mod bound;
pub mod catalogue;
mod convert;
mod districts;
mod due;
mod file;
pub mod mapping;
mod moments;
mod prepared;
#[cfg(test)]
mod real_files;
mod rejects;
mod repeats;
pub mod report;
pub mod requests;
mod shelf;
mod store;
mod template;
mod writers;

use std::fmt;

/// Why an import cannot start or go on, in a sentence for the person at the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

impl Refused {
    /// From any error that says enough itself.
    pub fn because(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}
