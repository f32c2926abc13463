//! How long a case may take: the law's term, or the promise of the service where that is stricter.

use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_registry::directory::EntityFacts;
use hilo_registry::terms;
use hilo_rules::clocks::{ClockRule, ClosedDayFiling, Extension, Starts, Unit};
use hilo_rules::packs::KindPolicy;
use hilo_rules::vocabulary::Kind;
use hilo_schema::services;
use uuid::Uuid;

/// What a service promises.
#[derive(Debug, Clone)]
pub struct Promise {
    pub id: Uuid,
    pub version: i32,
    pub kind: Kind,
    pub name: String,
    /// Length and unit of its own term, when it has one.
    pub term: Option<(u16, Unit)>,
}

type Columns = (i32, String, String, Option<i16>, Option<String>);

impl Promise {
    /// The promise of a published service; `None` when there is no such service.
    pub fn of(conn: &mut PgConnection, entity: Uuid, service: Uuid) -> Answer<Option<Self>> {
        let columns: Option<Columns> = services::table
            .select((
                services::version,
                services::kind,
                services::name,
                services::term_length,
                services::term_unit,
            ))
            .find((entity, service))
            .filter(services::state.eq("published"))
            .first(conn)
            .optional()?;
        columns
            .map(|(version, kind, name, length, unit)| {
                Ok(Self {
                    id: service,
                    version,
                    kind: kind.parse().map_err(Problem::broken)?,
                    name,
                    term: term(length, unit.as_deref()),
                })
            })
            .transpose()
    }
}

/// A term as it is stored.
pub fn term(length: Option<i16>, unit: Option<&str>) -> Option<(u16, Unit)> {
    let length = u16::try_from(length?).ok()?;
    let unit = match unit? {
        "working_days" => Unit::WorkingDays,
        _ => Unit::CalendarDays,
    };
    Some((length, unit))
}

/// The rule of the main clock: the law's, or the service's own promise where that is stricter or the law sets none.
pub fn main_rule(
    policy: &KindPolicy,
    service: Option<&Promise>,
    office: Option<Uuid>,
    entity: &EntityFacts,
) -> Option<ClockRule> {
    let promised = service.and_then(|service| promised(policy, service, entity));
    let mut rule = match (&policy.clock, promised) {
        (Some(law), Some(promise)) if is_stricter(&promise, law) => promise,
        (Some(law), _) => law.clone(),
        (None, promise) => promise?,
    };
    let hour = entity
        .cut_offs
        .iter()
        .find(|(id, _)| Some(*id) == office)
        .map(|(_, hour)| *hour);
    rule.cut_off = hour.or(rule.cut_off);
    Some(rule)
}

fn promised(policy: &KindPolicy, service: &Promise, entity: &EntityFacts) -> Option<ClockRule> {
    let (length, unit) = service.term?;
    let source = format!("{}: {}", terms::promise(&entity.languages), service.name);
    Some(match &policy.clock {
        Some(law) => ClockRule {
            source,
            unit,
            length,
            ..law.clone()
        },
        None => ClockRule {
            name: "main".to_owned(),
            unit,
            length,
            starts: Starts::DayAfterFiling,
            closed_day_filing: ClosedDayFiling::AsIs,
            roll_end: true,
            cut_off: None,
            extension: Extension::None,
            source,
        },
    })
}

/// Compares terms in calendar days; five working days make a week.
fn is_stricter(promise: &ClockRule, law: &ClockRule) -> bool {
    let days = |rule: &ClockRule| match rule.unit {
        Unit::CalendarDays => u32::from(rule.length) * 5,
        Unit::WorkingDays => u32::from(rule.length) * 7,
    };
    days(promise) < days(law)
}
