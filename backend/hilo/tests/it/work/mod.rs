//! Work: who has the case, and that two people never overwrite each other.

mod routing;
mod versions;
