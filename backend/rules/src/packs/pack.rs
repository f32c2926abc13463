//! A version of a regime.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::kinds::KindPolicy;
use crate::clocks::ClockRule;
use crate::vocabulary::{Kind, Language, Outcome};

/// Units that may say "not ours" before a head decides (anchors check 36).
const BOUNCES: u8 = 3;

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
    /// Regimes that hold beside this one, by name: access to information beside complaints (CL-29).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// Clocks beside the main one, by their names: `triage`, `unit`, `internal`, `notification`, `pick_up`,
    /// `transcription`. One that is left out does not run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<ClockRule>,
    /// Whether and how the person may be asked to complete a case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// Grounds on which the clocks may stand still. Empty: none (Peru).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspensions: Vec<Ground>,
    /// Grounds on which a case may be archived at triage. Receipt itself is never refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub archive_grounds: Vec<Ground>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<TransferPolicy>,
    /// Shares of a clock, in percent, at which its case is escalated, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<u8>,
    /// What a person can do when the term ends without an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence: Option<Silence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minors: Option<Minors>,
}

impl Pack {
    /// The rule of a clock beside the main one.
    pub fn stage(&self, name: &str) -> Option<&ClockRule> {
        if name == "correction" {
            return self.correction.as_ref().map(|correction| &correction.clock);
        }
        if name == "silence" {
            return self.silence.as_ref().map(|silence| &silence.clock);
        }
        self.stages.iter().find(|rule| rule.name == name)
    }

    /// "Not ours" so often that a head decides.
    pub fn is_bounced(&self, bounces: i16) -> bool {
        bounces >= i16::from(BOUNCES)
    }
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

/// A ground that the law names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Stable within the pack.
    pub code: String,
    pub title: Titles,
    pub source: String,
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

/// How the person may be asked to complete a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// At most so often; every request names all defects together.
    pub times: u8,
    /// How long the person has. The main clock stands still meanwhile.
    pub clock: ClockRule,
    /// What an unanswered request makes of the case, besides archiving it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_on_silence: Option<Outcome>,
}

/// What a transfer to another entity means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferPolicy {
    /// How long the receiver may think.
    pub clock: ClockRule,
    pub on_silence: OnSilence,
}

/// What an unanswered offer becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnSilence {
    /// It counts as accepted.
    Accepted,
    /// The case stays where it is.
    Returned,
}

impl OnSilence {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Returned => "returned",
        }
    }
}

/// The right to denounce that the term ended without an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// How long the head then has.
    pub clock: ClockRule,
    /// What the law says comes then, for the person.
    pub title: Titles,
    pub source: String,
}

/// From which age a minor files alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minors {
    /// Years; younger persons name a guardian.
    pub alone_from: u8,
    pub source: String,
}
