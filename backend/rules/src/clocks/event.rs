//! What happens to a clock. The list of events is the clock; everything else is computed from it.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One entry of a clock's ledger, in the shape it is stored: `{"at": …, "what": "extend", "days":
/// 5, …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockEvent {
    /// When it happened.
    pub at: DateTime<Utc>,
    #[serde(flatten)]
    pub what: What,
}

/// The five things that can happen to a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// Filing, receipt or notification. Exactly one, first.
    Start,
    /// The count stands still, for a ground the law names.
    Pause { ground: String },
    /// It goes on.
    Resume,
    /// More days, in the unit of the clock.
    Extend { days: u16, reason: String },
    /// The duty is done, or the case ended otherwise. Nothing follows.
    Stop,
}

impl ClockEvent {
    /// Short for tests and commands.
    pub fn new(at: DateTime<Utc>, what: What) -> Self {
        Self { at, what }
    }
}

/// Why a list of events is no ledger. Such a list is a fault of ours, never of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerProblem {
    /// The first event is not the start.
    NoStart,
    /// A second start; a reopened case has a new clock.
    StartedTwice,
    /// An event lies before the one it follows.
    OutOfOrder,
    /// Paused while paused.
    AlreadyPaused,
    /// Resumed while running.
    NotPaused,
    /// Something after the stop.
    AfterStop,
    /// The count runs past the years the calendar knows.
    BeyondCalendar,
}

impl fmt::Display for LedgerProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::NoStart => "the ledger does not begin with a start",
            Self::StartedTwice => "the clock was started twice",
            Self::OutOfOrder => "the events are not in the order of time",
            Self::AlreadyPaused => "the clock was paused while it stood still",
            Self::NotPaused => "the clock was resumed while it ran",
            Self::AfterStop => "something happened after the clock was stopped",
            Self::BeyondCalendar => "the count runs past the years the calendar knows",
        };
        write!(f, "{text}")
    }
}

impl std::error::Error for LedgerProblem {}
