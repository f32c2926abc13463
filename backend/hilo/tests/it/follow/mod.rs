//! Following: what a person sees and says along the way.

mod clocks;
mod live;
mod talking;
mod tracking;
