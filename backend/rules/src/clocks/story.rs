//! The events of a ledger, checked and turned into local days.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::event::{ClockEvent, LedgerProblem, What};

/// Days lost to a pause: from `from` on, up to but without `until`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pause {
    pub(super) at: DateTime<Utc>,
    pub(super) from: NaiveDate,
    /// The day it went on; `None` while it lasts.
    pub(super) until: Option<NaiveDate>,
    pub(super) ground: String,
}

/// What happened, in order and without contradiction.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) started_at: DateTime<Utc>,
    pub(super) pauses: Vec<Pause>,
    pub(super) stopped_at: Option<DateTime<Utc>>,
    pub(super) extended_by: u16,
    pub(super) extensions: usize,
}

impl Story {
    /// Reads the events; local days are those of `zone`.
    pub(super) fn read(events: &[ClockEvent], zone: Tz) -> Result<Self, LedgerProblem> {
        let (start, rest) = events.split_first().ok_or(LedgerProblem::NoStart)?;
        if start.what != What::Start {
            return Err(LedgerProblem::NoStart);
        }
        let mut story = Self {
            started_at: start.at,
            pauses: Vec::new(),
            stopped_at: None,
            extended_by: 0,
            extensions: 0,
        };
        let mut last = start.at;
        for event in rest {
            if event.at < last {
                return Err(LedgerProblem::OutOfOrder);
            }
            last = event.at;
            story.add(event, zone)?;
        }
        Ok(story)
    }

    fn add(&mut self, event: &ClockEvent, zone: Tz) -> Result<(), LedgerProblem> {
        if self.stopped_at.is_some() {
            return Err(LedgerProblem::AfterStop);
        }
        let on = local_day(event.at, zone);
        match &event.what {
            What::Start => return Err(LedgerProblem::StartedTwice),
            What::Pause { .. } if self.paused().is_some() => {
                return Err(LedgerProblem::AlreadyPaused);
            }
            What::Pause { ground } => {
                let ground = ground.clone();
                self.pauses.push(Pause {
                    at: event.at,
                    from: on,
                    until: None,
                    ground,
                });
            }
            What::Resume => self.close_pause(on).ok_or(LedgerProblem::NotPaused)?,
            What::Extend { days, .. } => {
                self.extended_by = self.extended_by.saturating_add(*days);
                self.extensions += 1;
            }
            What::Stop => {
                self.stopped_at = Some(event.at);
                // A case that ends while it waits: the pause ends with it.
                self.close_pause(on);
            }
        }
        Ok(())
    }

    fn close_pause(&mut self, on: NaiveDate) -> Option<()> {
        let pause = self
            .pauses
            .last_mut()
            .filter(|pause| pause.until.is_none())?;
        pause.until = Some(on);
        Some(())
    }

    /// The pause that still lasts.
    pub(super) fn paused(&self) -> Option<&Pause> {
        self.pauses.last().filter(|pause| pause.until.is_none())
    }

    /// The finished pause that takes this day out.
    pub(super) fn pause_on(&self, date: NaiveDate) -> Option<&Pause> {
        let covers =
            |pause: &&Pause| pause.from <= date && pause.until.is_some_and(|until| date < until);
        self.pauses.iter().find(covers)
    }
}

/// The day on the wall calendar of the place.
pub(super) fn local_day(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}
