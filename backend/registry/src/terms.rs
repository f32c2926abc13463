//! How long an answer may take, as people read it.

use std::sync::Arc;

use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_rules::clocks::{ClockRule, Unit};
use hilo_rules::packs::Pack;
use hilo_rules::vocabulary::Kind;
use hilo_schema::packs;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::directory::Directory;

/// The legal or promised term of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Term {
    /// Days, in `unit`; 0 means the same day.
    #[schema(example = 30)]
    pub length: u16,
    /// Which days count.
    pub unit: TermUnit,
    /// Law and article, or the charter that promises less.
    #[schema(example = "DS 007-2020-PCM art. 14")]
    pub source: String,
}

/// Days that a term counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    /// Days on which offices are open.
    WorkingDays,
    /// Every day.
    CalendarDays,
}

impl TermUnit {
    /// As it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WorkingDays => "working_days",
            Self::CalendarDays => "calendar_days",
        }
    }

    /// The unit of a stored word; `None` for an unknown word, which a constraint forbids.
    pub fn of(word: &str) -> Option<Self> {
        [Self::WorkingDays, Self::CalendarDays]
            .into_iter()
            .find(|unit| unit.as_str() == word)
    }
}

impl From<Unit> for TermUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::WorkingDays => Self::WorkingDays,
            Unit::CalendarDays => Self::CalendarDays,
        }
    }
}

impl From<TermUnit> for Unit {
    fn from(unit: TermUnit) -> Self {
        match unit {
            TermUnit::WorkingDays => Self::WorkingDays,
            TermUnit::CalendarDays => Self::CalendarDays,
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

/// The newest version of a pack.
///
/// # Errors
/// Broken when no version of it was ever applied.
pub(crate) fn pack_in_force(
    directory: &Directory,
    conn: &mut PgConnection,
    name: &str,
) -> Answer<Arc<Pack>> {
    let newest: Uuid = packs::table
        .select(packs::id)
        .filter(packs::name.eq(name))
        .order(packs::version.desc())
        .first(conn)?;
    directory.pack(conn, newest)
}

/// The term of a kind of case under a pack; empty where the law sets none.
pub(crate) fn of_kind(pack: &Pack, kind: Kind) -> Option<Term> {
    pack.kinds.get(&kind)?.clock.as_ref().map(Term::from)
}
