//! Policy packs: the law of a regime as versioned data (design 4).
//!
//! A pack never adds states or steps; it says which kinds of case there are, how long they may take, how they may end,
//! who must sign, when a clock may stand still, and how long the person may dispute or appeal the answer.

mod kinds;
mod pack;
mod read;

pub use kinds::{Appeal, KindPolicy};
pub use pack::{
    AnswerPolicy, Correction, Ground, Minors, OnSilence, Pack, Routing, Silence, Titles,
    TransferPolicy,
};
pub use read::{PackProblem, SHIPPED, read, shipped};
