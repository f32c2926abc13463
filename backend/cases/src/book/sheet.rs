//! A sheet of the paper book, as it stands in the program.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_rules::vocabulary::Channel;
use hilo_schema::{cases, offices, paper_sheets};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::case::{Case, number_of};
use crate::problems;
use crate::view::parts::staff_names;

/// A sheet of the paper book: a case, or void.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Sheet {
    /// The number printed on it.
    #[schema(example = 104)]
    pub sheet: i32,
    /// The day it was written.
    pub written_on: NaiveDate,
    /// Number of the case it became; empty for a void sheet.
    #[schema(example = "0001-26000-00010")]
    pub number: Option<String>,
    /// Why it is void.
    pub voided: Option<String>,
    /// Name of who entered it.
    pub entered_by: String,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
    /// It was entered after the time that the regime gives for it.
    pub is_late: bool,
}

/// Where a case was written down first.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WrittenOn {
    /// Name of the office whose book it is.
    pub office: String,
    /// The number printed on the sheet.
    #[schema(example = 104)]
    pub sheet: i32,
    /// The day it was written: the term counts from it.
    pub written_on: NaiveDate,
    /// It was entered after the time that the regime gives for it.
    pub is_late: bool,
}

impl WrittenOn {
    /// Of a case; asked only for those that came on paper.
    pub fn of(conn: &mut PgConnection, case: &Case) -> Answer<Option<Self>> {
        if case.channel != Channel::Paper.as_str() {
            return Ok(None);
        }
        let row: Option<(Uuid, i32, NaiveDate, bool)> = paper_sheets::table
            .select((
                paper_sheets::office_id,
                paper_sheets::sheet,
                paper_sheets::written_on,
                paper_sheets::is_late,
            ))
            .filter(paper_sheets::entity_id.eq(case.entity_id))
            .filter(paper_sheets::case_id.eq(case.id))
            .first(conn)
            .optional()?;
        let Some((office, sheet, written_on, is_late)) = row else {
            return Ok(None);
        };
        let office = offices::table
            .select(offices::name)
            .find((case.entity_id, office))
            .first(conn)?;
        Ok(Some(Self {
            office,
            sheet,
            written_on,
            is_late,
        }))
    }
}

/// A sheet as it is stored.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = paper_sheets)]
pub(super) struct SheetRow {
    pub entity_id: Uuid,
    pub office_id: Uuid,
    pub sheet: i32,
    pub written_on: NaiveDate,
    pub case_id: Option<Uuid>,
    pub voided: Option<String>,
    pub entered_by: Uuid,
    pub entered_at: DateTime<Utc>,
    pub is_late: bool,
}

impl SheetRow {
    /// Writes it down; a number is entered once.
    pub fn write(&self, tx: &mut Tx<'_>) -> Answer<()> {
        match diesel::insert_into(paper_sheets::table)
            .values(self)
            .execute(tx.conn)
        {
            Ok(_) => Ok(()),
            Err(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
                Err(Problem::of(&problems::SHEET_TAKEN))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Rows as they are shown, in their order.
pub(super) fn shown(
    tx: &mut Tx<'_>,
    entity: &EntityFacts,
    rows: Vec<SheetRow>,
) -> Answer<Vec<Sheet>> {
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.case_id).collect();
    let numbers = numbers_of(tx.conn, entity, &ids)?;
    let names = staff_names(tx.conn, rows.iter().map(|row| row.entered_by))?;
    let number_of = |id: Uuid| {
        let found = numbers.iter().find(|(case, _)| *case == id);
        found.map(|(_, number)| number.clone())
    };
    Ok(rows
        .into_iter()
        .map(|row| Sheet {
            sheet: row.sheet,
            written_on: row.written_on,
            number: row.case_id.and_then(number_of),
            voided: row.voided,
            entered_by: names.get(&row.entered_by).cloned().unwrap_or_default(),
            entered_at: row.entered_at,
            is_late: row.is_late,
        })
        .collect())
}

/// Public numbers of cases by their ids.
pub(super) fn numbers_of(
    conn: &mut PgConnection,
    entity: &EntityFacts,
    ids: &[Uuid],
) -> Answer<Vec<(Uuid, String)>> {
    let rows: Vec<(Uuid, i16, i32)> = cases::table
        .select((cases::id, cases::year, cases::correlative))
        .filter(cases::entity_id.eq(entity.id))
        .filter(cases::id.eq_any(ids))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, year, correlative)| {
            let number = number_of(entity.number, year, correlative)?;
            Ok((id, number.to_string()))
        })
        .collect()
}
