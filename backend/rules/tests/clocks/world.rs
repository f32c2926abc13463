//! Shared by the clock tests: short ways to say a rule, an event, a day.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use hilo_rules::calendars::{Calendar, shipped};
use hilo_rules::clocks::{
    Clock, ClockEvent, ClockRule, ClosedDayFiling, Extension, Starts, Unit, What, compute,
};

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Ten in the morning in Lima, in Santiago's winter and in São Paulo alike: the same day
/// everywhere.
pub fn morning(day: &str) -> DateTime<Utc> {
    at(&format!("{day}T15:00:00Z"))
}

pub fn of(codes: &[&str]) -> Calendar {
    shipped::calendar(codes).unwrap()
}

pub fn working(length: u16) -> ClockRule {
    ClockRule {
        name: "main".to_owned(),
        unit: Unit::WorkingDays,
        length,
        starts: Starts::DayAfterFiling,
        closed_day_filing: ClosedDayFiling::AsIs,
        roll_end: true,
        cut_off: None,
        extension: Extension::None,
        source: "DS 007-2020-PCM art. 14".to_owned(),
    }
}

pub fn calendar_days(length: u16) -> ClockRule {
    ClockRule {
        unit: Unit::CalendarDays,
        extension: Extension::OnceEqual,
        ..working(length)
    }
}

pub fn deemed(rule: ClockRule) -> ClockRule {
    ClockRule {
        closed_day_filing: ClosedDayFiling::DeemedNextWorkingDay,
        ..rule
    }
}

pub fn start(day: &str) -> ClockEvent {
    ClockEvent::new(morning(day), What::Start)
}

pub fn pause(day: &str) -> ClockEvent {
    ClockEvent::new(
        morning(day),
        What::Pause {
            ground: "correction asked".to_owned(),
        },
    )
}

pub fn resume(day: &str) -> ClockEvent {
    ClockEvent::new(morning(day), What::Resume)
}

pub fn stop(day: &str) -> ClockEvent {
    ClockEvent::new(morning(day), What::Stop)
}

pub fn extension(day: &str, days: u16) -> ClockEvent {
    ClockEvent::new(
        morning(day),
        What::Extend {
            days,
            reason: "More evidence".to_owned(),
        },
    )
}

pub fn peru(rule: &ClockRule, events: &[ClockEvent]) -> Clock {
    compute(rule, events, &of(&["PE"]), Tz::America__Lima).unwrap()
}
