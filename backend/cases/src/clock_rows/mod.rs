//! Clocks as rows: the pure ledger of `rules` over the tables `clocks` and `clock_events`.

mod change;
mod effects;
mod marks;
mod stored;

pub use change::{
    extend, pause_all, recount, restart, resume_all, start, started, stop, stop_all, stop_one,
};
pub use effects::{ClockWish, Effect, after_filing, follow};
pub use marks::{Reached, watch, watch_all};
pub use stored::{StoredClock, main_of, of_case};
