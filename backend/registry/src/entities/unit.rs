//! Units: who drafts replies.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use hilo_schema::units;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A unit of a public body.
#[derive(Debug, Serialize, Deserialize, Queryable, ToSchema)]
pub struct UnitSummary {
    /// Stable id.
    pub id: Uuid,
    /// Name of the unit.
    #[schema(example = "Subgerencia de Limpieza Pública")]
    pub name: String,
    /// What it is there for.
    pub functions: Option<String>,
    /// Who leads it.
    pub head: Option<String>,
    /// How to reach it.
    pub contact: Option<String>,
}

impl UnitSummary {
    /// The active units of an entity, by name.
    pub(crate) fn of_entity(conn: &mut PgConnection, entity: Uuid) -> QueryResult<Vec<Self>> {
        units::table
            .select((
                units::id,
                units::name,
                units::functions,
                units::head,
                units::contact,
            ))
            .filter(units::entity_id.eq(entity))
            .filter(units::state.eq("active"))
            .order((units::name, units::id))
            .load(conn)
    }
}

/// A unit to be created.
#[derive(Debug)]
pub struct NewUnit {
    pub name: String,
    pub functions: Option<String>,
    pub head: Option<String>,
    pub contact: Option<String>,
    /// The intake desk: its staff also reach the cases that no unit holds yet.
    pub is_desk: bool,
}

/// Creates a unit in the entity that the transaction is set to.
///
/// # Errors
/// When the name is empty or longer than 300 characters (a constraint of the table).
pub fn create_unit(
    conn: &mut PgConnection,
    entity: Uuid,
    new: &NewUnit,
    now: DateTime<Utc>,
) -> QueryResult<Uuid> {
    let id = Uuid::now_v7();
    sql_query(
        "INSERT INTO units (entity_id, id, name, functions, head, contact, is_desk, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind::<SqlUuid, _>(entity)
    .bind::<SqlUuid, _>(id)
    .bind::<Text, _>(&new.name)
    .bind::<Nullable<Text>, _>(&new.functions)
    .bind::<Nullable<Text>, _>(&new.head)
    .bind::<Nullable<Text>, _>(&new.contact)
    .bind::<Bool, _>(new.is_desk)
    .bind::<Timestamptz, _>(now)
    .execute(conn)?;
    Ok(id)
}
