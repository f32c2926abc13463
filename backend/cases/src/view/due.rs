//! By when, and how many days are left, in the unit of the clock.

use chrono::{DateTime, NaiveDate, Utc};
use hilo_platform::problem::Answer;
use hilo_registry::directory::EntityFacts;
use hilo_registry::shapes::TermUnit;
use hilo_rules::clocks::{Clock, ClockState, Unit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock_rows::StoredClock;

/// The due date of the main clock.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Due {
    /// Last day for the answer, in the zone of the entity.
    pub on: NaiveDate,
    /// Last moment of that day.
    pub at: DateTime<Utc>,
    /// Days until the due date in `unit`: 0 on the day itself, negative after it. Frozen when the clock stopped.
    #[schema(example = 12)]
    pub days_left: i64,
    /// The due date passed without an answer, or the answer came after it.
    pub is_late: bool,
    /// The clock stands still for a lawful ground.
    pub is_paused: bool,
    /// The duty was done.
    pub is_stopped: bool,
    pub unit: TermUnit,
}

impl Due {
    /// From a stored clock; the stored due date holds until a logged recomputation.
    pub fn of(clock: &StoredClock, entity: &EntityFacts, now: DateTime<Utc>) -> Answer<Self> {
        let computed = clock.compute(entity)?;
        let today = now.with_timezone(&clock.zone).date_naive();
        Ok(Self {
            on: clock.due_on,
            at: clock.due_at,
            days_left: days_left(&computed, today),
            is_late: computed.is_late(now),
            is_paused: computed.state == ClockState::Paused,
            is_stopped: computed.state == ClockState::Stopped,
            unit: clock.rule.unit.into(),
        })
    }

    /// For lists, from the columns of the clock alone: pauses to come are not known there anyway.
    pub fn of_columns(columns: DueColumns, entity: &EntityFacts, now: DateTime<Utc>) -> Self {
        let DueColumns {
            on,
            at,
            counted_from,
            state,
            unit,
            frozen_at,
        } = columns;
        let frozen = frozen_at
            .filter(|_| state == "stopped")
            .unwrap_or(now)
            .min(now);
        let today = frozen.with_timezone(&entity.zone).date_naive();
        let between = |from: NaiveDate, to: NaiveDate| match unit {
            Unit::WorkingDays => entity.calendar.working_days_between(from, to),
            Unit::CalendarDays => (to - from).num_days(),
        };
        // Days before the first that counts are not days of the term.
        let from = today.max(counted_from.pred_opt().unwrap_or(today));
        let days_left = if today <= on {
            between(from, on)
        } else {
            between(today, on).min(-1)
        };
        Self {
            on,
            at,
            days_left,
            is_late: frozen > at && state != "paused",
            is_paused: state == "paused",
            is_stopped: state == "stopped",
            unit: unit.into(),
        }
    }
}

/// Days of the term that are left; days before the first that counts are none of them.
fn days_left(clock: &Clock, today: NaiveDate) -> i64 {
    let left = clock.days_left(today);
    left.min(i64::from(clock.remaining(today)).max(left.min(0)))
}

/// What a list knows of a clock.
pub struct DueColumns {
    pub on: NaiveDate,
    pub at: DateTime<Utc>,
    pub counted_from: NaiveDate,
    pub state: String,
    pub unit: Unit,
    /// When the case was finished.
    pub frozen_at: Option<DateTime<Utc>>,
}
