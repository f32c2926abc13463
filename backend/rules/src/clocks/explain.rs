//! Every day between filing and due date, and why it counts or does not: what a person can read and
//! an auditor redo.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::calendars::DayKind;

use super::clock::Clock;

/// One day of the count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedDay {
    pub on: NaiveDate,
    pub counts: bool,
    /// Which day of the term it is, from 1; only when it counts.
    pub n: Option<u16>,
    /// Why it does not count; always there when it does not.
    pub why: Option<Why>,
}

/// Why a day is special.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Why {
    /// The day of the filing itself.
    FilingDay,
    /// It arrived on this day, after hours or on a closed day, and is deemed filed later.
    DeemedLater,
    Weekend,
    Holiday {
        name: String,
        source: String,
    },
    /// A decreed suspension.
    Suspended {
        name: String,
        source: String,
    },
    /// The clock stood still at the end of this day.
    Paused {
        ground: String,
    },
    /// The term ended on a day without work, so it ends here.
    EndMoved,
}

impl fmt::Display for Why {
    /// A short English label; holidays and grounds by their own names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FilingDay => write!(f, "filing day"),
            Self::DeemedLater => write!(f, "deemed filed on the next working day"),
            Self::Weekend => write!(f, "weekend"),
            Self::Holiday { name, .. } => write!(f, "{name}"),
            Self::Suspended { name, .. } => write!(f, "suspended: {name}"),
            Self::Paused { ground } => write!(f, "paused: {ground}"),
            Self::EndMoved => write!(f, "end moved to a working day"),
        }
    }
}

/// Names every day from the day of receipt to the due date.
///
/// While the clock is paused the list ends with the day of the pause: which days will follow nobody
/// knows yet.
pub fn explain(clock: &Clock) -> Vec<ExplainedDay> {
    let open_pause = clock.story.paused();
    let last = open_pause.map_or(clock.due_on, |pause| pause.from.min(clock.due_on));
    let mut counted = clock.counted.iter().zip(1_u16..).peekable();
    let days = clock.received_on.iter_days().take_while(|day| *day <= last);
    days.map(|on| {
        let would_count = counted.next_if(|(day, _)| **day == on);
        let standing = open_pause.filter(|pause| pause.from <= on);
        match (would_count, standing) {
            (Some((_, n)), None) => ExplainedDay {
                on,
                counts: true,
                n: Some(n),
                why: None,
            },
            (Some(_), Some(pause)) => skipped(
                on,
                Why::Paused {
                    ground: pause.ground.clone(),
                },
            ),
            (None, _) => skipped(on, why_not(clock, on)),
        }
    })
    .collect()
}

fn skipped(on: NaiveDate, why: Why) -> ExplainedDay {
    ExplainedDay {
        on,
        counts: false,
        n: None,
        why: Some(why),
    }
}

fn why_not(clock: &Clock, on: NaiveDate) -> Why {
    if on == clock.received_on && on != clock.filed_on {
        return Why::DeemedLater;
    }
    if on == clock.filed_on {
        return Why::FilingDay;
    }
    if let Some(pause) = clock.story.pause_on(on) {
        return Why::Paused {
            ground: pause.ground.clone(),
        };
    }
    match clock.calendar.day(on) {
        DayKind::Weekend => Why::Weekend,
        DayKind::Holiday(day) => Why::Holiday {
            name: day.name.clone(),
            source: day.source.clone(),
        },
        DayKind::Suspended(held) => Why::Suspended {
            name: held.name.clone(),
            source: held.source.clone(),
        },
        // The only open day that no reason above takes out: the one a closed end has moved to.
        DayKind::Working => Why::EndMoved,
    }
}
