//! The last moment of a day in a place, also where the clocks are moved at midnight.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// The last microsecond of a local day, the finest the database keeps.
///
/// Where an hour is doubled it is the later one; where the last hour of the day is skipped it is
/// the last moment that exists (Nuuk, March). Midnight itself is never looked up: it is missing in
/// Santiago each September.
pub(super) fn last_moment(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let end = date.and_time(NaiveTime::MIN) + Duration::days(1) - Duration::microseconds(1);
    // No zone has ever skipped more than a day (Samoa in 2011); minutes suffice, as all offsets are
    // whole ones.
    let backwards = (0..=2 * 24 * 60).map(|minutes| end - Duration::minutes(minutes));
    let existing = backwards.filter_map(|local| zone.from_local_datetime(&local).latest());
    existing
        .map(|moment| moment.with_timezone(&Utc))
        .next()
        .unwrap_or(end.and_utc())
}
