//! Who hears of a question inside of a case (CL-20, CL-23): the supervisors of the unit that was asked; where it has none,
//! everybody who works there. Somebody outside hears by a mail with a link of their own.

use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_schema::{accounts, consultations, history, memberships};
use serde_json::Value;
use uuid::Uuid;

/// Their accounts and languages; nobody for other events.
pub fn of_event(
    tx: &mut Tx<'_>,
    entity: Uuid,
    case: Uuid,
    seq: i32,
    event: &str,
) -> Answer<Vec<(Uuid, String)>> {
    if event != "case.consulted" {
        return Ok(Vec::new());
    }
    let data: Value = history::table
        .select(history::data)
        .find((entity, case, seq))
        .first(tx.conn)?;
    let question: Option<Uuid> = data
        .get("consultation")
        .and_then(Value::as_str)
        .and_then(|id| id.parse().ok());
    let Some(question) = question else {
        return Ok(Vec::new());
    };
    let unit: Option<Uuid> = consultations::table
        .select(consultations::unit_id)
        .find((entity, question))
        .first(tx.conn)?;
    match unit {
        Some(unit) => staff_of(tx, entity, unit),
        None => Ok(Vec::new()),
    }
}

fn staff_of(tx: &mut Tx<'_>, entity: Uuid, unit: Uuid) -> Answer<Vec<(Uuid, String)>> {
    let today = tx.now.date_naive();
    let all: Vec<(Uuid, String, String)> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .select((accounts::id, accounts::language, memberships::role))
        .filter(memberships::entity_id.eq(entity))
        .filter(memberships::unit_id.eq(unit))
        .filter(memberships::role.eq_any(["officer", "supervisor"]))
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
        .load(tx.conn)?;
    let has_head = all.iter().any(|(_, _, role)| role == "supervisor");
    let mut found: Vec<(Uuid, String)> = all
        .into_iter()
        .filter(|(_, _, role)| !has_head || role == "supervisor")
        .map(|(account, language, _)| (account, language))
        .collect();
    found.sort();
    found.dedup();
    Ok(found)
}
