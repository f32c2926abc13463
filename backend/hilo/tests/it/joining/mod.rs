//! Joining: cases about the same thing, and cases about several.

mod books;
mod bouncing;
mod grouping;
mod merging;
mod splitting;
