//! domain.md 5.3, row by row.

use chrono_tz::Tz;
use hilo_rules::clocks::{ClockRule, compute};

use super::world::*;

/// (row, calendar, zone, filed on, rule, extended by, due on)
type Row = (
    &'static str,
    &'static str,
    Tz,
    &'static str,
    ClockRule,
    u16,
    &'static str,
);

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    let (pe, cl, br) = (
        Tz::America__Lima,
        Tz::America__Santiago,
        Tz::America__Sao_Paulo,
    );
    vec![
        ("PE 3 WD triage", "PE", pe, "2026-07-20", working(3), 0, "2026-07-24"),
        ("PE 30 WD", "PE", pe, "2026-07-20", working(30), 0, "2026-09-04"),
        ("PE Saturday, raw", "PE", pe, "2026-07-25", working(30), 0, "2026-09-09"),
        ("PE Saturday, deemed", "PE", pe, "2026-07-25", deemed(working(30)), 0, "2026-09-10"),
        ("PE Holy Week 2 WD", "PE", pe, "2026-03-27", working(2), 0, "2026-03-31"),
        ("PE Holy Week 30 WD", "PE", pe, "2026-03-27", working(30), 0, "2026-05-13"),
        ("PE year end", "PE", pe, "2026-12-01", working(30), 0, "2027-01-18"),
        ("CL Thursday 5 WD", "CL", cl, "2026-09-10", deemed(working(5)), 0, "2026-09-17"),
        ("CL Thursday 20 WD", "CL", cl, "2026-09-10", deemed(working(20)), 0, "2026-10-09"),
        ("CL Thursday 30 WD", "CL", cl, "2026-09-10", deemed(working(30)), 0, "2026-10-26"),
        ("CL Saturday 5 WD", "CL", cl, "2026-09-12", deemed(working(5)), 0, "2026-09-22"),
        ("CL Saturday 20 WD", "CL", cl, "2026-09-12", deemed(working(20)), 0, "2026-10-14"),
        ("CL Saturday 30 WD", "CL", cl, "2026-09-12", deemed(working(30)), 0, "2026-10-28"),
        ("CL June 20 WD", "CL", cl, "2026-06-25", deemed(working(20)), 0, "2026-07-27"),
        ("CL June 20+10 WD", "CL", cl, "2026-06-25", deemed(working(20)), 10, "2026-08-10"),
        ("BR 30 CD to Sunday", "BR", br, "2026-03-20", calendar_days(30), 0, "2026-04-20"),
        ("BR 30 CD to Independence", "BR", br, "2026-08-07", calendar_days(30), 0, "2026-09-08"),
        ("BR 20 CD", "BR", br, "2026-10-10", calendar_days(20), 0, "2026-10-30"),
        ("BR 30 CD", "BR", br, "2026-10-10", calendar_days(30), 0, "2026-11-09"),
        ("BR 60 CD", "BR", br, "2026-10-10", calendar_days(60), 0, "2026-12-09"),
        ("BR 30+30 CD", "BR", br, "2026-10-10", calendar_days(30), 30, "2026-12-09"),
        ("SP 10 WD with 9 July", "BR-SP", br, "2026-07-06", working(10), 0, "2026-07-21"),
        ("SP 10 WD, national only", "BR", br, "2026-07-06", working(10), 0, "2026-07-20"),
    ]
}

#[test]
fn due_dates_of_the_law() {
    for (name, calendar, zone, filed, rule, extra, due) in rows() {
        let mut events = vec![start(filed)];
        events.extend((extra > 0).then(|| extension(filed, extra)));
        let clock = compute(&rule, &events, &of(&[calendar]), zone).unwrap();
        assert_eq!(clock.due_on, date(due), "{name}");
        assert_eq!(clock.total, rule.length + extra, "{name}");
    }
}

/// A Sunday that is rolled over a holiday: Sunday 6 September, Monday 7 is Independence Day.
#[test]
fn sunday_of_the_rolled_row_is_the_thirtieth_day() {
    let events = [start("2026-08-07")];
    let clock = compute(
        &calendar_days(30),
        &events,
        &of(&["BR"]),
        Tz::America__Sao_Paulo,
    )
    .unwrap();
    assert_eq!(clock.counted.last(), Some(&date("2026-09-06")));
    assert_eq!(clock.counted_from, date("2026-08-08"));
}
