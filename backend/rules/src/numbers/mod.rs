//! What a person holds in the hand: the case number, which is public, and the access key, which is
//! secret.
//!
//! The number alone opens nothing (design 3); it only has to survive being printed, spoken and
//! typed.

mod access_key;
mod case_number;
mod damm;

pub use access_key::{AccessKey, AccessKeyProblem};
pub use case_number::{CaseNumber, CaseNumberProblem, EntityNumber};

/// Dashes and blanks people type or a word processor puts in their place.
fn is_separator(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
