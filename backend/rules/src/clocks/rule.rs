//! What the law says about one clock: how long, from when, in which days, and whether it may be
//! extended.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// Days a clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days on which offices are open. Peru and Chile by default.
    WorkingDays,
    /// Every day. Brazil by default (Lei 9.784 art. 66).
    CalendarDays,
}

/// Where the count begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Starts {
    /// The day of the start is not counted (Peru DS 007 art. 14; Chile Ley 19.880 art. 25; Brazil
    /// Lei 9.784 art. 66). The start is the filing, the receipt or the notification, whichever the
    /// clock is about.
    DayAfterFiling,
    /// The day of the start is day one, if it counts at all. For promises of a charter that say so.
    FilingDay,
}

/// What becomes of a filing on a day without office hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedDayFiling {
    /// It counts from its own day, unless a cut-off hour is set.
    AsIs,
    /// It is deemed made at the first hour of the next working day (Chile Ley 19.880 art. 25;
    /// practice in Peru).
    DeemedNextWorkingDay,
}

/// More time: how much, and how often. Always decided before expiry.
///
/// Written `none`, `up_to_half`, `once_equal`, `once_fixed(10)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Extension {
    /// The law fixes the term (Peru, TUO Ley 27444 art. 147.1).
    None,
    /// Once, by at most half of the term, halves of days dropped (Chile, Ley 19.880 art. 26).
    UpToHalf,
    /// Once, by at most the same time again (Brazil, Lei 13.460 art. 16).
    OnceEqual,
    /// Once, by at most this many days (Brazil LAI art. 11: 10).
    OnceFixed(u16),
}

impl Extension {
    /// The most days that may be added to a term of this length.
    pub fn at_most(self, length: u16) -> u16 {
        match self {
            Self::None => 0,
            Self::UpToHalf => length / 2,
            Self::OnceEqual => length,
            Self::OnceFixed(days) => days,
        }
    }
}

/// One clock of a regime. Data: it comes from a pack and is pinned on the case when the clock
/// starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// Which clock: `main`, `triage`, `unit`, `correction`…
    pub name: String,
    pub unit: Unit,
    /// Term in days of the unit; 0 means the same day.
    pub length: u16,
    pub starts: Starts,
    pub closed_day_filing: ClosedDayFiling,
    /// An end on a day without work moves to the next working day. Working days end on one anyway.
    pub roll_end: bool,
    /// Last moment of the office day, local time; what comes after it counts as filed on the next
    /// working day, and so does what comes on a closed day.
    #[serde(default)]
    pub cut_off: Option<NaiveTime>,
    pub extension: Extension,
    /// Law and article.
    pub source: String,
}

impl fmt::Display for Extension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => write!(f, "none"),
            Self::UpToHalf => write!(f, "up_to_half"),
            Self::OnceEqual => write!(f, "once_equal"),
            Self::OnceFixed(days) => write!(f, "once_fixed({days})"),
        }
    }
}

impl FromStr for Extension {
    type Err = NotAnExtension;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fixed = text
            .strip_prefix("once_fixed(")
            .and_then(|rest| rest.strip_suffix(')'));
        match (text, fixed.map(str::parse)) {
            ("none", _) => Ok(Self::None),
            ("up_to_half", _) => Ok(Self::UpToHalf),
            ("once_equal", _) => Ok(Self::OnceEqual),
            (_, Some(Ok(days))) => Ok(Self::OnceFixed(days)),
            _ => Err(NotAnExtension(text.to_owned())),
        }
    }
}

/// A text that names no extension rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnExtension(pub String);

impl fmt::Display for NotAnExtension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' is none of none, up_to_half, once_equal, once_fixed(10)",
            self.0
        )
    }
}

impl std::error::Error for NotAnExtension {}

impl TryFrom<String> for Extension {
    type Error = NotAnExtension;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Extension> for String {
    fn from(extension: Extension) -> Self {
        extension.to_string()
    }
}
