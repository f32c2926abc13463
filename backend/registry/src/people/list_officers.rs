//! List officers: who can take a case, and how much each has open.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{Date, Nullable, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::db::Db;
use hilo_platform::problem::Answer;
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_rules::vocabulary::Role;
use hilo_schema::cases;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::shapes::NamedRef;

/// Which officers.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOfficers {
    /// Only staff of this unit.
    #[serde(default, deserialize_with = "from_text")]
    unit: Option<Uuid>,
}

/// The staff of a public body.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Officers {
    /// By name.
    pub items: Vec<Officer>,
}

/// Somebody of the staff.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Officer {
    /// Id of the account; send it as `assignee`.
    pub id: Uuid,
    /// Name of the person.
    #[schema(example = "Ana Quispe")]
    pub name: String,
    /// Roles in this public body, in this unit where a unit was asked for.
    pub roles: Vec<Role>,
    /// The unit of the first role that has one.
    pub unit: Option<NamedRef>,
    /// Open cases assigned to this person.
    #[schema(example = 12)]
    pub open_cases: i64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    role: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    unit_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    unit_name: Option<String>,
}

/// List officers
///
/// The staff of one's own public body, or of one of its units, with the number of open cases each has.
#[utoipa::path(tag = "staff: people", params(ListOfficers), responses((status = 200, description = "The staff.", body = Officers)))]
#[get("/staff/officers")]
pub async fn list_officers(
    db: web::Data<Db>,
    request: Request,
    staff: Staff,
    query: StrictQuery<ListOfficers>,
) -> Answer<web::Json<Officers>> {
    db.read(request, staff.0, move |tx| {
        let entity = tx.entity()?;
        let rows = members(tx.conn, entity, query.0.unit, tx.now.date_naive())?;
        let mut items = officers(rows);
        let open = open_cases(tx.conn, entity, &items)?;
        for officer in &mut items {
            officer.open_cases = open.get(&officer.id).copied().unwrap_or(0);
        }
        Ok(web::Json(Officers { items }))
    })
    .await
}

fn members(
    conn: &mut PgConnection,
    entity: Uuid,
    unit: Option<Uuid>,
    today: NaiveDate,
) -> QueryResult<Vec<Row>> {
    sql_query(
        "SELECT a.id, a.name, m.role, m.unit_id, u.name AS unit_name \
         FROM memberships m \
         JOIN accounts a ON a.id = m.account_id AND a.state = 'active' \
         LEFT JOIN units u ON u.entity_id = m.entity_id AND u.id = m.unit_id \
         WHERE m.entity_id = $1 AND ($2 IS NULL OR m.unit_id = $2) \
           AND COALESCE(m.from_on, $3) <= $3 AND COALESCE(m.until_on, $3) >= $3 \
         ORDER BY a.name, a.id, m.role, u.name",
    )
    .bind::<SqlUuid, _>(entity)
    .bind::<Nullable<SqlUuid>, _>(unit)
    .bind::<Date, _>(today)
    .load(conn)
}

/// One officer for each person; rows of a person stand together.
fn officers(rows: Vec<Row>) -> Vec<Officer> {
    let mut items: Vec<Officer> = Vec::new();
    for row in rows {
        let unit = row
            .unit_id
            .zip(row.unit_name)
            .map(|(id, name)| NamedRef { id, name });
        let role = row.role.parse::<Role>().ok();
        match items.last_mut().filter(|officer| officer.id == row.id) {
            Some(officer) => {
                let is_new = |role: &Role| !officer.roles.contains(role);
                let role = role.filter(is_new);
                officer.roles.extend(role);
                officer.unit = officer.unit.take().or(unit);
            }
            None => items.push(Officer {
                id: row.id,
                name: row.name,
                roles: role.into_iter().collect(),
                unit,
                open_cases: 0,
            }),
        }
    }
    items
}

/// One grouped query over the partial index `cases_open_by_assignee`: open cases are few.
fn open_cases(
    conn: &mut PgConnection,
    entity: Uuid,
    officers: &[Officer],
) -> QueryResult<HashMap<Uuid, i64>> {
    let ids: Vec<Uuid> = officers.iter().map(|officer| officer.id).collect();
    let counts: Vec<(Option<Uuid>, i64)> = cases::table
        .group_by(cases::assignee_id)
        .select((cases::assignee_id, count_star()))
        .filter(cases::entity_id.eq(entity))
        .filter(cases::assignee_id.eq_any(ids))
        .filter(cases::is_open)
        .load(conn)?;
    Ok(counts
        .into_iter()
        .filter_map(|(id, count)| Some((id?, count)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: Uuid, role: &str, unit: Option<&str>) -> Row {
        let unit_id = unit.map(|_| Uuid::nil());
        Row {
            id,
            name: "Ana".into(),
            role: role.into(),
            unit_id,
            unit_name: unit.map(str::to_owned),
        }
    }

    #[test]
    fn a_person_with_several_roles_is_listed_once() {
        let (ana, luis) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let found = officers(vec![
            row(ana, "lead", None),
            row(ana, "officer", Some("Obras")),
            row(ana, "officer", Some("Parques")),
            row(luis, "operator", None),
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].roles, [Role::Lead, Role::Officer]);
        assert_eq!(
            found[0].unit.as_ref().map(|unit| unit.name.as_str()),
            Some("Obras")
        );
        assert_eq!(found[1].unit, None);
    }
}
