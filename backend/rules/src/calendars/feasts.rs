//! Days that move by themselves: Easter and what hangs on it, and the June solstice as Chile sees
//! it.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Easter Sunday of a Gregorian year.
///
/// Source: the anonymous Gregorian computus (Nature, 1876), as printed by Jean Meeus.
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let day_of_march = epact + weekday - 7 * late + 22;
    let days = u64::try_from(day_of_march - 1).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(days))
}

/// The day of the June solstice on the clock of continental Chile (four hours behind UTC in
/// winter).
///
/// The instant moves 5 h 49 min later each year and a day back in leap years; that gives the 20th
/// in a leap year and the year after it, else the 21st. Right for 2021 to 2041; the test holds the
/// published dates.
pub(super) fn june_solstice(year: i32) -> Option<NaiveDate> {
    let day = if year.rem_euclid(4) < 2 { 20 } else { 21 };
    // The transitional article of Ley 21.357 fixed the first one by name.
    let day = if year == 2021 { 21 } else { day };
    NaiveDate::from_ymd_opt(year, 6, day)
}

/// Chile, Ley 19.668: Tuesday to Thursday go to the Monday before, Friday to the Monday after.
pub(super) fn nearest_monday(date: NaiveDate) -> Option<NaiveDate> {
    match date.weekday() {
        Weekday::Tue | Weekday::Wed | Weekday::Thu => {
            date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())))
        }
        Weekday::Fri => date.checked_add_days(Days::new(3)),
        _ => Some(date),
    }
}

/// Chile, Ley 20.299: Tuesday goes to the Friday before, Wednesday to the Friday after.
pub(super) fn nearest_friday(date: NaiveDate) -> Option<NaiveDate> {
    match date.weekday() {
        Weekday::Tue => date.checked_sub_days(Days::new(4)),
        Weekday::Wed => date.checked_add_days(Days::new(2)),
        _ => Some(date),
    }
}

/// Peru, DLeg 713 art. 7: a holiday that is not national is kept on the Monday that follows.
pub(super) fn following_monday(date: NaiveDate) -> Option<NaiveDate> {
    let past_monday = u64::from(date.weekday().num_days_from_monday());
    let wait = if past_monday == 0 { 0 } else { 7 - past_monday };
    date.checked_add_days(Days::new(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_of_known_years() {
        let known = [
            (2008, 3, 23),
            (2019, 4, 21),
            (2020, 4, 12),
            (2021, 4, 4),
            (2022, 4, 17),
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2029, 4, 1),
            (2030, 4, 21),
            (2038, 4, 25),
        ];
        for (year, month, day) in known {
            assert_eq!(easter(year), NaiveDate::from_ymd_opt(year, month, day));
        }
    }

    #[test]
    fn solstice_of_known_years() {
        let known = [21, 21, 21, 20, 20, 21, 21, 20, 20, 21];
        for (year, day) in (2021..=2030).zip(known) {
            assert_eq!(june_solstice(year), NaiveDate::from_ymd_opt(year, 6, day));
        }
    }

    #[test]
    fn moves_follow_the_weekday() {
        type Moved = fn(NaiveDate) -> Option<NaiveDate>;
        type Case = (Moved, (i32, u32, u32), (u32, u32));
        let moves: [Case; 11] = [
            (nearest_monday, (2026, 6, 29), (6, 29)),
            (nearest_monday, (2027, 6, 29), (6, 28)),
            (nearest_monday, (2023, 6, 29), (6, 26)),
            (nearest_monday, (2029, 10, 12), (10, 15)),
            (nearest_monday, (2025, 10, 12), (10, 12)),
            (nearest_friday, (2023, 10, 31), (10, 27)),
            (nearest_friday, (2029, 10, 31), (11, 2)),
            (nearest_friday, (2024, 10, 31), (10, 31)),
            (following_monday, (2026, 6, 29), (6, 29)),
            (following_monday, (2026, 6, 30), (7, 6)),
            (following_monday, (2026, 7, 5), (7, 6)),
        ];
        for (moved, (year, month, day), (to_month, to_day)) in moves {
            let named = NaiveDate::from_ymd_opt(year, month, day);
            assert_eq!(
                named.and_then(moved),
                NaiveDate::from_ymd_opt(year, to_month, to_day)
            );
        }
    }
}
