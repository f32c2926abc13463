//! The row of a case, as the program reads and changes it.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::actor::{CaseFacts, Sight};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_rules::numbers::{CaseNumber, EntityNumber};
use hilo_rules::vocabulary::{Kind, State};
use hilo_schema::{cases, history};
use uuid::Uuid;

/// One case without its search words.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cases)]
pub struct Case {
    pub entity_id: Uuid,
    pub id: Uuid,
    pub year: i16,
    pub correlative: i32,
    pub version: i32,
    pub kind: String,
    pub state: String,
    pub is_open: bool,
    pub outcome: Option<String>,
    pub unit_id: Option<Uuid>,
    pub assignee_id: Option<Uuid>,
    pub holder_since: DateTime<Utc>,
    pub service_id: Option<Uuid>,
    pub service_version: Option<i32>,
    pub office_id: Option<Uuid>,
    pub pack_id: Uuid,
    pub channel: String,
    pub language: String,
    pub priority: i16,
    pub cycle: i16,
    pub bounces: i16,
    pub group_id: Option<Uuid>,
    pub is_confidential: bool,
    pub district: Option<String>,
    pub filed_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
    pub changed_at: DateTime<Utc>,
    pub key_hash: Vec<u8>,
    pub source: Option<String>,
    pub source_id: Option<String>,
}

/// What a command may change besides the state. `None` leaves a column as it is.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = cases)]
pub struct Change {
    pub kind: Option<String>,
    pub outcome: Option<Option<String>>,
    pub unit_id: Option<Option<Uuid>>,
    pub assignee_id: Option<Option<Uuid>>,
    pub holder_since: Option<DateTime<Utc>>,
    pub service_id: Option<Option<Uuid>>,
    pub service_version: Option<Option<i32>>,
    pub priority: Option<i16>,
    pub bounces: Option<i16>,
    pub group_id: Option<Option<Uuid>>,
    pub pack_id: Option<Uuid>,
    pub is_confidential: Option<bool>,
}

impl Case {
    /// The state as the lifecycle knows it.
    pub fn state(&self) -> Answer<State> {
        State::from_str(&self.state).map_err(Problem::broken)
    }

    /// The kind as the packs know it.
    pub fn kind(&self) -> Answer<Kind> {
        Kind::from_str(&self.kind).map_err(Problem::broken)
    }

    /// The public number.
    pub fn number(&self, entity: EntityNumber) -> Answer<CaseNumber> {
        number_of(entity, self.year, self.correlative)
    }

    /// What decides who sees the case. Who registered it is only read where an operator asks.
    pub fn facts(&self, conn: &mut PgConnection, sight: &Sight) -> Answer<CaseFacts> {
        let registered = match sight.registered_by {
            Some(_) => registered(conn, self)?,
            None => None,
        };
        Ok(CaseFacts {
            unit: self.unit_id,
            assignee: self.assignee_id,
            registered_by: registered.and_then(|(by, _)| by),
            // A sheet of paper is older than its registration.
            filed_at: registered.map_or(self.filed_at, |(_, at)| at),
        })
    }
}

/// Who registered a case, and when.
fn registered(
    conn: &mut PgConnection,
    case: &Case,
) -> QueryResult<Option<(Option<Uuid>, DateTime<Utc>)>> {
    history::table
        .select((history::actor_id, history::at))
        .find((case.entity_id, case.id, 1))
        .first(conn)
        .optional()
}

/// Puts a number together from its stored parts.
pub fn number_of(entity: EntityNumber, year: i16, correlative: i32) -> Answer<CaseNumber> {
    let year = u16::try_from(year).map_err(Problem::broken)?;
    let correlative = u32::try_from(correlative).map_err(Problem::broken)?;
    CaseNumber::new(entity, year, correlative).map_err(Problem::broken)
}

/// The case of a number in the entity of this transaction; `None` when there is none.
pub fn find(
    tx: &mut Tx<'_>,
    entity: &EntityFacts,
    number: CaseNumber,
    lock: Lock,
) -> Answer<Option<Case>> {
    if number.entity() != entity.number {
        return Ok(None);
    }
    let year = i16::try_from(number.year()).map_err(Problem::broken)?;
    let correlative = i32::try_from(number.correlative()).map_err(Problem::broken)?;
    let query = cases::table
        .select(Case::as_select())
        .filter(cases::entity_id.eq(tx.entity()?))
        .filter(cases::year.eq(year))
        .filter(cases::correlative.eq(correlative));
    let found = match lock {
        Lock::No => query.first(tx.conn).optional()?,
        Lock::ForUpdate => query.for_update().first(tx.conn).optional()?,
    };
    Ok(found)
}

/// Locks cases of the entity of this transaction in one order, whoever asks for them; unknown numbers are passed over.
pub fn lock_all(tx: &mut Tx<'_>, numbers: &[CaseNumber]) -> Answer<()> {
    let parts: Vec<(i16, i32)> = numbers
        .iter()
        .map(|number| {
            let year = i16::try_from(number.year())?;
            Ok((year, i32::try_from(number.correlative())?))
        })
        .collect::<Result<_, std::num::TryFromIntError>>()
        .map_err(Problem::broken)?;
    let (years, correlatives): (Vec<i16>, Vec<i32>) = parts.into_iter().unzip();
    let _locked: Vec<Uuid> = cases::table
        .select(cases::id)
        .filter(cases::entity_id.eq(tx.entity()?))
        .filter(cases::year.eq_any(years))
        .filter(cases::correlative.eq_any(correlatives))
        .order(cases::id)
        .for_update()
        .load(tx.conn)?;
    Ok(())
}

/// Whether a case is read or about to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    No,
    ForUpdate,
}
