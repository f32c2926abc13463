//! Policy packs: the law of a regime as versioned data (design 4).
//!
//! A pack never adds states or steps; it says which kinds of case there are, how long they may take, how they may end,
//! who must sign, and how long the person may dispute the answer.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clocks::ClockRule;
use crate::vocabulary::{Kind, Language, Outcome};

/// The packs that come with the program, as they are written.
pub const SHIPPED: &[&str] = &[
    include_str!("data/pe-libro.yaml"),
    include_str!("data/cl-oirs.yaml"),
    include_str!("data/br-ouvidoria.yaml"),
    include_str!("data/br-156.yaml"),
    include_str!("data/open.yaml"),
];

/// A version of a regime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Stable name, such as `pe-libro`.
    pub name: String,
    /// Counts up with each change; cases pin one.
    pub version: i32,
    pub title: Titles,
    pub kinds: BTreeMap<Kind, KindPolicy>,
    pub answer: AnswerPolicy,
    pub routing: Routing,
    /// How long after being told the person may dispute the answer.
    pub dispute: ClockRule,
}

/// A title in the languages of the interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    pub es: String,
    #[serde(rename = "pt-BR")]
    pub pt: String,
    pub en: String,
}

/// What the regime says of one kind of case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindPolicy {
    /// Main clock: the legal term, or the body's own where the law sets none. Only foreign packs may leave it out.
    pub clock: Option<ClockRule>,
    /// How a case of this kind may end.
    pub outcomes: Vec<Outcome>,
    pub is_anonymous_allowed: bool,
    /// Cases of this kind are confidential from the first moment.
    #[serde(default)]
    pub is_confidential: bool,
}

/// How answers are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerPolicy {
    /// Somebody else than the author approves.
    pub needs_second_person: bool,
    /// Supervisors may sign answers of their unit; otherwise only the lead.
    pub supervisor_signs: bool,
    pub source: String,
}

/// Where a filed case goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Routing {
    /// The intake desk looks at each.
    Desk,
    /// To the unit of the service at once; to the desk when none is known.
    Service,
}

/// Why a text is not a pack.
#[derive(Debug)]
pub struct PackProblem(String);

impl fmt::Display for PackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PackProblem {}

impl Titles {
    /// The title in a language.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Spanish => &self.es,
            Language::Portuguese => &self.pt,
            Language::English => &self.en,
        }
    }
}

/// Reads a pack and checks what a type cannot say.
///
/// # Errors
/// With the pack's name and what is wrong.
pub fn read(text: &str) -> Result<Pack, PackProblem> {
    let pack: Pack = yaml_serde::from_str(text).map_err(|error| PackProblem(error.to_string()))?;
    let refuse = |what: String| Err(PackProblem(format!("{}: {what}", pack.name)));
    if pack.version < 1 || pack.kinds.is_empty() {
        return refuse("a pack has a version from 1 and at least one kind".to_owned());
    }
    for (kind, policy) in &pack.kinds {
        if policy.outcomes.is_empty() {
            return refuse(format!("{kind} has no outcome"));
        }
        if policy
            .clock
            .as_ref()
            .is_some_and(|clock| clock.source.trim().is_empty() || clock.name != "main")
        {
            return refuse(format!(
                "the clock of {kind} is called main and names its source"
            ));
        }
    }
    Ok(pack)
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

    #[test]
    fn every_shipped_pack_reads_and_names_are_unique() {
        let packs = shipped().unwrap();
        let names: std::collections::BTreeSet<_> = packs.iter().map(|pack| &pack.name).collect();
        assert_eq!(names.len(), SHIPPED.len());
    }

    #[test]
    fn a_peruvian_complaint_has_thirty_working_days_and_no_extension() {
        // DS 007-2020-PCM art. 14; domain 7.3 row 14
        let packs = shipped().unwrap();
        let peru = packs.iter().find(|pack| pack.name == "pe-libro").unwrap();
        let clock = peru.kinds[&Kind::Complaint].clock.as_ref().unwrap();
        assert_eq!(
            (clock.length, clock.extension),
            (30, crate::clocks::Extension::None)
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
    fn an_unknown_field_is_refused() {
        assert!(read(&SHIPPED[0].replace("routing:", "rooting:")).is_err());
    }
}
