//! Working days: layers of holidays over a country, and what follows from them.
//!
//! A calendar is country → region → municipality → entity → office. Each layer only adds days
//! without work, each with its name, its law and its years; nothing takes a day away. Decreed
//! suspensions hold running clocks.

mod calendar;
mod day_set;
mod feasts;
mod layer;
mod rule;
pub mod shipped;

pub use calendar::{Calendar, DayKind};
pub use layer::{Holiday, Layer, Level, Suspension};
pub use rule::{Feast, HolidayRule, Move, NotAFeast};
