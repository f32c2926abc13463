//! A computed clock, and what it answers about a day or a moment.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::calendars::Calendar;

use super::ledger::counts;
use super::rule::Unit;
use super::story::{Story, local_day};
use super::zone::last_moment;

/// Whether a clock moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    Running,
    Paused,
    Stopped,
}

/// A computed clock. Holds what it takes to answer questions about any day.
#[derive(Debug, Clone)]
pub struct Clock {
    /// The local day the start fell on.
    pub received_on: NaiveDate,
    /// The day the start is deemed to have happened: later than received after hours or on a closed
    /// day.
    pub filed_on: NaiveDate,
    /// The first day that counts.
    pub counted_from: NaiveDate,
    /// Last day of the term. While paused: the due date if the clock went on at once; it moves on
    /// with every day.
    pub due_on: NaiveDate,
    /// Last moment of that day in the zone of the body. Later is late.
    pub due_at: DateTime<Utc>,
    pub state: ClockState,
    /// Days added so far, in the unit of the clock.
    pub extended_by: u16,
    /// How often it was extended.
    pub extensions: usize,
    /// Days that count: the term and its extensions.
    pub total: u16,
    /// Every day that counts, in order; their number is `total`.
    pub counted: Vec<NaiveDate>,
    pub(super) unit: Unit,
    pub(super) zone: Tz,
    pub(super) story: Story,
    pub(super) calendar: Calendar,
}

impl Clock {
    /// Days of the term used up by the end of this day, or by the pause or stop if that came
    /// before.
    pub fn consumed(&self, on: NaiveDate) -> u16 {
        let reached = |day: &&NaiveDate| match self.story.paused() {
            Some(pause) => **day <= on && **day < pause.from,
            None => **day <= self.frozen(on),
        };
        let consumed = self.counted.iter().take_while(reached).count();
        u16::try_from(consumed).unwrap_or(self.total)
    }

    /// Days of the term still unused at the end of this day.
    pub fn remaining(&self, on: NaiveDate) -> u16 {
        self.total.saturating_sub(self.consumed(on))
    }

    /// Days from this day to the due date, in the unit of the clock: 0 on the due date itself,
    /// negative after it.
    ///
    /// After the due date it is at least one day late, also on the Saturday after a Friday. A clock
    /// that is paused or stopped answers for the day of the pause or stop.
    pub fn days_left(&self, on: NaiveDate) -> i64 {
        let today = self.frozen(on);
        let between = |from: NaiveDate, to: NaiveDate| {
            let days = from.iter_days().skip(1).take_while(|day| *day <= to);
            days.fold(0, |sum, day| sum + i64::from(self.counts_on(day)))
        };
        match today <= self.due_on {
            true => between(today, self.due_on),
            false => -between(self.due_on, today).max(1),
        }
    }

    /// The moment a share of the term is used up: the end of the day that uses it, or of the term for 100.
    ///
    /// For the marks at which a case is escalated. While the clock is paused the moment moves on with the pause.
    pub fn mark_at(&self, percent: u8) -> DateTime<Utc> {
        if percent >= 100 {
            return self.due_at;
        }
        let needed = (usize::from(self.total) * usize::from(percent)).div_ceil(100);
        let day = needed
            .checked_sub(1)
            .and_then(|place| self.counted.get(place));
        day.map_or(self.due_at, |day| last_moment(*day, self.zone))
    }

    /// The term has run out by this moment, or had by the pause or stop before it.
    pub fn is_late(&self, now: DateTime<Utc>) -> bool {
        self.frozen_at().map_or(now, |frozen| frozen.min(now)) > self.due_at
    }

    fn counts_on(&self, date: NaiveDate) -> bool {
        counts(date, self.unit, &self.story, &self.calendar)
    }

    /// This day, or the day the clock was paused or stopped if that is earlier.
    fn frozen(&self, on: NaiveDate) -> NaiveDate {
        self.frozen_at()
            .map_or(on, |frozen| local_day(frozen, self.zone).min(on))
    }

    fn frozen_at(&self) -> Option<DateTime<Utc>> {
        self.story
            .stopped_at
            .or(self.story.paused().map(|pause| pause.at))
    }
}
