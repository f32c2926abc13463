//! The shipped calendars, day by day, and what layers may and may not do.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use chrono::{Datelike, NaiveDate, Weekday};
use hilo_rules::calendars::shipped::{self, ShippedProblem};
use hilo_rules::calendars::{Calendar, DayKind, Feast, HolidayRule, Layer, Level, Suspension};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn of(codes: &[&str]) -> Calendar {
    shipped::calendar(codes).unwrap()
}

/// Holidays of a year as `MM-DD`, weekends included.
fn holidays(calendar: &Calendar, year: i32) -> String {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let days = first.iter_days().take_while(|day| day.year() == year);
    let holidays = days.filter(|day| matches!(calendar.day(*day), DayKind::Holiday(_)));
    holidays
        .map(|day| day.format("%m-%d").to_string())
        .collect::<Vec<_>>()
        .join(" ")
}

/// domain.md 5.2, the dates of 2026.
#[test]
fn national_days_of_2026() {
    let peru = "01-01 04-02 04-03 05-01 06-07 06-29 07-23 07-28 07-29 08-06 08-30 10-08 11-01 \
        12-08 12-09 12-25";
    let chile = "01-01 04-03 04-04 05-01 05-21 06-21 06-29 07-16 08-15 09-18 09-19 10-12 10-31 \
        11-01 12-08 12-25";
    let brazil = "01-01 04-03 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25";
    assert_eq!(holidays(&of(&["PE"]), 2026), peru);
    assert_eq!(holidays(&of(&["CL"]), 2026), chile);
    assert_eq!(holidays(&of(&["BR"]), 2026), brazil);
}

/// The years the public data sets do not reach, worked out by hand from the laws.
#[test]
fn chile_in_the_years_to_come() {
    let y2028 = "01-01 04-14 04-15 05-01 05-21 06-20 06-26 07-16 08-15 09-18 09-19 10-09 10-27 \
        11-01 12-08 12-25";
    let y2029 = "01-01 03-30 03-31 05-01 05-21 06-20 07-02 07-16 08-15 09-17 09-18 09-19 10-15 \
        11-01 11-02 12-08 12-25";
    let y2030 = "01-01 04-19 04-20 05-01 05-21 06-21 06-29 07-16 08-15 09-18 09-19 09-20 10-12 \
        10-31 11-01 12-08 12-25";
    for (year, days) in [(2028, y2028), (2029, y2029), (2030, y2030)] {
        assert_eq!(holidays(&of(&["CL"]), year), days, "{year}");
    }
}

#[test]
fn peru_adds_days_as_its_laws_come() {
    let counts = [(2021, 12), (2022, 14), (2023, 15), (2024, 16), (2030, 16)];
    for (year, count) in counts {
        assert_eq!(
            holidays(&of(&["PE"]), year).split(' ').count(),
            count,
            "{year}"
        );
    }
}

#[test]
fn layers_bring_what_they_lie_on() {
    let city = of(&["BR-SP-SAO-PAULO"]);
    for day in ["2026-01-01", "2026-07-09", "2026-01-25", "2026-06-04"] {
        assert!(matches!(city.day(date(day)), DayKind::Holiday(_)), "{day}");
    }
    let poa = of(&["BR-RS-PORTO-ALEGRE"]);
    assert!(!poa.is_working(date("2026-02-02")) && !poa.is_working(date("2024-09-20")));
    assert!(poa.is_working(date("2026-07-09")), "another state's day");
    let before = of(&["BR-SP-SAO-PAULO"]);
    assert!(!before.is_working(date("2023-11-20")) && of(&["BR"]).is_working(date("2023-11-20")));
    assert!(!of(&["CL-AP"]).is_working(date("2027-06-07")));
    assert!(!of(&["CL-CHILLAN"]).is_working(date("2026-08-20")));
    assert!(of(&["CL"]).is_working(date("2026-08-20")));
    assert_eq!(
        shipped::calendar(&["XX"]).err(),
        Some(ShippedProblem::UnknownLayer("XX".to_owned()))
    );
}

#[test]
fn optional_days_are_for_the_body_to_adopt() {
    let carnival = date("2026-02-17");
    assert!(of(&["BR"]).is_working(carnival));
    assert!(!of(&["BR", "BR-OPTIONAL"]).is_working(carnival));
    let ash_wednesday = date("2026-02-18");
    assert!(of(&["BR-OPTIONAL"]).is_working(ash_wednesday));
    assert!(!of(&["BR-OPTIONAL", "BR-OPTIONAL-HALF"]).is_working(ash_wednesday));
    let bridge = date("2024-12-24");
    assert!(of(&["PE"]).is_working(bridge) && !of(&["PE-COMPENSABLE"]).is_working(bridge));
}

/// Whatever the layer, no day becomes working.
#[test]
fn layers_never_give_a_day_back() {
    for layer in shipped::layers().unwrap() {
        let Some(parent) = &layer.parent else {
            continue;
        };
        let (wide, narrow) = (of(&[parent]), of(&[&layer.code]));
        for day in date("2019-01-01")
            .iter_days()
            .take_while(|day| day.year() <= 2030)
        {
            assert!(
                wide.is_working(day) || !narrow.is_working(day),
                "{} {day}",
                layer.code
            );
        }
    }
}

#[test]
fn every_day_has_names_and_a_source() {
    for layer in shipped::layers().unwrap() {
        assert!(layer.parent.is_some() || layer.weekend == [Weekday::Sat, Weekday::Sun]);
        for rule in &layer.holidays {
            let told = [&rule.name, &rule.english, &rule.source];
            assert!(
                told.iter().all(|text| text.len() > 3),
                "{} {:?}",
                layer.code,
                rule.on
            );
            let years = (2010..=2040).filter_map(|year| rule.in_year(year)).count();
            assert!(years > 0, "{} {} never comes", layer.code, rule.name);
        }
    }
}

fn office(holidays: Vec<HolidayRule>, suspensions: Vec<Suspension>) -> Layer {
    Layer {
        code: "0001/desk".to_owned(),
        level: Level::Office,
        name: "Front desk".to_owned(),
        parent: None,
        weekend: Vec::new(),
        holidays,
        suspensions,
    }
}

#[test]
fn counting_and_stepping() {
    let chile = of(&["CL"]);
    assert_eq!(
        chile.next_working(date("2026-09-18")),
        Some(date("2026-09-21"))
    );
    assert_eq!(
        chile.next_working(date("2026-09-21")),
        Some(date("2026-09-21"))
    );
    assert_eq!(
        chile.add_working_days(date("2026-09-17"), 1),
        Some(date("2026-09-21"))
    );
    assert_eq!(
        chile.add_working_days(date("2026-09-19"), 0),
        Some(date("2026-09-19"))
    );
    assert_eq!(
        chile.working_days_between(date("2026-09-17"), date("2026-09-21")),
        1
    );
    assert_eq!(
        chile.working_days_between(date("2026-09-21"), date("2026-09-17")),
        -1
    );
    assert_eq!(
        chile.working_days_between(date("2026-09-21"), date("2026-09-21")),
        0
    );
    assert!(chile.knows(date("2040-12-31")) && !chile.knows(date("2041-01-01")));
    assert!(chile.is_working(date("2041-01-02")) && !chile.is_working(date("2041-01-05")));
}

#[test]
fn suspensions_are_named_and_change_the_version() {
    let emergency = Suspension {
        from: date("2020-03-16"),
        until: date("2020-06-10"),
        name: "Emergencia sanitaria".to_owned(),
        source: "DU 026-2020".to_owned(),
    };
    let chain = shipped::with_parents("PE").unwrap();
    let normal = Calendar::compose(chain.iter().copied());
    let desk = office(Vec::new(), vec![emergency.clone()]);
    let held = Calendar::compose(chain.iter().copied().chain([&desk]));
    assert_eq!(held.day(date("2020-05-01")), DayKind::Suspended(&emergency));
    assert!(held.is_suspended(date("2020-06-10")) && held.is_working(date("2020-06-11")));
    assert_ne!(normal.version(), held.version());
    assert_eq!(normal.version(), of(&["PE"]).version());
}

/// The label is stored with clocks for years: it may change only with the data.
#[test]
fn version_is_stable() {
    let version = of(&["BR-SP"]).version().to_owned();
    assert!(version.starts_with("2026.1/BR+BR-SP/"), "{version}");
    assert_eq!(of(&["BR", "BR-SP"]).version(), version);
    assert_ne!(of(&["BR", "BR-RS"]).version(), version);
}

#[test]
fn rules_are_written_as_text() {
    for text in [
        "06-29",
        "02-29",
        "easter-2",
        "easter+60",
        "june-solstice",
        "2022-09-16",
    ] {
        assert_eq!(text.parse::<Feast>().unwrap().to_string(), text);
    }
    for text in ["6-29x", "13-01", "easter", "easter+1000", "2022-02-30", ""] {
        assert!(text.parse::<Feast>().is_err(), "{text}");
    }
    let unknown = "{on: 01-01, name: A, english: B, source: C, weekday: mon}";
    assert!(yaml_serde::from_str::<HolidayRule>(unknown).is_err());
}
