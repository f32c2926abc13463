//! One line of a holiday law: which day, in which years, by which article.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::feasts;

/// When a holiday falls. Written as text: `06-29`, `easter-2`, `easter+60`, `june-solstice`,
/// `2022-09-16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Feast {
    /// The same month and day each year; 29 February exists in leap years only.
    Yearly { month: u32, day: u32 },
    /// Days after (or before, when negative) Easter Sunday.
    Easter(i64),
    /// The June solstice in continental Chile.
    JuneSolstice,
    /// One day, once.
    Once(NaiveDate),
}

/// A law that carries a holiday to another weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Chile, Ley 19.668: Tuesday to Thursday to the Monday before, Friday to the Monday after.
    NearestMonday,
    /// Chile, Ley 20.299: Tuesday to the Friday before, Wednesday to the Friday after.
    NearestFriday,
    /// Peru, DLeg 713 art. 7: to the Monday that follows; holidays of a part of the country only.
    FollowingMonday,
}

/// A holiday as a law states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayRule {
    /// When it falls.
    pub on: Feast,
    /// Official name, in the language of the country.
    pub name: String,
    /// Name in English.
    pub english: String,
    /// Law and article.
    pub source: String,
    /// Where the law carries it, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<Move>,
    /// Only in years in which it falls on one of these weekdays; empty means always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_on: Vec<Weekday>,
    /// First day on which the rule is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day on which the rule is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl HolidayRule {
    /// The day of this holiday in a year; `None` when there is none.
    ///
    /// Validity is asked of the day the law names, before it is moved.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        let named = self.on.in_year(year)?;
        let begun = self.from.is_none_or(|from| from <= named);
        let ended = self.until.is_some_and(|until| until < named);
        let weekday_fits = self.only_on.is_empty() || self.only_on.contains(&named.weekday());
        if !begun || ended || !weekday_fits {
            return None;
        }
        match self.moved {
            None => Some(named),
            Some(Move::NearestMonday) => feasts::nearest_monday(named),
            Some(Move::NearestFriday) => feasts::nearest_friday(named),
            Some(Move::FollowingMonday) => feasts::following_monday(named),
        }
    }
}

impl Feast {
    fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Yearly { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            Self::Easter(days) => shift(feasts::easter(year)?, days),
            Self::JuneSolstice => feasts::june_solstice(year),
            Self::Once(date) => (date.year() == year).then_some(date),
        }
    }
}

fn shift(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        date.checked_sub_days(distance)
    } else {
        date.checked_add_days(distance)
    }
}

impl fmt::Display for Feast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yearly { month, day } => write!(f, "{month:02}-{day:02}"),
            Self::Easter(days) => write!(f, "easter{days:+}"),
            Self::JuneSolstice => write!(f, "june-solstice"),
            Self::Once(date) => write!(f, "{date}"),
        }
    }
}

impl FromStr for Feast {
    type Err = NotAFeast;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || NotAFeast(text.to_owned());
        if text == "june-solstice" {
            return Ok(Self::JuneSolstice);
        }
        if let Some(days) = text.strip_prefix("easter") {
            let days: i64 = days.parse().map_err(|_| refused())?;
            return if days.abs() <= 100 {
                Ok(Self::Easter(days))
            } else {
                Err(refused())
            };
        }
        if let Ok(date) = text.parse() {
            return Ok(Self::Once(date));
        }
        // 2000 is a leap year: whatever day exists in it exists in some year.
        let day: NaiveDate = format!("2000-{text}").parse().map_err(|_| refused())?;
        Ok(Self::Yearly {
            month: day.month(),
            day: day.day(),
        })
    }
}

/// A text that names no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAFeast(pub String);

impl fmt::Display for NotAFeast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' names no day: write 06-29, easter-2, june-solstice or 2022-09-16",
            self.0
        )
    }
}

impl std::error::Error for NotAFeast {}

impl TryFrom<String> for Feast {
    type Error = NotAFeast;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Feast> for String {
    fn from(feast: Feast) -> Self {
        feast.to_string()
    }
}
