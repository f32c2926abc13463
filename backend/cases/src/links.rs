//! How cases hang together: each side has a row of its own, so that it can be read within one body.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_schema::case_links;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::case::Case;

/// A link to be written.
#[derive(Debug)]
pub struct Link<'a> {
    /// One of the words of the constraint `link_kind_is_known`.
    pub kind: &'a str,
    /// The other case, when it is of the same body.
    pub other: Option<Uuid>,
    pub number: String,
    /// Name of the other body, when it is another one.
    pub entity: Option<String>,
}

impl<'a> Link<'a> {
    /// To a case of the same body.
    pub fn new(kind: &'a str, other: Uuid, number: String) -> Self {
        Self {
            kind,
            other: Some(other),
            number,
            entity: None,
        }
    }
}

/// Writes a link of a case.
pub fn add(tx: &mut Tx<'_>, case: Uuid, link: Link<'_>) -> Answer<()> {
    diesel::insert_into(case_links::table)
        .values((
            case_links::entity_id.eq(tx.entity()?),
            case_links::id.eq(Uuid::now_v7()),
            case_links::case_id.eq(case),
            case_links::kind.eq(link.kind),
            case_links::other_id.eq(link.other),
            case_links::other_number.eq(&link.number),
            case_links::other_entity.eq(&link.entity),
            case_links::at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// A case that hangs together with this one.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable)]
pub struct CaseLink {
    /// How, such as `merged_into`, `split_from` or `transferred_to`.
    #[schema(example = "duplicate_of")]
    pub kind: String,
    /// Number of the other case.
    #[schema(example = "0001-26000-00010")]
    pub number: String,
    /// Name of the other body, when it is another one.
    pub entity: Option<String>,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// The links of a case that hold, oldest first.
pub fn of_case(conn: &mut PgConnection, case: &Case) -> Answer<Vec<CaseLink>> {
    Ok(case_links::table
        .select((
            case_links::kind,
            case_links::other_number,
            case_links::other_entity,
            case_links::at,
        ))
        .filter(case_links::entity_id.eq(case.entity_id))
        .filter(case_links::case_id.eq(case.id))
        .filter(case_links::ended_at.is_null())
        .order((case_links::at, case_links::id))
        .load(conn)?)
}
