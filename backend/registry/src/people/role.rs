//! Roles: what an account may do in one public body.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_rules::vocabulary::Role;
use hilo_schema::{account_entities, memberships};
use uuid::Uuid;

/// Gives an account a role in the entity that the transaction is set to. Giving it again changes nothing.
///
/// # Errors
/// Broken when an officer or supervisor gets no unit, or another role gets one (a constraint of the table).
pub fn give_role(
    conn: &mut PgConnection,
    entity: Uuid,
    account: Uuid,
    role: Role,
    unit: Option<Uuid>,
    now: DateTime<Utc>,
) -> Answer<()> {
    diesel::insert_into(memberships::table)
        .values((
            memberships::entity_id.eq(entity),
            memberships::id.eq(Uuid::now_v7()),
            memberships::account_id.eq(account),
            memberships::role.eq(role.as_str()),
            memberships::unit_id.eq(unit),
            memberships::created_at.eq(now),
        ))
        .on_conflict((
            memberships::entity_id,
            memberships::account_id,
            memberships::role,
            memberships::unit_id,
        ))
        .do_nothing()
        .execute(conn)?;
    diesel::insert_into(account_entities::table)
        .values((
            account_entities::account_id.eq(account),
            account_entities::entity.eq(entity),
        ))
        .on_conflict_do_nothing()
        .execute(conn)?;
    Ok(())
}
