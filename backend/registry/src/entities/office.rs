//! Offices: where people go, for good or for a while.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use hilo_schema::offices;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An office of a public body.
#[derive(Debug, Serialize, Deserialize, Queryable, ToSchema)]
pub struct Office {
    /// Stable id.
    pub id: Uuid,
    /// Name of the office.
    #[schema(example = "Sede central")]
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
}

impl Office {
    /// The offices of an entity that are not closed by a day, by name.
    pub(crate) fn of_entity(
        conn: &mut PgConnection,
        entity: Uuid,
        day: NaiveDate,
    ) -> QueryResult<Vec<Self>> {
        offices::table
            .select((offices::id, offices::name, offices::address))
            .filter(offices::entity_id.eq(entity))
            .filter(offices::closes_on.is_null().or(offices::closes_on.ge(day)))
            .order((offices::name, offices::id))
            .load(conn)
    }
}

/// An office to be created.
#[derive(Debug)]
pub struct NewOffice {
    pub name: String,
    pub address: Option<String>,
    /// Local hour from which a filing counts for the next working day; midnight when empty.
    pub cut_off: Option<NaiveTime>,
}

/// Creates an office in the entity that the transaction is set to.
///
/// # Errors
/// When the name is empty or longer than 300 characters (a constraint of the table).
pub fn create_office(
    conn: &mut PgConnection,
    entity: Uuid,
    new: &NewOffice,
    now: DateTime<Utc>,
) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    diesel::insert_into(offices::table)
        .values((
            offices::entity_id.eq(entity),
            offices::id.eq(id),
            offices::name.eq(&new.name),
            offices::address.eq(&new.address),
            offices::cut_off.eq(new.cut_off),
            offices::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(id)
}
