//! Short mentions of public bodies, from their stored columns.

use hilo_platform::problem::{Answer, Problem};
use hilo_rules::numbers::EntityNumber;

use crate::shapes::EntityRef;

/// A public body as others mention it.
///
/// # Errors
/// Broken when the number is not one of a public body, which a constraint forbids.
pub(crate) fn entity_ref(number: i16, name: String) -> Answer<EntityRef> {
    Ok(EntityRef {
        number: written_number(number)?,
        name,
    })
}

/// A stored entity number as it is printed: four digits.
///
/// # Errors
/// Broken outside 1 to 9999, which a constraint forbids.
pub(crate) fn written_number(number: i16) -> Answer<String> {
    let number = u16::try_from(number).map_err(Problem::broken)?;
    EntityNumber::new(number)
        .map(|number| number.to_string())
        .map_err(Problem::broken)
}
