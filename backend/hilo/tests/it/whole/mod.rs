//! Stories over several rooms, and rules that hold for all of them.

mod journey;
