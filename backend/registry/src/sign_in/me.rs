//! Who somebody is in the public body they signed in to, and what they may do.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Date, Nullable, SmallInt, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use hilo_platform::problem::{Answer, Problem};
use hilo_rules::matrix::{MATRIX, Reach};
use hilo_rules::vocabulary::{Language, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::refs;
use crate::shapes::{EntityRef, NamedRef};

/// The person who is signed in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// Id of the account.
    pub id: Uuid,
    /// Name of the person.
    #[schema(example = "Ana Quispe")]
    pub name: String,
    /// Address to sign in with.
    #[schema(example = "ana@pe.hilo.example")]
    pub email: String,
    /// Language that the person chose.
    pub language: Language,
    /// The public body of this session.
    pub entity: EntityRef,
    /// Roles in this public body.
    pub roles: Vec<RoleAt>,
    /// Operations that some role includes; how far each reaches is decided case by case.
    #[schema(example = json!(["listCases", "getCase"]))]
    pub may: Vec<String>,
}

/// A role, in a unit where the role is bounded by one.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RoleAt {
    /// The role.
    pub role: Role,
    /// Its unit; empty for roles of the whole body.
    pub unit: Option<NamedRef>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Text)]
    language: String,
    #[diesel(sql_type = SmallInt)]
    number: i16,
    #[diesel(sql_type = Text)]
    entity_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    role: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    unit_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    unit_name: Option<String>,
}

impl Me {
    /// Reads an account and its roles in the entity that the transaction is set to.
    ///
    /// # Errors
    /// Broken when there is no such account or entity.
    pub(super) fn of(
        conn: &mut PgConnection,
        entity: Uuid,
        account: Uuid,
        today: NaiveDate,
    ) -> Answer<Self> {
        let rows: Vec<Row> = sql_query(
            "SELECT a.name, a.email, a.language, e.number, e.name AS entity_name, m.role, m.unit_id, u.name AS unit_name \
             FROM accounts a JOIN entities e ON e.id = $1 \
             LEFT JOIN memberships m ON m.entity_id = e.id AND m.account_id = a.id \
               AND COALESCE(m.from_on, $3) <= $3 AND COALESCE(m.until_on, $3) >= $3 \
             LEFT JOIN units u ON u.entity_id = m.entity_id AND u.id = m.unit_id \
             WHERE a.id = $2 ORDER BY m.role, u.name",
        )
        .bind::<SqlUuid, _>(entity)
        .bind::<SqlUuid, _>(account)
        .bind::<Date, _>(today)
        .load(conn)?;
        let roles: Vec<RoleAt> = rows.iter().filter_map(role_at).collect();
        let first = rows
            .into_iter()
            .next()
            .ok_or_else(|| Problem::broken("no such account or entity"))?;
        Ok(Self {
            id: account,
            name: first.name,
            email: first.email,
            language: first.language.parse().unwrap_or(Language::Spanish),
            entity: refs::entity_ref(first.number, first.entity_name)?,
            may: may(&roles),
            roles,
        })
    }
}

fn role_at(row: &Row) -> Option<RoleAt> {
    let role = row.role.as_deref()?.parse().ok()?;
    let unit = row
        .unit_id
        .zip(row.unit_name.clone())
        .map(|(id, name)| NamedRef { id, name });
    Some(RoleAt { role, unit })
}

/// The operations of the matrix that some of the roles include.
fn may(roles: &[RoleAt]) -> Vec<String> {
    MATRIX
        .iter()
        .filter(|row| roles.iter().any(|at| row.of_role(at.role) != Reach::No))
        .map(|row| row.operation.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_may_do_comes_from_the_matrix() {
        let of = |role| may(&[RoleAt { role, unit: None }]);
        assert!(of(Role::Operator).contains(&"submitCase".to_owned()));
        assert!(!of(Role::Operator).contains(&"respondToCase".to_owned()));
        assert!(!of(Role::Administrator).contains(&"getCase".to_owned()));
        assert!(may(&[]).is_empty());
    }
}
