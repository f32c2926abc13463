//! Two persons decide that a body follows a version of a pack from a day on (promise T3).

use chrono::NaiveDate;
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::Directory;
use hilo_rules::packs::Pack;
use hilo_schema::{entity_packs as table, packs};
use uuid::Uuid;

use super::replay::Replay;

/// A wish to follow a version.
pub struct Proposal<'a> {
    pub pack: Uuid,
    pub from_on: NaiveDate,
    /// Who proposes: an e-mail address.
    pub by: &'a str,
    pub replay: &'a Replay,
}

/// Writes a proposal down. The version that holds until then is written down too, so that nothing changes by the
/// proposal itself.
pub fn propose(
    tx: &mut Tx<'_>,
    directory: &Directory,
    pack: &Pack,
    proposal: &Proposal<'_>,
) -> Answer<()> {
    let entity = directory.facts(tx)?;
    let in_force = entity
        .regimes
        .all()
        .find(|regime| regime.pack.name == pack.name)
        .ok_or_else(|| Problem::broken("the body does not follow this pack"))?;
    let decided: i64 = table::table
        .inner_join(packs::table)
        .filter(table::entity_id.eq(entity.id))
        .filter(packs::name.eq(&pack.name))
        .count()
        .get_result(tx.conn)?;
    let row = |pack: Uuid, from_on: NaiveDate| {
        (
            table::entity_id.eq(entity.id),
            table::id.eq(Uuid::now_v7()),
            table::pack_id.eq(pack),
            table::from_on.eq(from_on),
            table::proposed_at.eq(tx.now),
        )
    };
    if decided == 0 {
        // As it was: nobody has decided anything yet.
        diesel::insert_into(table::table)
            .values((
                row(in_force.id, before_any_case()),
                table::proposed_by.eq("as founded"),
                table::approved_by.eq("as in force"),
                table::approved_at.eq(tx.now),
            ))
            .execute(tx.conn)?;
    }
    diesel::insert_into(table::table)
        .values((
            row(proposal.pack, proposal.from_on),
            table::proposed_by.eq(proposal.by),
            table::replay.eq(serde_json::to_value(proposal.replay).map_err(Problem::broken)?),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// A day before any case.
fn before_any_case() -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or(NaiveDate::MIN)
}

/// Approves what somebody else proposed; false when nothing waits.
///
/// # Errors
/// Broken when the same person proposed it: the database refuses.
pub fn approve(tx: &mut Tx<'_>, pack: Uuid, by: &str) -> Answer<bool> {
    let waiting = table::table
        .filter(table::entity_id.eq(tx.entity()?))
        .filter(table::pack_id.eq(pack))
        .filter(table::approved_at.is_null());
    let rows = diesel::update(waiting)
        .set((table::approved_by.eq(by), table::approved_at.eq(tx.now)))
        .execute(tx.conn)?;
    Ok(rows == 1)
}
