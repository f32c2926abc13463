//! What is told to whom, and in which words.

mod asked;
mod heads;
mod question;
pub mod relay;
pub mod send;
mod words;

pub use words::{Topic, letter_words};

/// Why a message did not leave.
#[derive(Debug)]
pub enum NotSent {
    /// Try again later.
    ForNow(String),
    /// No retry will help.
    ForGood(String),
}
