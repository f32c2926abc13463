//! Short mentions of things that stand elsewhere.

use hilo_platform::problem::{Answer, Problem};
use hilo_rules::numbers::EntityNumber;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A public body, as others mention it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntityRef {
    /// Four digits; the first of every case number of this body.
    #[schema(example = "0001")]
    pub number: String,
    /// Full name of the body.
    #[schema(example = "Municipalidad Distrital de Santa Rosa")]
    pub name: String,
}

impl EntityRef {
    /// From the stored columns.
    ///
    /// # Errors
    /// Broken when the number is not one of a public body, which a constraint forbids.
    pub fn of(number: i16, name: String) -> Answer<Self> {
        Ok(Self {
            number: written_number(number)?,
            name,
        })
    }
}

/// A stored entity number as it is printed: four digits.
///
/// # Errors
/// Broken outside 1 to 9999, which a constraint forbids.
pub fn written_number(number: i16) -> Answer<String> {
    let number = u16::try_from(number).map_err(Problem::broken)?;
    EntityNumber::new(number)
        .map(|number| number.to_string())
        .map_err(Problem::broken)
}

/// A unit, as others mention it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitRef {
    /// Stable id of the unit.
    pub id: Uuid,
    /// Name of the unit.
    #[schema(example = "Mesa de partes")]
    pub name: String,
}
