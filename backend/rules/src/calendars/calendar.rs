//! A calendar: layers laid over each other, ready to be asked about any day.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::day_set::DaySet;
use super::layer::{Holiday, Layer, Suspension};
use super::shipped::DATA_VERSION;

/// First year whose holidays are laid out.
const FIRST_YEAR: i32 = 2010;
/// Last year whose holidays are laid out: far enough for any term, near enough to trust today's
/// law.
const LAST_YEAR: i32 = 2040;

/// What a day is, the strongest reason first: suspended, holiday, weekend, working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// Offices are open by law.
    Working,
    /// A weekly day of rest.
    Weekend,
    /// A day a law or decree takes out, even when it falls on a weekend.
    Holiday(&'a Holiday),
    /// No clock runs, not even those of calendar days.
    Suspended(&'a Suspension),
}

/// Layers composed. Cloning is cheap: clones share the days.
#[derive(Debug, Clone)]
pub struct Calendar {
    days: Arc<LaidOut>,
}

#[derive(Debug)]
struct LaidOut {
    /// Days without work for any reason, weekends included.
    closed: DaySet,
    holidays: HashMap<NaiveDate, Holiday>,
    suspensions: Vec<Suspension>,
    weekend: Vec<Weekday>,
    version: String,
}

impl Calendar {
    /// Lays the layers over each other. Order matters only for the name of a day that two of them
    /// add: the first one given wins. Without any weekly rest stated, Saturday and Sunday rest.
    pub fn compose<'a>(layers: impl IntoIterator<Item = &'a Layer>) -> Self {
        let layers: Vec<&Layer> = layers.into_iter().collect();
        let mut weekend: Vec<Weekday> = layers.iter().flat_map(|l| l.weekend.clone()).collect();
        weekend.sort_by_key(Weekday::num_days_from_monday);
        weekend.dedup();
        // Seven days of rest would leave no day for anything to be due on.
        if weekend.is_empty() || weekend.len() == 7 {
            weekend = vec![Weekday::Sat, Weekday::Sun];
        }
        let holidays = lay_out(&layers);
        let suspensions: Vec<_> = layers.iter().flat_map(|l| l.suspensions.clone()).collect();
        let closed = DaySet::of_years(FIRST_YEAR, LAST_YEAR, |date| {
            weekend.contains(&date.weekday())
                || holidays.contains_key(&date)
                || suspensions.iter().any(|s| covers(s, date))
        });
        let codes: Vec<&str> = layers.iter().map(|layer| layer.code.as_str()).collect();
        let held = DaySet::of_years(FIRST_YEAR, LAST_YEAR, |date| {
            suspensions.iter().any(|s| covers(s, date))
        });
        let digest = closed.digest() ^ held.digest().rotate_left(1);
        let version = format!("{DATA_VERSION}/{}/{digest:016x}", codes.join("+"));
        Self {
            days: Arc::new(LaidOut {
                closed,
                holidays,
                suspensions,
                weekend,
                version,
            }),
        }
    }

    /// What this day is.
    pub fn day(&self, date: NaiveDate) -> DayKind<'_> {
        if let Some(suspension) = self.days.suspensions.iter().find(|s| covers(s, date)) {
            return DayKind::Suspended(suspension);
        }
        if let Some(holiday) = self.days.holidays.get(&date) {
            return DayKind::Holiday(holiday);
        }
        match self.days.weekend.contains(&date.weekday()) {
            true => DayKind::Weekend,
            false => DayKind::Working,
        }
    }

    /// Offices are open on this day.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        match self.days.closed.contains(date) {
            Some(closed) => !closed,
            None => matches!(self.day(date), DayKind::Working),
        }
    }

    /// No clock runs on this day.
    pub fn is_suspended(&self, date: NaiveDate) -> bool {
        self.days
            .suspensions
            .iter()
            .any(|suspension| covers(suspension, date))
    }

    /// Holidays are known for this day; outside 2010 to 2040 only weekends and suspensions are.
    pub fn knows(&self, date: NaiveDate) -> bool {
        self.days.closed.contains(date).is_some()
    }

    /// The first working day on or after this one; `None` at the end of time.
    pub fn next_working(&self, date: NaiveDate) -> Option<NaiveDate> {
        date.iter_days().find(|day| self.is_working(*day))
    }

    /// The working day that lies this many working days after `date`, which itself is not counted.
    ///
    /// With 0 it is `date` itself, working or not.
    pub fn add_working_days(&self, date: NaiveDate, count: u16) -> Option<NaiveDate> {
        match count {
            0 => Some(date),
            _ => {
                let first = date.checked_add_days(Days::new(1))?;
                let mut working = first.iter_days().filter(|day| self.is_working(*day));
                working.nth(usize::from(count - 1))
            }
        }
    }

    /// Working days after `from` up to and including `to`; negative when `to` is earlier.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        days.fold(0, |count, day| count + i64::from(self.is_working(day)))
    }

    /// Names exactly these days: data version, layers, and a digest of every closed and every
    /// suspended day.
    ///
    /// Stored with each clock, so that an auditor knows by which calendar it was computed. Two
    /// calendars with the same version give the same due dates.
    pub fn version(&self) -> &str {
        &self.days.version
    }
}

fn covers(suspension: &Suspension, date: NaiveDate) -> bool {
    suspension.from <= date && date <= suspension.until
}

fn lay_out(layers: &[&Layer]) -> HashMap<NaiveDate, Holiday> {
    let mut laid_out = HashMap::new();
    for layer in layers {
        for rule in &layer.holidays {
            for on in (FIRST_YEAR..=LAST_YEAR).filter_map(|year| rule.in_year(year)) {
                laid_out.entry(on).or_insert_with(|| Holiday {
                    on,
                    name: rule.name.clone(),
                    english: rule.english.clone(),
                    source: rule.source.clone(),
                    layer: layer.code.clone(),
                });
            }
        }
    }
    laid_out
}
