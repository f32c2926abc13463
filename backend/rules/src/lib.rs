//! The law: pure functions and tables. Nothing here reads a file, a database, a clock or a source
//! of chance; times and random bytes are arguments.

pub mod calendars;
pub mod clocks;
pub mod lifecycle;
pub mod matrix;
pub mod numbers;
pub mod packs;
pub mod vocabulary;
