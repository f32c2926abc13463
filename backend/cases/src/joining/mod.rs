//! Joining: cases about the same thing, and cases about several.

pub mod links;

use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_rules::lifecycle::{Command, Facts, OPEN};

use crate::case::Case;
use crate::transfer::offer::withdraw_offer;

/// What a step means for what hangs on its case: an offer to another body ends with the case. `facts`
/// are those before the step.
pub fn after_step(tx: &mut Tx<'_>, case: &Case, facts: &Facts, command: Command) -> Answer<()> {
    let state = case.state()?;
    if facts.is_offered && !OPEN.contains(state) && command != Command::Handover {
        withdraw_offer(tx, case.id)?;
    }
    Ok(())
}
