//! Deadlines: more time by the rule of each country, lawful pauses, marks on the way, silence at the end.

mod extensions;
mod marks;
mod pauses;
mod silence;
mod simulator;
