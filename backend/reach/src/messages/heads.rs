//! Which heads hear of a case whose term runs out (anchors checks 52, 53): the supervisor of its unit from 80 % on, the
//! lead at the end and when silence is denounced. Both hear what became of an offer to another body, and the lead of a
//! case that came by silence (anchors check 37).

use diesel::prelude::*;
use hilo_cases::case::Case;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_schema::{accounts, history, memberships};
use serde_json::Value;
use uuid::Uuid;

/// How far up an event is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// Supervisors of the unit.
    OfUnit,
    /// Supervisors of the unit and the leads of the body.
    All,
}

/// From this share of a term on the supervisor hears of it.
const SUPERVISOR_AT: u64 = 80;
/// And from this one on the lead.
const LEAD_AT: u64 = 100;

/// The heads that hear of an event; `None` for most events.
pub fn for_event(
    tx: &mut Tx<'_>,
    entity: Uuid,
    case: Uuid,
    seq: i32,
    event: &str,
) -> Answer<Option<Heads>> {
    match event {
        "case.silence-denounced" | "case.transferred" | "case.transfer-refused" => {
            return Ok(Some(Heads::All));
        }
        "case.escalated" | "case.registered" => {}
        _ => return Ok(None),
    }
    let data: Value = history::table
        .select(history::data)
        .find((entity, case, seq))
        .first(tx.conn)?;
    if event == "case.registered" {
        let came_by_silence = data.get("by_silence") == Some(&Value::Bool(true));
        return Ok(came_by_silence.then_some(Heads::All));
    }
    let mark = data.get("mark").and_then(Value::as_u64).unwrap_or(0);
    Ok(match mark {
        LEAD_AT.. => Some(Heads::All),
        SUPERVISOR_AT.. => Some(Heads::OfUnit),
        _ => None,
    })
}

/// Their accounts and languages, without the assignee, who hears of it anyway.
pub fn of_case(tx: &mut Tx<'_>, case: &Case, heads: Heads) -> Answer<Vec<(Uuid, String)>> {
    let today = tx.now.date_naive();
    // A role that nobody has stands for "no lead".
    let lead = if heads == Heads::All { "lead" } else { "" };
    let of_unit = memberships::role
        .eq("supervisor")
        .and(memberships::unit_id.is_not_distinct_from(case.unit_id));
    let mut found: Vec<(Uuid, String)> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .select((accounts::id, accounts::language))
        .filter(memberships::entity_id.eq(case.entity_id))
        .filter(accounts::state.eq("active"))
        .filter(
            memberships::from_on
                .is_null()
                .or(memberships::from_on.le(today)),
        )
        .filter(
            memberships::until_on
                .is_null()
                .or(memberships::until_on.ge(today)),
        )
        .filter(of_unit.or(memberships::role.eq(lead)))
        .load(tx.conn)?;
    found.retain(|(account, _)| Some(*account) != case.assignee_id);
    found.sort();
    found.dedup();
    Ok(found)
}
