//! From events to a due date.
//!
//! **Which days a pause takes out.** The laws say that a clock stands still and not which days that
//! costs. Terms end at the last moment of a day; so here a day counts when the clock is running at
//! its last moment. The day of a pause does not count unless the clock goes on that same day, the
//! day it goes on does count, and as many days are given back as midnights have passed. No pause
//! can expire a clock, and no pause within one day moves the due date.
//!
//! **Extensions** lengthen the term; the end is rolled once, after the sum. That is never later
//! than rolling twice.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::calendars::Calendar;

use super::clock::{Clock, ClockState};
use super::event::{ClockEvent, LedgerProblem};
use super::rule::{ClockRule, ClosedDayFiling, Starts, Unit};
use super::story::{Story, local_day};
use super::zone::last_moment;

/// Computes a clock from its rule and events; the same arguments give the same clock for ever.
pub fn compute(
    rule: &ClockRule,
    events: &[ClockEvent],
    calendar: &Calendar,
    zone: Tz,
) -> Result<Clock, LedgerProblem> {
    let story = Story::read(events, zone)?;
    let received_on = local_day(story.started_at, zone);
    let filed_on = deemed_filing(rule, story.started_at, calendar, zone)?;
    let total = rule.length.saturating_add(story.extended_by);
    let counted = count(rule, &story, calendar, filed_on, total)?;
    let nominal = counted.last().copied().unwrap_or(filed_on);
    let due_on = match rule.roll_end || rule.unit == Unit::WorkingDays {
        true => roll(nominal, &story, calendar)?,
        false => nominal,
    };
    let state = match (story.stopped_at, story.paused()) {
        (Some(_), _) => ClockState::Stopped,
        (None, Some(_)) => ClockState::Paused,
        (None, None) => ClockState::Running,
    };
    Ok(Clock {
        received_on,
        filed_on,
        counted_from: counted.first().copied().unwrap_or(filed_on),
        due_on,
        due_at: last_moment(due_on, zone),
        state,
        extended_by: story.extended_by,
        extensions: story.extensions,
        total,
        counted,
        unit: rule.unit,
        zone,
        story,
        calendar: calendar.clone(),
    })
}

/// The day a filing is deemed made on.
///
/// The cut-off is the last moment in time: at 17:00:00 sharp a filing is still of that day. Where
/// an hour closes the day, a closed day is closed too; else a filing of Saturday noon would be due
/// before one of Friday night.
fn deemed_filing(
    rule: &ClockRule,
    at: DateTime<Utc>,
    calendar: &Calendar,
    zone: Tz,
) -> Result<NaiveDate, LedgerProblem> {
    let local = at.with_timezone(&zone);
    let received_on = local.date_naive();
    let too_late = rule.cut_off.is_some_and(|cut_off| local.time() > cut_off);
    let hours_matter =
        rule.cut_off.is_some() || rule.closed_day_filing == ClosedDayFiling::DeemedNextWorkingDay;
    match (too_late, hours_matter) {
        (true, _) => next_working(calendar, day_after(received_on)?),
        (false, true) => next_working(calendar, received_on),
        (false, false) => Ok(received_on),
    }
}

fn count(
    rule: &ClockRule,
    story: &Story,
    calendar: &Calendar,
    filed_on: NaiveDate,
    total: u16,
) -> Result<Vec<NaiveDate>, LedgerProblem> {
    let first = match rule.starts {
        Starts::DayAfterFiling => day_after(filed_on)?,
        Starts::FilingDay => filed_on,
    };
    let known = first.iter_days().take_while(|day| calendar.knows(*day));
    let counting = known.filter(|day| counts(*day, rule.unit, story, calendar));
    let counted: Vec<NaiveDate> = counting.take(usize::from(total)).collect();
    match counted.len() == usize::from(total) {
        true => Ok(counted),
        false => Err(LedgerProblem::BeyondCalendar),
    }
}

/// The one question of the whole ledger.
pub(super) fn counts(date: NaiveDate, unit: Unit, story: &Story, calendar: &Calendar) -> bool {
    let open = match unit {
        Unit::WorkingDays => calendar.is_working(date),
        Unit::CalendarDays => !calendar.is_suspended(date),
    };
    open && story.pause_on(date).is_none()
}

fn roll(date: NaiveDate, story: &Story, calendar: &Calendar) -> Result<NaiveDate, LedgerProblem> {
    let known = date.iter_days().take_while(|day| calendar.knows(*day));
    let mut open = known.filter(|day| counts(*day, Unit::WorkingDays, story, calendar));
    open.next().ok_or(LedgerProblem::BeyondCalendar)
}

fn next_working(calendar: &Calendar, date: NaiveDate) -> Result<NaiveDate, LedgerProblem> {
    let mut known = date.iter_days().take_while(|day| calendar.knows(*day));
    known
        .find(|day| calendar.is_working(*day))
        .ok_or(LedgerProblem::BeyondCalendar)
}

fn day_after(date: NaiveDate) -> Result<NaiveDate, LedgerProblem> {
    date.checked_add_days(Days::new(1))
        .ok_or(LedgerProblem::BeyondCalendar)
}
