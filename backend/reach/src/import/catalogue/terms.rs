//! Promised times as charters write them. Only what is said plainly becomes a term; the rest stays text.

use hilo_platform::words::folded;
use hilo_rules::clocks::Unit;

/// Whose words are read: countries differ in what a plain "day" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Country {
    /// A day is a calendar day (Lei 9.784/1999 art. 66).
    Brazil,
    /// A day is a working day (TUO Ley 27444 art. 145.1).
    Peru,
}

/// The term that a text promises; `None` where it says more or less than a number of days.
///
/// Whole days written in hours count as calendar days.
pub fn read(text: &str, country: Country) -> Option<(u16, Unit)> {
    let folded = folded(text);
    let text = folded
        .strip_prefix("ate ")
        .or_else(|| folded.strip_prefix("hasta "))
        .unwrap_or(&folded);
    let (number, days) = text.split_once(' ')?;
    let number: u16 = number.parse().ok()?;
    let plain = match country {
        Country::Brazil => Unit::CalendarDays,
        Country::Peru => Unit::WorkingDays,
    };
    match days {
        "dias" | "dia" => Some((number, plain)),
        "dias uteis" | "dia util" | "dias habiles" | "dia habil" => {
            Some((number, Unit::WorkingDays))
        }
        "dias corridos" | "dia corrido" | "dias calendario" | "dia calendario" => {
            Some((number, Unit::CalendarDays))
        }
        "horas" if number > 0 && number.is_multiple_of(24) => {
            Some((number / 24, Unit::CalendarDays))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_terms_are_read_in_the_days_of_their_country() {
        use Country::{Brazil, Peru};
        for (text, country, term) in [
            ("60 dias.", Brazil, (60, Unit::CalendarDays)),
            ("Até 30 dias corridos.", Brazil, (30, Unit::CalendarDays)),
            ("5 dias úteis", Brazil, (5, Unit::WorkingDays)),
            ("120 horas.", Brazil, (5, Unit::CalendarDays)),
            ("15 días hábiles", Peru, (15, Unit::WorkingDays)),
            ("1 día", Peru, (1, Unit::WorkingDays)),
        ] {
            assert_eq!(read(text, country), Some(term), "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_not_guessed() {
        for text in [
            "3 a 5 dias.",
            "Imediato.",
            "12 horas.",
            "30 dias, que podem dobrar.",
            "",
            "Não há.",
        ] {
            assert_eq!(read(text, Country::Brazil), None, "{text}");
        }
    }
}
