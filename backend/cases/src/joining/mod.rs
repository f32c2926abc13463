//! Joining: cases about the same thing, and cases about several.

mod answer_group;
mod group;
mod merge;
mod split;
mod ungroup;

pub use answer_group::answer_group;

use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_rules::lifecycle::{Command, Facts};
use hilo_rules::vocabulary::State;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::case::Case;
use crate::transfer::offer::withdraw_offer;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(merge::merge_cases)
        .service(split::split_case)
        .service(group::group_case)
        .service(ungroup::ungroup_case);
}

/// What a step means for what hangs on its case: an offer to another body ends with the case or its kind, and a group is answered
/// with the case that leads it. `facts` are those before the step.
pub fn after_step(tx: &mut Tx<'_>, case: &Case, facts: &Facts, command: Command) -> Answer<()> {
    let state = case.state()?;
    if facts.is_offered && command != Command::Handover {
        withdraw_offer(tx, case)?;
    }
    if facts.leads_group && state == State::Responded && command != Command::AnswerWithGroup {
        jobs::ask(
            tx.conn,
            Lane::Cases,
            "answer_group",
            case.entity_id,
            case.id,
            tx.now,
            tx.now,
        )?;
    }
    Ok(())
}
