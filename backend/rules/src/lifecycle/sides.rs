//! Clocks beside the main one. Each runs while the case is in certain states; the regime says how long.

use super::states::{DESK, States, WITH_UNIT, any, at};
use crate::vocabulary::State::{AwaitingCorrection, AwaitingInternal, Responded, Suspended};

/// A clock that follows the state.
#[derive(Debug, Clone, Copy)]
pub struct SideClock {
    /// Its name in packs and in the table of clocks.
    pub name: &'static str,
    /// It starts when the case enters one of these states and stops when it leaves them.
    pub while_in: States,
    /// It starts anew when the case changes hands.
    pub restarts_with_holder: bool,
}

/// The clocks that follow the state. `internal` and `pick_up` have starts of their own: a question, and an answer that
/// waits at the desk.
pub const SIDE_CLOCKS: &[SideClock] = &[
    SideClock {
        name: "triage",
        while_in: any(&[DESK, at(AwaitingCorrection)]),
        restarts_with_holder: false,
    },
    SideClock {
        name: "correction",
        while_in: at(AwaitingCorrection),
        restarts_with_holder: false,
    },
    SideClock {
        name: "unit",
        while_in: any(&[WITH_UNIT, at(AwaitingInternal), at(Suspended)]),
        restarts_with_holder: true,
    },
    SideClock {
        name: "notification",
        while_in: at(Responded),
        restarts_with_holder: false,
    },
];
