//! What a regime says of one kind of case.

use serde::{Deserialize, Serialize};

use super::pack::{Ground, Titles};
use crate::clocks::ClockRule;
use crate::vocabulary::Outcome;

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
    /// Outcomes that say no and must say why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasoned: Vec<Outcome>,
    /// Outcomes that promise something: the answer names measures, each with an owner and a day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with_measures: Vec<Outcome>,
    /// Outcomes that say that work was done: the answer needs a file of the body as evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with_evidence: Vec<Outcome>,
    /// Grounds a refusal must name, for access to information.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusal_grounds: Vec<Ground>,
    /// Instances after the first answer, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appeals: Vec<Appeal>,
}

/// One instance of appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    pub title: Titles,
    /// How long after the answer the person may appeal.
    pub within: ClockRule,
    /// How long the instance has; empty where somebody outside decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockRule>,
    /// The person may also appeal when the term ended without an answer.
    #[serde(default)]
    pub after_silence: bool,
    /// Another body decides, so that the person is told where to go and nothing happens here.
    #[serde(default)]
    pub is_outside: bool,
    pub source: String,
}
