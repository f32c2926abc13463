//! Sets of states.

use crate::vocabulary::State::{
    self, Archived, Assigned, AwaitingCorrection, AwaitingInternal, Closed, InProgress, InReview,
    InTriage, Merged, Notified, Registered, Responded, ResponseDrafted, Suspended, Transferred,
    Withdrawn,
};

/// A set of states as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct States(u32);

/// The set of one state.
pub const fn at(state: State) -> States {
    States(1 << bit(state))
}

/// All states of several sets.
pub const fn any(parts: &[States]) -> States {
    let mut bits = 0;
    let mut rest = parts;
    while let [first, tail @ ..] = rest {
        bits |= first.0;
        rest = tail;
    }
    States(bits)
}

impl States {
    /// Is the state one of these?
    pub const fn contains(self, state: State) -> bool {
        self.0 & (1 << bit(state)) != 0
    }
}

const fn bit(state: State) -> u32 {
    match state {
        State::Draft => 0,
        State::Registered => 1,
        State::InTriage => 2,
        State::AwaitingCorrection => 3,
        State::Assigned => 4,
        State::InProgress => 5,
        State::AwaitingInternal => 6,
        State::Suspended => 7,
        State::ResponseDrafted => 8,
        State::InReview => 9,
        State::Responded => 10,
        State::Notified => 11,
        State::Closed => 12,
        State::Transferred => 13,
        State::Withdrawn => 14,
        State::Archived => 15,
        State::Merged => 16,
    }
}

/// The entity owes an answer.
pub const OPEN: States = any(&[
    at(Registered),
    at(InTriage),
    at(AwaitingCorrection),
    at(Assigned),
    at(InProgress),
    at(AwaitingInternal),
    at(Suspended),
    at(ResponseDrafted),
    at(InReview),
]);
/// Answered: the person has the last word.
pub const ANSWERED: States = any(&[at(Responded), at(Notified), at(Closed)]);
/// Nothing more is owed or awaited.
pub const ENDED: States = any(&[at(Transferred), at(Withdrawn), at(Archived), at(Merged)]);
/// At the intake desk.
pub const DESK: States = any(&[at(Registered), at(InTriage)]);
/// With a unit that has not answered yet.
pub const WITH_UNIT: States = any(&[at(Assigned), at(InProgress), at(ResponseDrafted)]);
/// The person and the body still talk.
pub const TALK: States = any(&[OPEN, ANSWERED]);
/// The main clock runs.
pub const RUNNING: States = any(&[DESK, WITH_UNIT, at(AwaitingInternal), at(InReview)]);
