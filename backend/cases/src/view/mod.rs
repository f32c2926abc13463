//! What of a case is shown: one shape for the person, one for staff, made of the same parts.

pub mod answered;
pub mod deliveries;
pub mod due;
pub mod parts;
pub mod people;
pub mod person;
pub mod procedure;
pub mod row;
pub mod staff;
