//! The desk: lists, one case with what its reader may see, and the record of every look.

mod lists;
mod looks;
mod paging;
