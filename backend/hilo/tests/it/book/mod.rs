//! The book at the counter: sheets of paper, and incidents that were looked after on the spot (PE-01; DS 007).

mod incidents;
mod sheets;
