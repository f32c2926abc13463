//! A case as one line of a list.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{
    Bool, Date, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_registry::shapes::NamedRef;
use hilo_rules::clocks::Unit;
use hilo_rules::vocabulary::{Channel, Kind, Outcome, Priority, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::due::{Due, DueColumns};
use super::parts::{service_name, staff_names, unit_names};
use crate::case::number_of;
use crate::clock_rows;
use crate::turn::Opened;

/// Characters of the story that a list shows.
const SUMMARY_LENGTH: usize = 140;

/// A case as one line of a list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseRow {
    /// Public number of the case.
    #[schema(example = "0001-26000-00010")]
    pub number: String,
    pub kind: Kind,
    pub state: State,
    pub outcome: Option<Outcome>,
    /// The first words of the story.
    pub summary: String,
    /// Name of the service.
    pub service: Option<String>,
    pub unit: Option<NamedRef>,
    pub assignee: Option<NamedRef>,
    /// When the case was filed.
    pub filed_at: DateTime<Utc>,
    /// Empty where no term applies.
    pub due: Option<Due>,
    pub priority: Priority,
    pub channel: Channel,
    /// District or neighbourhood of the place.
    pub district: Option<String>,
    /// 1 at first, one more after each dispute.
    pub cycle: i16,
    /// Also the `ETag`.
    pub version: i32,
    /// Came from another system.
    pub is_imported: bool,
}

/// One row of `desk/list.sql`.
#[derive(Debug, QueryableByName)]
pub struct ListRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SmallInt)]
    pub year: i16,
    #[diesel(sql_type = Integer)]
    pub correlative: i32,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub outcome: Option<String>,
    #[diesel(sql_type = Text)]
    pub story: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub service: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub unit_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub unit: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub assignee_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub assignee: Option<String>,
    #[diesel(sql_type = Timestamptz)]
    pub filed_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub due_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub finished_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Date>)]
    pub counted_from: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    pub due_on: Option<NaiveDate>,
    /// Also while the clock stands still, when the case itself has no due moment.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub clock_due_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub clock_state: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub clock_unit: Option<String>,
    #[diesel(sql_type = SmallInt)]
    pub priority: i16,
    #[diesel(sql_type = Text)]
    pub channel: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub district: Option<String>,
    #[diesel(sql_type = SmallInt)]
    pub cycle: i16,
    #[diesel(sql_type = Bool)]
    pub is_imported: bool,
}

impl CaseRow {
    /// From a row of a list.
    pub fn of_list(
        row: ListRow,
        entity: &EntityFacts,
        now: DateTime<Utc>,
        is_masked: bool,
    ) -> Answer<Self> {
        let due = match (
            row.due_on,
            row.clock_due_at,
            row.clock_state,
            row.clock_unit,
        ) {
            (Some(on), Some(at), Some(state), Some(unit)) => {
                let unit = if unit == "working_days" {
                    Unit::WorkingDays
                } else {
                    Unit::CalendarDays
                };
                let columns = DueColumns {
                    on,
                    at,
                    counted_from: row.counted_from.unwrap_or(on),
                    state,
                    unit,
                    frozen_at: row.finished_at,
                };
                Some(Due::of_columns(columns, entity, now))
            }
            _ => None,
        };
        Ok(Self {
            number: number_of(entity.number, row.year, row.correlative)?.to_string(),
            kind: Kind::from_str(&row.kind).map_err(Problem::broken)?,
            state: State::from_str(&row.state).map_err(Problem::broken)?,
            outcome: row
                .outcome
                .as_deref()
                .map(Outcome::from_str)
                .transpose()
                .map_err(Problem::broken)?,
            summary: if is_masked {
                String::new()
            } else {
                summary(&row.story)
            },
            service: row.service,
            unit: named(row.unit_id, row.unit),
            assignee: named(row.assignee_id, row.assignee),
            filed_at: row.filed_at,
            due,
            priority: Priority::of_rank(row.priority),
            channel: Channel::from_str(&row.channel).map_err(Problem::broken)?,
            district: row.district,
            cycle: row.cycle,
            version: row.version,
            is_imported: row.is_imported,
        })
    }

    /// The same line for a case in hand.
    pub fn of_case(tx: &mut Tx<'_>, opened: &Opened, story: &str) -> Answer<Self> {
        let Opened { case, entity, .. } = opened;
        let clocks = clock_rows::of_case(tx.conn, entity.id, case.id)?;
        let main = clock_rows::main_of(&clocks);
        let units = unit_names(tx.conn, entity.id, case.unit_id.into_iter())?;
        let people = staff_names(tx.conn, case.assignee_id.into_iter())?;
        let is_masked = tx.actor.sight_of("getCase").is_masked;
        Ok(Self {
            number: case.number(entity.number)?.to_string(),
            kind: case.kind()?,
            state: case.state()?,
            outcome: case
                .outcome
                .as_deref()
                .map(Outcome::from_str)
                .transpose()
                .map_err(Problem::broken)?,
            summary: if is_masked {
                String::new()
            } else {
                summary(story)
            },
            service: service_name(tx.conn, case)?,
            unit: named(
                case.unit_id,
                case.unit_id.and_then(|id| units.get(&id).cloned()),
            ),
            assignee: named(
                case.assignee_id,
                case.assignee_id.and_then(|id| people.get(&id).cloned()),
            ),
            filed_at: case.filed_at,
            due: main
                .map(|clock| Due::of(clock, entity, tx.now))
                .transpose()?,
            priority: Priority::of_rank(case.priority),
            channel: Channel::from_str(&case.channel).map_err(Problem::broken)?,
            district: case.district.clone(),
            cycle: case.cycle,
            version: case.version,
            is_imported: case.source.is_some(),
        })
    }
}

fn named(id: Option<Uuid>, name: Option<String>) -> Option<NamedRef> {
    id.zip(name).map(|(id, name)| NamedRef { id, name })
}

/// The first words, cut at a space.
fn summary(story: &str) -> String {
    let flat = story.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= SUMMARY_LENGTH {
        return flat;
    }
    let cut: String = flat.chars().take(SUMMARY_LENGTH).collect();
    let words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{words}…")
}
