//! Custody between bodies: an offer is accepted, refused or lapses, and the person always knows who has the case.

mod accepting;
mod lapsing;
mod offering;
mod refusing;
