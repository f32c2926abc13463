//! Where a term comes from: the pack in force, or the charter of a service.

use std::sync::Arc;

use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_rules::packs::Pack;
use hilo_rules::vocabulary::Kind;
use hilo_schema::packs;
use uuid::Uuid;

use crate::directory::Directory;
use crate::shapes::{Term, TermUnit};

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

/// A unit of terms as it is stored.
pub(crate) const fn unit_word(unit: TermUnit) -> &'static str {
    match unit {
        TermUnit::WorkingDays => "working_days",
        TermUnit::CalendarDays => "calendar_days",
    }
}

/// The unit of a stored word; `None` for an unknown word, which a constraint forbids.
pub(crate) fn unit_of(word: &str) -> Option<TermUnit> {
    [TermUnit::WorkingDays, TermUnit::CalendarDays]
        .into_iter()
        .find(|unit| unit_word(*unit) == word)
}

/// What stands behind a term that a service promises itself, in the language of its body.
pub fn promise(languages: &[String]) -> &'static str {
    match languages.first().map(String::as_str) {
        Some("pt-BR") => "Compromisso da carta de serviços",
        Some("en") => "Promise of the service charter",
        _ => "Compromiso de la carta de servicios",
    }
}
