//! Dates as files write them, read as local time of the place.

use chrono::{
    DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

/// A moment read from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    pub at: DateTime<Utc>,
    /// The local day.
    pub on: NaiveDate,
    /// What had to be decided to read it; names of the report.
    pub quirk: Option<&'static str>,
    /// A zone mark was ignored.
    pub had_zone: bool,
}

/// Reads a local moment; `None` when no format fits.
///
/// A mark of zone at the end is ignored: the sources that have one mean local time all the same.
pub fn read(text: &str, formats: &[String], zone: Tz) -> Option<Read> {
    let bare = text
        .strip_suffix('Z')
        .or_else(|| text.strip_suffix("+00:00"))
        .unwrap_or(text);
    let had_zone = bare.len() != text.len();
    let local = formats.iter().find_map(|format| {
        let with_hour = NaiveDateTime::parse_from_str(bare, format)
            .ok()
            .map(|local| (local, None));
        with_hour.or_else(|| {
            let on = NaiveDate::parse_from_str(bare, format).ok()?;
            // Noon lies on the same day in every zone nearby and is never skipped by a clock change.
            let noon = NaiveTime::from_hms_opt(12, 0, 0)?;
            Some((on.and_time(noon), Some("day without an hour: noon taken")))
        })
    });
    let (local, no_hour) = local?;
    let (at, moved) = match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => (at, None),
        LocalResult::Ambiguous(first, _) => (first, Some("hour that came twice: the first taken")),
        LocalResult::None => {
            let later = zone
                .from_local_datetime(&(local + TimeDelta::hours(1)))
                .earliest()?;
            (
                later,
                Some("hour skipped by a clock change: the next taken"),
            )
        }
    };
    Some(Read {
        at: at.with_timezone(&Utc),
        on: at.date_naive(),
        quirk: moved.or(no_hour),
        had_zone,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<Read> {
        let formats = ["%Y-%m-%d %H:%M:%S".to_owned(), "%Y-%m-%d".to_owned()];
        read(text, &formats, chrono_tz::America::Sao_Paulo)
    }

    #[test]
    fn times_are_local_whatever_mark_they_bear() {
        let plain = at("2019-06-03 10:00:00").unwrap();
        assert_eq!(plain.at.to_rfc3339(), "2019-06-03T13:00:00+00:00");
        let marked = at("2019-06-03 10:00:00Z").unwrap();
        assert_eq!((marked.at, marked.had_zone), (plain.at, true));
    }

    #[test]
    fn a_day_without_an_hour_stays_that_day() {
        let day = at("2012-01-01").unwrap();
        assert_eq!(day.on, NaiveDate::from_ymd_opt(2012, 1, 1).unwrap());
        assert!(day.quirk.is_some());
    }

    #[test]
    fn an_hour_that_a_clock_change_skipped_becomes_the_next() {
        // Brazil skipped midnight on 2018-11-04.
        let skipped = at("2018-11-04 00:30:00").unwrap();
        assert_eq!(skipped.at.to_rfc3339(), "2018-11-04T03:30:00+00:00");
        assert!(skipped.quirk.unwrap().contains("skipped"));
        assert!(at("3/6/2019").is_none());
    }
}
