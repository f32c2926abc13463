//! Triage: what is missing, what was raised, what it really is, and what cannot go on.

mod archive;
mod corrections;
mod points;
mod reclassify;
