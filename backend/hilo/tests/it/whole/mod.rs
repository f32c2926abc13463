//! Stories over several rooms, and rules that hold for all of them.

mod answers;
mod books;
mod catalogue;
mod chaos;
mod contract;
mod faults;
mod fuzz;
mod isolation;
mod jobs;
mod journey;
mod killing;
mod lifecycle;
mod matrix;
mod migrations;
mod record;
mod refusals;
mod refused_steps;
mod starting;
mod strictness;
mod tables;
mod tidy;
