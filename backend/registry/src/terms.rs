//! Where a term comes from: the pack in force, or the charter of a service.

use hilo_rules::vocabulary::Kind;

use crate::regimes::Regimes;
use crate::shapes::{Term, TermUnit};

/// The term of a kind of case under the regimes of a body; empty where the law sets none.
pub(crate) fn of_kind(regimes: &Regimes, kind: Kind) -> Option<Term> {
    regimes.policy(kind)?.clock.as_ref().map(Term::from)
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
