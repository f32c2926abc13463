//! A layer: what one law-giver adds to the calendar. Layers only ever add days on which nobody
//! works.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::rule::HolidayRule;

/// Whose days these are, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Country,
    /// State, region or department.
    Region,
    Municipality,
    /// A public body; also the optional days that a body may adopt.
    Entity,
    Office,
}

/// Days added by one law-giver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Stable name, such as `BR-SP`; part of the calendar's version.
    pub code: String,
    pub level: Level,
    /// Name for people.
    pub name: String,
    /// The layer this one lies on; loaded with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Weekly days of rest; usually only a country states them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekend: Vec<Weekday>,
    #[serde(default)]
    pub holidays: Vec<HolidayRule>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspensions: Vec<Suspension>,
}

/// A decreed stretch of days on which no legal clock runs, such as the Covid emergency.
///
/// Unlike a holiday it also holds the clocks that count calendar days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// First day without counting.
    pub from: NaiveDate,
    /// Last day without counting.
    pub until: NaiveDate,
    /// Shown to the person.
    pub name: String,
    /// Decree and article.
    pub source: String,
}

/// A holiday on its day in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holiday {
    /// The day nobody works.
    pub on: NaiveDate,
    /// Official name, in the language of the country.
    pub name: String,
    /// Name in English.
    pub english: String,
    /// Law and article.
    pub source: String,
    /// Code of the layer that adds it.
    pub layer: String,
}
