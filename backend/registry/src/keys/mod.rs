//! Keys of municipal systems: bound to an entity, a channel and scopes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::caller::MachineCaller;
use hilo_platform::problem::Answer;
use hilo_platform::{chance, sealed};
use hilo_rules::vocabulary::Channel;
use hilo_schema::api_keys;
use uuid::Uuid;

/// Makes a key in the entity that the transaction is set to, and gives it as its holder keeps it. It cannot be read again:
/// only the hash of its 256 random bits is stored.
///
/// Scopes are those of the permission matrix, such as `cases:file` and `cases:read`. `channel` is what the cases filed
/// with the key come in by.
///
/// # Errors
/// Broken when there is no such entity.
pub fn make_key(
    conn: &mut PgConnection,
    entity: Uuid,
    name: &str,
    scopes: &[String],
    channel: Channel,
    now: DateTime<Utc>,
) -> Answer<String> {
    let id = Uuid::now_v7();
    let secret: [u8; 32] = chance::bytes();
    diesel::insert_into(api_keys::table)
        .values((
            api_keys::entity_id.eq(entity),
            api_keys::id.eq(id),
            api_keys::name.eq(name),
            api_keys::secret_hash.eq(sealed::digest(&secret)),
            api_keys::scopes.eq(scopes),
            api_keys::channel.eq(channel.as_str()),
            api_keys::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(MachineCaller::written(entity, id, &secret))
}
