//! The people of a case: whoever files, from wherever, with whomever (PE-36, PE-61, PE-62, PE-90, PE-91).

mod filing;
mod looks;
