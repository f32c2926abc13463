//! A disputed answer is looked at by somebody else than its author (design 1, point 3): whoever wrote
//! it neither gets the case again, nor takes it, nor writes the next answer.

use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_schema::responses;
use uuid::Uuid;

use crate::case::Case;
use crate::problems;

/// Refuses somebody who wrote an earlier answer of the case.
pub fn fresh_eyes(tx: &mut Tx<'_>, case: &Case, account: Uuid) -> Answer<()> {
    if case.cycle == 1 {
        return Ok(());
    }
    let authors: Vec<Uuid> = responses::table
        .select(responses::drafted_by)
        .filter(responses::entity_id.eq(case.entity_id))
        .filter(responses::case_id.eq(case.id))
        .filter(responses::status.eq("sent"))
        .load(tx.conn)?;
    if authors.contains(&account) {
        Err((&problems::SAME_PERSON_AGAIN).into())
    } else {
        Ok(())
    }
}
