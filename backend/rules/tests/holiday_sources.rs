//! Our tables against two public holiday packages, day by day, with every difference explained.
//!
//! The data set is not part of the repository: without it the test says so and passes.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::{Datelike, NaiveDate, Weekday};
use hilo_rules::calendars::{Calendar, DayKind, shipped};

type Days = BTreeSet<NaiveDate>;

fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("HILO_SHARED").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let data = shared.unwrap_or(beside).join("data/holidays");
    if data.is_dir() {
        return Some(data);
    }
    eprintln!(
        "SKIPPED: no holiday data at {}; set HILO_SHARED to compare",
        data.display()
    );
    None
}

/// Days in one column of a file, of the rows that pass; `None` without the data set.
fn theirs(file: &str, wanted: impl Fn(&csv::StringRecord) -> bool, column: usize) -> Option<Days> {
    let mut reader = csv::Reader::from_path(folder()?.join(file)).unwrap();
    let rows = reader.records().map(Result::unwrap).filter(wanted);
    Some(
        rows.map(|row| row.get(column).unwrap().get(..10).unwrap().parse().unwrap())
            .collect(),
    )
}

fn python(country: &str, part: &str, category: &str) -> Option<Days> {
    let wanted = |row: &csv::StringRecord| {
        row.get(0) == Some(country) && row.get(1) == Some(part) && row.get(5) == Some(category)
    };
    theirs("holidays_pe_cl_br_2019_2027.csv", wanted, 2)
}

fn node(country: &str, state: &str, region: &str) -> Option<Days> {
    let wanted = |row: &csv::StringRecord| {
        let place = [row.get(0), row.get(1), row.get(2)];
        place == [Some(country), Some(state), Some(region)] && row.get(5) == Some("public")
    };
    theirs("date_holidays_pe_cl_br_2019_2027.csv", wanted, 3)
}

/// Holidays of the calendar in the years of the data, 2019 to 2027.
fn ours(codes: &[&str]) -> Days {
    let calendar = shipped::calendar(codes).unwrap();
    let first = NaiveDate::from_ymd_opt(2019, 1, 1).unwrap();
    let days = first.iter_days().take_while(|day| day.year() <= 2027);
    days.filter(|day| is_holiday(&calendar, *day)).collect()
}

fn is_holiday(calendar: &Calendar, day: NaiveDate) -> bool {
    matches!(calendar.day(day), DayKind::Holiday(_))
}

fn added(layer: &str) -> Days {
    let parent = shipped::with_parents(layer).unwrap();
    let below: Vec<&str> = parent
        .iter()
        .rev()
        .skip(1)
        .map(|layer| layer.code.as_str())
        .collect();
    ours(&[layer]).difference(&ours(&below)).copied().collect()
}

fn only(left: &Days, right: &Days) -> Days {
    left.difference(right).copied().collect()
}

fn dates(list: &str) -> Days {
    list.split_whitespace()
        .map(|day| day.parse().unwrap())
        .collect()
}

const EASTER_SUNDAYS: &str = "2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 \
    2025-04-20 \
                              2026-04-05 2027-03-28";

#[test]
fn peru_agrees_but_for_easter_sunday() {
    // Both packages list Easter Sunday, which DLeg 713 art. 6 does not name. It is a Sunday, so no
    // due date moves.
    for theirs in [python("PE", "", "public"), node("PE", "", "")]
        .into_iter()
        .flatten()
    {
        assert_eq!(
            only(&theirs, &ours(&["PE"])),
            only(&dates(EASTER_SUNDAYS), &ours(&["PE"]))
        );
        assert_eq!(only(&ours(&["PE"]), &theirs), Days::new());
    }
}

#[test]
fn chile_agrees_with_the_first_list() {
    let Some(theirs) = python("CL", "", "public") else {
        return;
    };
    assert_eq!(ours(&["CL"]), theirs);
}

#[test]
fn chile_differs_from_the_second_list_in_holy_week_only() {
    // The second package has Easter Sunday where the law has Holy Saturday. Both days are weekends.
    let Some(theirs) = node("CL", "", "") else {
        return;
    };
    assert_eq!(only(&theirs, &ours(&["CL"])), dates(EASTER_SUNDAYS));
    let holy_saturdays: Days = dates(EASTER_SUNDAYS)
        .iter()
        .filter_map(|day| day.pred_opt())
        .collect();
    assert_eq!(only(&ours(&["CL"]), &theirs), holy_saturdays);
}

#[test]
fn chile_regions_agree() {
    if let Some(theirs) = python("CL", "AP", "public") {
        assert_eq!(added("CL-AP"), theirs);
    }
    if let Some(theirs) = python("CL", "NB", "public") {
        assert_eq!(added("CL-CHILLAN"), theirs);
        assert_eq!(added("CL-CHILLAN-VIEJO"), theirs);
    }
}

#[test]
fn brazil_agrees_with_the_first_list() {
    let Some(theirs) = python("BR", "", "public") else {
        return;
    };
    assert_eq!(ours(&["BR"]), theirs);
    let optional = python("BR", "", "optional").unwrap();
    let both = ours(&["BR-OPTIONAL", "BR-OPTIONAL-HALF"]);
    assert_eq!(only(&both, &ours(&["BR"])), optional);
}

#[test]
fn brazil_differs_from_the_second_list_in_election_sundays() {
    // The second package lists every election day. They are Sundays by the constitution, in even
    // years. 2020 is the exception that proves it: the elections were moved to 15 and 29 November,
    // Sundays as well.
    let Some(theirs) = node("BR", "", "") else {
        return;
    };
    for day in only(&theirs, &ours(&["BR"])) {
        assert_eq!(day.weekday(), Weekday::Sun, "{day}");
        assert_eq!(day.year() % 2, 0, "{day}");
    }
    assert_eq!(only(&ours(&["BR"]), &theirs), Days::new());
}

#[test]
fn brazilian_states_and_the_city_agree_but_for_the_pandemic() {
    if let Some(theirs) = python("BR", "RS", "public") {
        assert_eq!(added("BR-RS"), theirs);
    }
    if let Some(theirs) = python("BR", "SP", "public") {
        // Lei estadual 17.264/2020 brought 9 July 2020 forward to 25 May; the package does not know
        // it.
        assert_eq!(only(&theirs, &added("BR-SP")), dates("2020-07-09"));
        assert_eq!(only(&added("BR-SP"), &theirs), dates("2020-05-25"));
    }
    if let Some(theirs) = python("BR", "São Paulo Capital", "public") {
        // City holidays brought forward in 2020 and 2021 (Decretos 59.450/2020 and 60.131/2021);
        // the package's list for the city holds the state's day as well.
        let ahead = "2020-05-20 2020-05-21 2020-05-25 2021-03-26 2021-03-29 2021-03-30 2021-03-31 \
            2021-04-01";
        let city: Days = added("BR-SP")
            .union(&added("BR-SP-SAO-PAULO"))
            .copied()
            .collect();
        assert_eq!(only(&city, &theirs), dates(ahead));
        assert_eq!(only(&theirs, &city), dates("2020-07-09"));
    }
}
