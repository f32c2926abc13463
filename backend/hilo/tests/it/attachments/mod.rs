//! Files of a case: what is taken, what is left of it, and who gets it back (promises I3, I4, P8).

mod fetching;
mod uploading;
