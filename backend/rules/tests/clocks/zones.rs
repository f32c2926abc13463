//! Nights on which the clocks are moved. (reliability.md T2)

use chrono_tz::Tz;
use hilo_rules::clocks::{Clock, ClockEvent, ClockRule, What, compute};

use super::world::*;

fn filed(zone: Tz, moment: &str, length: u16) -> Clock {
    let rule = ClockRule {
        roll_end: false,
        ..calendar_days(length)
    };
    let events = [ClockEvent::new(at(moment), What::Start)];
    compute(&rule, &events, &of(&["CL"]), zone).unwrap()
}

/// (zone, filed at, local day, last moment of that day in UTC)
const NIGHTS: [(Tz, &str, &str, &str); 17] = [
    // Santiago, 6 September 2026: 00:00 does not exist, the day begins at 01:00.
    (
        Tz::America__Santiago,
        "2026-09-06T03:59:59Z",
        "2026-09-05",
        "2026-09-06T03:59:59.999999Z",
    ),
    (
        Tz::America__Santiago,
        "2026-09-06T04:00:00Z",
        "2026-09-06",
        "2026-09-07T02:59:59.999999Z",
    ),
    // Santiago, 3 April 2027: 23:00 to 24:00 comes twice; both are of the 3rd.
    (
        Tz::America__Santiago,
        "2027-04-04T02:30:00Z",
        "2027-04-03",
        "2027-04-04T03:59:59.999999Z",
    ),
    (
        Tz::America__Santiago,
        "2027-04-04T03:30:00Z",
        "2027-04-03",
        "2027-04-04T03:59:59.999999Z",
    ),
    (
        Tz::America__Santiago,
        "2027-04-04T04:00:00Z",
        "2027-04-04",
        "2027-04-05T03:59:59.999999Z",
    ),
    // Easter Island moves at the same instants, two hours earlier on the wall.
    (
        Tz::Pacific__Easter,
        "2026-09-06T03:59:59Z",
        "2026-09-05",
        "2026-09-06T04:59:59.999999Z",
    ),
    (
        Tz::Pacific__Easter,
        "2026-09-06T05:00:00Z",
        "2026-09-06",
        "2026-09-07T04:59:59.999999Z",
    ),
    (
        Tz::Pacific__Easter,
        "2027-04-04T03:30:00Z",
        "2027-04-03",
        "2027-04-04T05:59:59.999999Z",
    ),
    // Magallanes and Aysén keep summer time all year.
    (
        Tz::America__Punta_Arenas,
        "2026-09-06T02:59:59Z",
        "2026-09-05",
        "2026-09-06T02:59:59.999999Z",
    ),
    (
        Tz::America__Punta_Arenas,
        "2026-07-01T03:00:00Z",
        "2026-07-01",
        "2026-07-02T02:59:59.999999Z",
    ),
    (
        Tz::America__Coyhaique,
        "2026-09-06T02:59:59Z",
        "2026-09-05",
        "2026-09-06T02:59:59.999999Z",
    ),
    (
        Tz::America__Coyhaique,
        "2026-07-01T03:00:00Z",
        "2026-07-01",
        "2026-07-02T02:59:59.999999Z",
    ),
    // Brazil from island to Amazon, and Lima: no changes, but five hours are not three.
    (
        Tz::America__Noronha,
        "2026-09-06T01:59:59Z",
        "2026-09-05",
        "2026-09-06T01:59:59.999999Z",
    ),
    (
        Tz::America__Rio_Branco,
        "2026-09-06T04:59:59Z",
        "2026-09-05",
        "2026-09-06T04:59:59.999999Z",
    ),
    (
        Tz::America__Lima,
        "2026-09-06T05:00:00Z",
        "2026-09-06",
        "2026-09-07T04:59:59.999999Z",
    ),
    // São Paulo once skipped midnight as well: 4 November 2018 began at 01:00.
    (
        Tz::America__Sao_Paulo,
        "2018-11-04T02:59:59Z",
        "2018-11-03",
        "2018-11-04T02:59:59.999999Z",
    ),
    // Nuuk skips the last hour of a Saturday: 28 March 2026 ends at 23:00.
    (
        Tz::America__Nuuk,
        "2026-03-29T00:30:00Z",
        "2026-03-28",
        "2026-03-29T00:59:59.999999Z",
    ),
];

#[test]
fn day_and_its_last_moment_are_those_of_the_place() {
    for (zone, moment, day, last) in NIGHTS {
        let clock = filed(zone, moment, 0);
        assert_eq!(clock.due_on, date(day), "{zone} {moment}");
        assert_eq!(clock.due_at, at(last), "{zone} {moment}");
        assert!(
            !clock.is_late(at(moment)) && !clock.is_late(at(last)),
            "{zone} {moment}"
        );
    }
}

#[test]
fn terms_across_a_change_keep_their_days() {
    for (zone, moment, day, _) in NIGHTS {
        let clock = filed(zone, moment, 10);
        assert_eq!((clock.due_on - date(day)).num_days(), 10, "{zone} {moment}");
        assert_eq!(
            clock.due_at.with_timezone(&zone).date_naive(),
            clock.due_on,
            "{zone} {moment}"
        );
    }
}
