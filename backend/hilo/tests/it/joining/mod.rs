//! Joining: cases about the same thing, and cases about several.

mod bouncing;
mod grouping;
mod merging;
mod splitting;
