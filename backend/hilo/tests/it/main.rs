//! The whole API as people, staff and machines meet it: every test has a town of its own.
//!
//! A test is named as the rule that it holds; its source stands beside it. Folders follow the rooms.

// Marked, so that clippy excuses helpers as it excuses tests (clippy.toml).
#[cfg(test)]
mod after;
#[cfg(test)]
mod answer;
#[cfg(test)]
mod attachments;
#[cfg(test)]
mod book;
#[cfg(test)]
mod consult;
#[cfg(test)]
mod deadlines;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod file;
#[cfg(test)]
mod follow;
#[cfg(test)]
mod joining;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod notice;
#[cfg(test)]
mod people;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod transfer;
#[cfg(test)]
mod triage;
#[cfg(test)]
mod whole;
#[cfg(test)]
mod work;
