//! Reading packs, and what makes one of them wrong.

use std::fmt;

use super::pack::Pack;
use crate::clocks::{ClockRule, Extension};

/// The packs that come with the program, as they are written.
pub const SHIPPED: &[&str] = &[
    include_str!("data/pe-libro.yaml"),
    include_str!("data/pe-foi.yaml"),
    include_str!("data/cl-oirs.yaml"),
    include_str!("data/cl-foi.yaml"),
    include_str!("data/br-ouvidoria.yaml"),
    include_str!("data/br-lai.yaml"),
    include_str!("data/br-156.yaml"),
    include_str!("data/open.yaml"),
];

/// Clocks that a pack may give a rule for, besides `main`, `dispute`, `correction`, `transfer`, `silence` and `appeal`.
const STAGES: &[&str] = &[
    "triage",
    "unit",
    "internal",
    "notification",
    "pick_up",
    "transcription",
];

/// Why a text is not a pack.
#[derive(Debug)]
pub struct PackProblem(String);

impl fmt::Display for PackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PackProblem {}

/// Reads a pack and checks what a type cannot say.
///
/// # Errors
/// With the pack's name and everything that is wrong, a line each.
pub fn read(text: &str) -> Result<Pack, PackProblem> {
    let pack: Pack = yaml_serde::from_str(text).map_err(|error| PackProblem(error.to_string()))?;
    let wrong = faults(&pack);
    if wrong.is_empty() {
        return Ok(pack);
    }
    let lines: Vec<String> = wrong
        .iter()
        .map(|fault| format!("{}: {fault}", pack.name))
        .collect();
    Err(PackProblem(lines.join("\n")))
}

/// What is wrong with a pack that could be read.
fn faults(pack: &Pack) -> Vec<String> {
    let mut wrong = Vec::new();
    if pack.version < 1 || pack.kinds.is_empty() {
        wrong.push("a pack has a version from 1 and at least one kind".to_owned());
    }
    for (kind, policy) in &pack.kinds {
        if policy.outcomes.is_empty() {
            wrong.push(format!("{kind} has no outcome"));
        }
        wrong.extend(
            policy
                .clock
                .as_ref()
                .and_then(|rule| misnamed(rule, "main", &kind.to_string())),
        );
        for special in policy
            .reasoned
            .iter()
            .chain(&policy.with_measures)
            .chain(&policy.with_evidence)
        {
            if !policy.outcomes.contains(special) {
                wrong.push(format!("{kind} cannot end as {special}"));
            }
        }
        for appeal in &policy.appeals {
            wrong.extend(misnamed(
                &appeal.within,
                "appeal",
                "the window of an appeal",
            ));
            match &appeal.clock {
                Some(rule) => wrong.extend(misnamed(rule, "main", "the clock of an appeal")),
                None if appeal.is_outside => {}
                None => wrong.push(format!("an appeal of {kind} has no clock")),
            }
        }
    }
    for rule in &pack.stages {
        if !STAGES.contains(&rule.name.as_str()) {
            wrong.push(format!("there is no clock called {}", rule.name));
        }
        wrong.extend(misnamed(rule, &rule.name, "a stage"));
    }
    if let Some(correction) = &pack.correction {
        wrong.extend(misnamed(&correction.clock, "correction", "the correction"));
    }
    if let Some(transfer) = &pack.transfer {
        wrong.extend(misnamed(&transfer.clock, "transfer", "the transfer"));
    }
    if let Some(silence) = &pack.silence {
        wrong.extend(misnamed(&silence.clock, "silence", "the silence"));
    }
    if !pack.marks.is_sorted_by(|a, b| a < b)
        || pack.marks.iter().any(|mark| !(1..=100).contains(mark))
    {
        wrong.push("marks are shares from 1 to 100, each once, in order".to_owned());
    }
    wrong
}

fn misnamed(rule: &ClockRule, name: &str, what: &str) -> Option<String> {
    if rule.name != name {
        Some(format!("the clock of {what} is called {name}"))
    } else if rule.source.trim().is_empty() {
        Some(format!("the clock of {what} names its source"))
    } else if rule.length == 0 && rule.extension != Extension::None {
        Some(format!("the clock of {what} has nothing to extend"))
    } else {
        None
    }
}

/// Every pack that comes with the program.
///
/// # Errors
/// Never in a tested build: a test reads them all.
pub fn shipped() -> Result<Vec<Pack>, PackProblem> {
    SHIPPED.iter().map(|text| read(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{Kind, Outcome};

    fn pack(name: &str) -> Pack {
        let packs = shipped().unwrap();
        packs.into_iter().find(|pack| pack.name == name).unwrap()
    }

    #[test]
    fn every_shipped_pack_reads_and_names_are_unique() {
        let packs = shipped().unwrap();
        let names: std::collections::BTreeSet<_> = packs.iter().map(|pack| &pack.name).collect();
        assert_eq!(names.len(), SHIPPED.len());
    }

    #[test]
    fn a_peruvian_complaint_has_thirty_working_days_and_no_extension() {
        // PE-42; DS 007-2020-PCM art. 14; domain 7.3 row 14
        let clock = pack("pe-libro").kinds[&Kind::Complaint]
            .clock
            .clone()
            .unwrap();
        assert_eq!((clock.length, clock.extension), (30, Extension::None));
    }

    #[test]
    fn in_peru_only_the_one_correction_request_stops_the_clock() {
        // DS 007-2020-PCM art. 16.1 b; domain 1.3
        let peru = pack("pe-libro");
        assert!(peru.suspensions.is_empty());
        assert_eq!(peru.correction.map(|correction| correction.times), Some(1));
    }

    #[test]
    fn access_to_information_has_its_own_terms_and_appeals() {
        // domain 1.8, 2.4, 4.6; CL-29
        let clock = |name| {
            pack(name).kinds[&Kind::InformationRequest]
                .clock
                .clone()
                .unwrap()
        };
        assert_eq!(clock("pe-foi").length, 10);
        assert_eq!(clock("cl-foi").length, 20);
        assert_eq!(clock("cl-foi").extension, Extension::OnceFixed(10));
        assert_eq!(clock("br-lai").extension, Extension::OnceFixed(10));
        let brazil = pack("br-lai");
        let appeals = &brazil.kinds[&Kind::InformationRequest].appeals;
        assert_eq!(
            appeals.iter().filter(|appeal| !appeal.is_outside).count(),
            2
        );
    }

    #[test]
    fn every_kind_of_case_has_a_main_clock() {
        // domain 7.5, invariant 1: a registered case always has a due date
        for pack in shipped().unwrap() {
            for (kind, policy) in &pack.kinds {
                assert!(policy.clock.is_some(), "{} {kind}", pack.name);
            }
        }
    }

    #[test]
    fn whoever_says_no_says_why() {
        // domain 7.5, invariant 6; Ley 19.880 art. 41; DS 007 art. 16.2
        for pack in shipped().unwrap() {
            for (kind, policy) in &pack.kinds {
                let says_no = policy.outcomes.contains(&Outcome::Denied);
                assert!(
                    !says_no || policy.reasoned.contains(&Outcome::Denied),
                    "{} {kind}",
                    pack.name
                );
            }
        }
    }

    #[test]
    fn an_unknown_field_is_refused() {
        assert!(read(&SHIPPED[0].replace("routing:", "rooting:")).is_err());
    }

    #[test]
    fn a_clock_without_its_source_is_refused() {
        let told = read(&SHIPPED[0].replace("source: \"DS 007-2020-PCM art. 14\"", "source: \"\""));
        assert!(told.unwrap_err().to_string().contains("names its source"));
    }
}
