//! May this clock be extended, and by how much? The same button would be unlawful in three ways in
//! three countries.

use std::fmt;

use chrono::{DateTime, Utc};

use super::clock::{Clock, ClockState};
use super::event::{ClockEvent, What};
use super::rule::{ClockRule, Extension};

/// The event that extends the clock, or the reason why the law does not let it.
///
/// Half of a term and an equal term are those of the original length, whatever was counted since.
pub fn extend(
    rule: &ClockRule,
    clock: &Clock,
    days: u16,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<ClockEvent, ExtendRefused> {
    if rule.extension == Extension::None {
        return Err(ExtendRefused::NotInThisRegime);
    }
    if clock.state == ClockState::Stopped {
        return Err(ExtendRefused::Stopped);
    }
    if clock.is_late(now) {
        return Err(ExtendRefused::Expired);
    }
    if clock.extensions > 0 {
        return Err(ExtendRefused::Twice);
    }
    let most = rule.extension.at_most(rule.length);
    match days {
        0 => Err(ExtendRefused::NoDays),
        _ if days > most => Err(ExtendRefused::TooLong { most }),
        _ => Ok(ClockEvent::new(
            now,
            What::Extend {
                days,
                reason: reason.to_owned(),
            },
        )),
    }
}

/// Why a clock was not extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtendRefused {
    /// The law fixes the term (Peru).
    NotInThisRegime,
    /// The duty is already done.
    Stopped,
    /// The term has run out; no law lets an expired term be extended.
    Expired,
    /// It was extended before.
    Twice,
    /// Zero days are no extension.
    NoDays,
    /// More than the law lets; `most` is the most, in the unit of the clock.
    TooLong { most: u16 },
}

impl fmt::Display for ExtendRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInThisRegime => write!(f, "this term cannot be extended"),
            Self::Stopped => write!(f, "the clock has been stopped"),
            Self::Expired => write!(f, "the term has run out"),
            Self::Twice => write!(f, "the term was extended before"),
            Self::NoDays => write!(f, "an extension needs at least one day"),
            Self::TooLong { most } => write!(f, "at most {most} days can be added"),
        }
    }
}

impl std::error::Error for ExtendRefused {}
