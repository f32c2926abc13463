//! Legal clocks: a ledger of events, a rule of law and a calendar give a due date, day by day and
//! for ever the same.
//!
//! Nothing here knows the time. What a clock says about today is asked with a day or a moment.

mod clock;
mod event;
mod explain;
mod extend;
mod ledger;
mod rule;
mod story;
mod zone;

pub use clock::{Clock, ClockState};
pub use event::{ClockEvent, LedgerProblem, What};
pub use explain::{ExplainedDay, Why, explain};
pub use extend::{ExtendRefused, extend};
pub use ledger::compute;
pub use rule::{ClockRule, ClosedDayFiling, Extension, NotAnExtension, Starts, Unit};
