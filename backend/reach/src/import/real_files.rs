//! The shipped mappings over the real files, when they are at hand: everything is read, nothing is stored.

use std::collections::HashMap;
use std::path::PathBuf;

use hilo_rules::calendars::shipped;
use hilo_rules::packs;

use super::convert::{Converted, Converter};
use super::due::House;
use super::file::Rows;
use super::mapping;
use super::report::Report;

/// Rows looked at without optimisation; a release build reads the files whole.
const SAMPLE: u64 = if cfg!(debug_assertions) {
    20_000
} else {
    u64::MAX
};

/// The folder of real files; they are never part of the repository.
pub fn shared() -> Option<PathBuf> {
    let told = std::env::var_os("HILO_SHARED").map(PathBuf::from);
    let folder = told
        .unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")));
    let data = folder.join("data");
    if data.is_dir() {
        return Some(data);
    }
    eprintln!(
        "SKIPPED: no real files at {}; set HILO_SHARED to the folder that has data/",
        data.display()
    );
    None
}

fn look(
    file: &str,
    name: &str,
    pack: &str,
    layers: &[&str],
    zone: chrono_tz::Tz,
) -> Option<Report> {
    let path = shared()?.join("requests").join(file);
    let mapping = mapping::load(name).unwrap();
    let packs = packs::shipped().unwrap();
    let pack = packs.iter().find(|known| known.name == pack).unwrap();
    let house = House {
        zone,
        calendar: shipped::calendar(layers).unwrap(),
        rule: pack.kinds[&mapping.kind].clock.clone(),
        terms: HashMap::new(),
    };
    let mut rows = Rows::open(&path, mapping.separator).unwrap();
    let mut converter = Converter::new(&mapping, &rows.header, &house).unwrap();
    while converter.report.read < SAMPLE {
        let Some(row) = rows.next_row().unwrap() else {
            break;
        };
        converter.report.read += 1;
        match converter.convert(&row.unwrap()) {
            Converted::Case(case) => {
                assert!(
                    case.finished_at.is_none_or(|end| end >= case.filed_at),
                    "line {}",
                    case.line
                );
                converter.report.stored += 1;
            }
            Converted::Repeat => converter.report.repeats_left_out += 1,
            Converted::Rejected(reason) => panic!("a row of a real file is rejected: {reason}"),
        }
    }
    println!("{file}\n{}\n", converter.report);
    assert_eq!(converter.report.unaccounted(), 0);
    Some(converter.report)
}

fn quirk(report: &Report, begins: &str) -> u64 {
    report
        .quirks
        .iter()
        .filter(|(what, _)| what.starts_with(begins))
        .map(|(_, rows)| rows)
        .sum()
}

#[test]
fn sao_paulo_with_addresses() {
    let zone = chrono_tz::America::Sao_Paulo;
    let year = |file| look(file, "sp156", "br-156", &["BR"], zone);
    let Some(first) = year("br_sao_paulo_sp156_2019.csv.gz") else {
        return;
    };
    let Some(second) = year("br_sao_paulo_sp156_2020.csv.gz") else {
        return;
    };

    for report in [&first, &second] {
        assert_eq!(report.districts.rows.get("unmapped"), None);
        assert_eq!(quirk(report, "channel"), 0);
    }
    if SAMPLE == u64::MAX {
        assert_eq!((first.read, second.read), (123_080, 112_592));
        assert_eq!((first.repeats_left_out, second.repeats_left_out), (4, 26));
        // The source has 218; two of them are still open, so that their date closes nothing.
        assert_eq!(quirk(&first, "closed before"), 216);
        assert_eq!(
            quirk(&first, "open with a date") + quirk(&second, "open with a date"),
            3_390
        );
    }
}

#[test]
fn sao_paulo_animals() {
    let zone = chrono_tz::America::Sao_Paulo;
    let Some(report) = look(
        "br_sao_paulo_sp156_animais_2012_2020.csv.gz",
        "sp156-animals",
        "br-156",
        &["BR"],
        zone,
    ) else {
        return;
    };

    let rows = |found| report.districts.rows.get(found).copied().unwrap_or(0);
    let named = rows("exact") + rows("alias") + rows("close");
    // Three quarters of the places that are given can be named without a doubt; the rest are neighbourhoods.
    assert!(
        named * 4 > (named + rows("unmapped")) * 3,
        "{:?}",
        report.districts.rows
    );
    if SAMPLE == u64::MAX {
        assert_eq!(report.read, 461_109);
        assert_eq!(quirk(&report, "equal to an earlier row"), 66_323);
        assert_eq!(rows("empty or unknown"), 52_605);
    }
}

#[test]
fn boston_with_targets() {
    let Some(report) = look(
        "us_boston_311_2011H2.csv.gz",
        "boston-311",
        "open",
        &[],
        chrono_tz::America::New_York,
    ) else {
        return;
    };

    assert!(quirk(&report, "no target") > 0 && quirk(&report, "late by hours") > 0);
    if SAMPLE == u64::MAX {
        assert_eq!(report.read, 58_251);
        assert_eq!(quirk(&report, "point that stands"), 4_775);
        assert_eq!(quirk(&report, "no target"), 10_981);
    }
}

#[test]
fn chilean_education() {
    let Some(report) = look(
        "cl_superintendencia_educacion_denuncias_2014_2021.csv.gz",
        "cl-education",
        "cl-oirs",
        &["CL"],
        chrono_tz::America::Santiago,
    ) else {
        return;
    };

    if SAMPLE == u64::MAX {
        assert_eq!(report.read, 80_764);
        assert_eq!(quirk(&report, "ended without a date"), 1);
    }
}
