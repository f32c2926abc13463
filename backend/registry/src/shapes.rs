//! Shapes that several operations of several rooms send: one definition each.

use hilo_rules::clocks::{ClockRule, Unit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A thing by id and name: a unit, a person of the staff, a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamedRef {
    /// Stable id.
    pub id: Uuid,
    /// Name as people know it.
    pub name: String,
}

/// A public body by number and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntityRef {
    /// Four digits; the first of every case number of this body.
    #[schema(example = "0001")]
    pub number: String,
    /// Full name of the body.
    #[schema(example = "Municipalidad Distrital de Santa Rosa")]
    pub name: String,
}

/// A legal or promised term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Term {
    /// Days of the unit.
    #[schema(example = 30)]
    pub length: u16,
    pub unit: TermUnit,
    /// Law and article, or the charter of the service.
    #[schema(example = "DS 007-2020-PCM art. 14")]
    pub source: String,
}

/// Days that a term counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    WorkingDays,
    CalendarDays,
}

impl From<Unit> for TermUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::WorkingDays => Self::WorkingDays,
            Unit::CalendarDays => Self::CalendarDays,
        }
    }
}

impl From<&ClockRule> for Term {
    fn from(rule: &ClockRule) -> Self {
        Self {
            length: rule.length,
            unit: rule.unit.into(),
            source: rule.source.clone(),
        }
    }
}
