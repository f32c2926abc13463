//! A row turned into a case that only lacks its number and the ids of unit and service.

use chrono::{DateTime, Utc};
use hilo_rules::vocabulary::{Channel, Outcome, State};
use serde_json::Value;

use super::due::Due;

/// A case to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// Line of the file.
    pub line: u64,
    /// Identity in the source.
    pub source_id: String,
    pub heading: Heading,
    /// Name of the unit.
    pub unit: String,
    pub channel: Channel,
    pub outcome: Option<Outcome>,
    pub filed_at: DateTime<Utc>,
    /// Local year of the filing: the year of the case number.
    pub year: i16,
    pub finished_at: Option<DateTime<Utc>>,
    pub story: String,
    pub place_text: Option<String>,
    pub district: Option<String>,
    pub point: Option<(f64, f64)>,
    pub due: Option<Due>,
    /// From `draft` on; never empty.
    pub steps: Vec<Step>,
    /// Folded words for the search.
    pub words: String,
    /// What the row said beyond our columns.
    pub data: Value,
    /// The row, for the file of rejected ones.
    pub shown: String,
}

/// Where a service stands in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heading {
    pub theme: String,
    pub subject: String,
    pub service: String,
}

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub event: &'static str,
    pub to: State,
    pub at: DateTime<Utc>,
    pub reason: Option<String>,
}

impl Prepared {
    /// The state after the last step.
    pub fn state(&self) -> State {
        self.steps.last().map_or(State::Registered, |step| step.to)
    }

    /// The unit holds the case or held it.
    pub fn is_assigned(&self) -> bool {
        self.steps.iter().any(|step| step.to == State::Assigned)
    }
}

/// The steps that lead to a state, as far as a source shows them: everything happened at the filing or at the end.
pub fn steps(
    state: State,
    filed_at: DateTime<Utc>,
    ended_at: DateTime<Utc>,
    reason: Option<String>,
) -> Vec<Step> {
    let step = |event, to, at| Step {
        event,
        to,
        at,
        reason: None,
    };
    let mut steps = vec![step("case.registered", State::Registered, filed_at)];
    if state == State::Registered {
        return steps;
    }
    steps.push(step("case.assigned", State::Assigned, filed_at));
    let end = match state {
        State::Responded | State::Closed => Some(("case.responded", State::Responded)),
        State::Archived => Some(("case.archived", State::Archived)),
        State::Withdrawn => Some(("case.withdrawn", State::Withdrawn)),
        _ => None,
    };
    if let Some((event, to)) = end {
        steps.push(Step {
            event,
            to,
            at: ended_at,
            reason,
        });
    }
    if state == State::Closed {
        steps.push(step("case.closed", State::Closed, ended_at));
    }
    steps
}
