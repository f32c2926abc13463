//! The people of a case, as staff see them: covered unless the role may see them, and each look is logged.

use diesel::prelude::*;
use hilo_platform::books;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_rules::vocabulary::Role;
use hilo_schema::parties;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::deliveries::{DeliveryView, cover};
use super::parts::FilerRow;
use crate::case::Case;

/// Who filed. Covered fields are empty; `is_masked` says so.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct FilerView {
    /// A natural or legal person, or `anonymous`.
    #[serde(rename = "type")]
    pub filer_type: String,
    /// Name as the person wrote it.
    pub name: Option<String>,
    /// Kind and number of the identity document.
    pub document: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Country the person wrote from, as ISO 3166-1 alpha-2.
    #[schema(example = "PE")]
    pub country: Option<String>,
    /// Age in years at the filing.
    pub age: Option<i16>,
    /// Personal data is covered; ask with a `reason` where your role may.
    pub is_masked: bool,
}

/// Somebody of a case besides the one who filed. Covered with the filer: only the role is left.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PartyView {
    /// `representative`, `guardian`, `affected` or `contact`.
    #[schema(example = "guardian")]
    pub role: String,
    /// Name as the person wrote it.
    pub name: Option<String>,
    /// Kind and number of the identity document.
    pub document: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// What they are to the filer.
    pub relation: Option<String>,
}

/// Everybody whose data a case holds.
pub struct People {
    pub filer: FilerView,
    pub parties: Vec<PartyView>,
    pub deliveries: Vec<DeliveryView>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = parties)]
struct PartyRow {
    role: String,
    name: String,
    document_type: Option<String>,
    document_number: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    relation: Option<String>,
}

/// The people of a case besides the filer.
pub fn parties_of(conn: &mut PgConnection, case: &Case) -> Answer<Vec<PartyView>> {
    let rows: Vec<PartyRow> = parties::table
        .select(PartyRow::as_select())
        .filter(parties::entity_id.eq(case.entity_id))
        .filter(parties::case_id.eq(case.id))
        .order(parties::role)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| PartyView {
            role: row.role,
            name: Some(row.name),
            document: document(row.document_type, row.document_number),
            email: row.email,
            phone: row.phone,
            relation: row.relation,
        })
        .collect())
}

fn document(kind: Option<String>, number: Option<String>) -> Option<String> {
    Some(format!("{} {}", kind?, number?))
}

impl From<FilerRow> for FilerView {
    fn from(row: FilerRow) -> Self {
        Self {
            filer_type: row.type_,
            name: row.name,
            document: document(row.document_type, row.document_number),
            email: row.email,
            phone: row.phone,
            address: row.address,
            country: row.country,
            age: row.age,
            is_masked: false,
        }
    }
}

/// Contact data is for who works on the case; supervisors and leads give a reason (reliability part 3).
pub fn uncover(
    tx: &mut Tx<'_>,
    case: &Case,
    mut people: People,
    reason: Option<&str>,
) -> Answer<People> {
    let has_role = |role| tx.actor.grants.iter().any(|grant| grant.role == role);
    let works_on_it = case.assignee_id.is_some() && case.assignee_id == tx.actor.id;
    let at_intake = has_role(Role::Operator) && !has_role(Role::Auditor);
    let with_reason = has_role(Role::Officer) || has_role(Role::Supervisor) || has_role(Role::Lead);
    let ground = match reason {
        _ if works_on_it => "assigned",
        _ if at_intake => "intake",
        Some(reason) if with_reason => reason,
        _ => {
            people.cover();
            return Ok(people);
        }
    };
    let seen = people.seen();
    if !seen.is_empty() {
        books::record_look(tx, case.id, &seen, ground)?;
    }
    Ok(people)
}

impl People {
    fn cover(&mut self) {
        self.filer = FilerView {
            filer_type: std::mem::take(&mut self.filer.filer_type),
            name: None,
            document: None,
            email: None,
            phone: None,
            address: None,
            country: None,
            age: None,
            is_masked: true,
        };
        for party in &mut self.parties {
            *party = PartyView {
                role: std::mem::take(&mut party.role),
                name: None,
                document: None,
                email: None,
                phone: None,
                relation: None,
            };
        }
        cover(&mut self.deliveries);
    }

    /// The names of the fields that hold somebody's data.
    fn seen(&self) -> Vec<&str> {
        let filer = &self.filer;
        let own = [
            ("name", filer.name.is_some()),
            ("document", filer.document.is_some()),
            ("email", filer.email.is_some()),
            ("phone", filer.phone.is_some()),
            ("address", filer.address.is_some()),
            ("country", filer.country.is_some()),
            ("age", filer.age.is_some()),
        ];
        let is_named = |delivery: &DeliveryView| {
            let proof = delivery.proof.as_ref();
            proof.is_some_and(|proof| proof.received_by.is_some() || proof.note.is_some())
        };
        let receiver = self.deliveries.iter().any(is_named);
        own.into_iter()
            .chain(self.parties.iter().map(|party| (party.role.as_str(), true)))
            .chain([("receiver", receiver)])
            .filter(|(_, is_there)| *is_there)
            .map(|(name, _)| name)
            .collect()
    }
}
