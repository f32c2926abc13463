//! Days that move by themselves: Easter and what hangs on it, and the June solstice as Chile sees it.

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

/// The day of the June solstice on the clock of continental Chile (four hours behind UTC in winter).
///
/// The instant moves 5 h 49 min later each year and a day back in leap years; that gives the 20th in a leap year
/// and the year after it, else the 21st. Right for 2021 to 2041; the test holds the published dates.
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

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_of_known_years() {
        let known = "2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 \
                     2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 2008-03-23 2038-04-25";
        for day in known.split_whitespace().map(date) {
            assert_eq!(easter(day.year()), Some(day));
        }
    }

    #[test]
    fn solstice_of_known_years() {
        let known = "2021-06-21 2022-06-21 2023-06-21 2024-06-20 2025-06-20 2026-06-21 2027-06-21 \
                     2028-06-20 2029-06-20 2030-06-21";
        for day in known.split_whitespace().map(date) {
            assert_eq!(june_solstice(day.year()), Some(day));
        }
    }

    #[test]
    fn moves_follow_the_weekday() {
        let monday = date("2026-06-29");
        assert_eq!(nearest_monday(monday), Some(monday));
        assert_eq!(nearest_monday(date("2027-06-29")), Some(date("2027-06-28")));
        assert_eq!(nearest_monday(date("2023-06-29")), Some(date("2023-06-26")));
        assert_eq!(nearest_monday(date("2029-10-12")), Some(date("2029-10-15")));
        assert_eq!(nearest_monday(date("2025-10-12")), Some(date("2025-10-12")));
        assert_eq!(nearest_friday(date("2023-10-31")), Some(date("2023-10-27")));
        assert_eq!(nearest_friday(date("2029-10-31")), Some(date("2029-11-02")));
        assert_eq!(nearest_friday(date("2024-10-31")), Some(date("2024-10-31")));
        assert_eq!(following_monday(monday), Some(monday));
        assert_eq!(
            following_monday(date("2026-06-30")),
            Some(date("2026-07-06"))
        );
        assert_eq!(
            following_monday(date("2026-07-05")),
            Some(date("2026-07-06"))
        );
    }
}
