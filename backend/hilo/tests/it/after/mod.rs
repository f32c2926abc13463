//! After the answer: rating, disputing, opening again.

mod appeals;
mod cycles;
mod rating;
