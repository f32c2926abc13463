//! After the answer: rating, disputing, opening again.

mod cycles;
mod rating;
