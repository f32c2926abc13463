//! The gate before an answer goes out (PE-40; anchors checks 42, 43, 57; domain 7.3 row 18 and 9, trap 11): every point of
//! the person has its answer, whoever says no says why, promises have an owner and a day, and nothing is left blank.
//!
//! All faults are told at once. What a regime asks for stands in the version that the case is pinned to: a version that
//! names no outcomes to be reasoned asks for no basis.

use std::str::FromStr;

use hilo_platform::problem::{Answer, FieldError, Problem};
use hilo_platform::tx::Tx;
use hilo_rules::packs::KindPolicy;
use hilo_rules::vocabulary::Outcome;

use crate::turn::Turn;
use crate::view::answered::{AnsweredPoint, PointAnswer};
use crate::view::parts::{Measure, ResponseRow};
use crate::view::procedure::{Point, points_of};

/// Fewer letters and digits than this say nothing: ".", "ok", "attended".
const FEWEST_LETTERS: usize = 10;

/// What was written, from a request or from the draft in the drawer.
#[derive(Debug, Clone)]
pub struct Written {
    pub outcome: Outcome,
    pub text: String,
    pub basis: Option<String>,
    pub ground: Option<String>,
    pub points: Vec<PointAnswer>,
    pub measures: Vec<Measure>,
    pub late_reason: Option<String>,
}

impl Written {
    /// A draft as it was stored.
    pub fn of_row(row: &ResponseRow) -> Answer<Self> {
        let points = row.points()?.into_iter();
        Ok(Self {
            outcome: Outcome::from_str(&row.outcome).map_err(Problem::broken)?,
            text: row.body.clone(),
            basis: row.basis.clone(),
            ground: row.ground.clone(),
            points: points.map(PointAnswer::from).collect(),
            measures: row.measures()?,
            late_reason: row.late_reason.clone(),
        })
    }
}

/// What is asked of an answer to one case.
pub struct Asked {
    policy: Option<KindPolicy>,
    /// The points of the person.
    points: Vec<Point>,
    /// The main clock is past its due date.
    is_late: bool,
}

impl Asked {
    /// What is asked now of an answer to the case of a turn.
    pub fn of(tx: &mut Tx<'_>, turn: &Turn) -> Answer<Self> {
        Ok(Self {
            policy: turn.pack.kinds.get(&turn.case.kind()?).cloned(),
            points: points_of(tx.conn, &turn.case)?,
            is_late: turn.case.due_at.is_some_and(|due| due < tx.now),
        })
    }

    /// What does not fit this case at all; refused already when a draft is only kept.
    pub fn misfits(&self, written: &Written) -> Vec<FieldError> {
        let mut wrong = Vec::new();
        let policy = self.policy.as_ref();
        if !policy.is_some_and(|policy| policy.outcomes.contains(&written.outcome)) {
            wrong.push(FieldError::new("/outcome", "outcome-not-allowed"));
        }
        if let Some(code) = &written.ground {
            let is_known = policy.is_some_and(|policy| {
                policy
                    .refusal_grounds
                    .iter()
                    .any(|ground| ground.code == *code)
            });
            if !is_known {
                wrong.push(FieldError::new("/ground", "unknown"));
            }
        }
        for (i, answer) in written.points.iter().enumerate() {
            let is_double = written
                .points
                .iter()
                .take(i)
                .any(|other| other.n == answer.n);
            if !self.points.iter().any(|point| point.n == answer.n) {
                wrong.push(FieldError::new(format!("/points/{i}/n"), "unknown"));
            } else if is_double {
                wrong.push(FieldError::new(format!("/points/{i}/n"), "duplicate-key"));
            }
        }
        wrong
    }

    /// What is still missing before the answer may go out. `/points/2` is the person's second point.
    pub fn gaps(&self, written: &Written) -> Vec<FieldError> {
        let mut wrong = Vec::new();
        said("/text", Some(&written.text), true, &mut wrong);
        said(
            "/basis",
            written.basis.as_deref(),
            self.is_reasoned(written),
            &mut wrong,
        );
        if written.ground.is_none() && self.is_reasoned(written) && self.has_grounds() {
            wrong.push(FieldError::new("/ground", "required"));
        }
        for Point { n, .. } in &self.points {
            let answer = written.points.iter().find(|answer| answer.n == *n);
            let text = answer.map_or("", |answer| answer.text.trim());
            if !text.chars().any(char::is_alphanumeric) {
                wrong.push(FieldError::new(format!("/points/{n}"), "required"));
            } else if has_blank(text) {
                wrong.push(FieldError::new(format!("/points/{n}"), "blank-left"));
            }
        }
        if written.measures.is_empty() && self.promises(written) {
            wrong.push(FieldError::new("/measures", "required"));
        }
        for (i, measure) in written.measures.iter().enumerate() {
            if measure
                .owner
                .as_deref()
                .is_none_or(|owner| owner.trim().is_empty())
            {
                wrong.push(FieldError::new(format!("/measures/{i}/owner"), "required"));
            }
            if measure.due_on.is_none() {
                wrong.push(FieldError::new(format!("/measures/{i}/due_on"), "required"));
            }
            if has_blank(&measure.text) {
                wrong.push(FieldError::new(format!("/measures/{i}/text"), "blank-left"));
            }
        }
        said(
            "/late_reason",
            written.late_reason.as_deref(),
            self.is_late,
            &mut wrong,
        );
        wrong
    }

    /// The answers with the points that they answer, in the order of the points.
    pub fn matched(&self, answers: &[PointAnswer]) -> Vec<AnsweredPoint> {
        let pairs = self.points.iter().filter_map(|Point { n, text }| {
            let answer = answers.iter().find(|answer| answer.n == *n)?;
            Some(AnsweredPoint {
                n: *n,
                point: text.clone(),
                text: answer.text.clone(),
            })
        });
        pairs.collect()
    }

    fn is_reasoned(&self, written: &Written) -> bool {
        let policy = self.policy.as_ref();
        policy.is_some_and(|policy| policy.reasoned.contains(&written.outcome))
    }

    fn has_grounds(&self) -> bool {
        let policy = self.policy.as_ref();
        policy.is_some_and(|policy| !policy.refusal_grounds.is_empty())
    }

    fn promises(&self, written: &Written) -> bool {
        let policy = self.policy.as_ref();
        policy.is_some_and(|policy| policy.with_measures.contains(&written.outcome))
    }
}

/// Lets an answer through, or tells every fault at once.
pub fn let_through(faults: Vec<FieldError>) -> Answer<()> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::fields(faults))
    }
}

/// Words that must be there, or must at least mean something where they are.
fn said(pointer: &str, words: Option<&str>, is_needed: bool, wrong: &mut Vec<FieldError>) {
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    let code = match words {
        None if is_needed => "required",
        Some(words) if has_blank(words) => "blank-left",
        Some(words) if letters(words) < FEWEST_LETTERS => "too-short",
        _ => return,
    };
    wrong.push(FieldError::new(pointer, code));
}

fn letters(text: &str) -> usize {
    text.chars().filter(|sign| sign.is_alphanumeric()).count()
}

/// A blank of a template that nobody filled in.
fn has_blank(text: &str) -> bool {
    text.split_once("{{")
        .is_some_and(|(_, rest)| rest.contains("}}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hilo_rules::packs::shipped;
    use hilo_rules::vocabulary::Kind;

    fn asked(pack: &str, kind: Kind) -> Asked {
        let packs = shipped().unwrap();
        let pack = packs.into_iter().find(|known| known.name == pack).unwrap();
        Asked {
            policy: pack.kinds.get(&kind).cloned(),
            points: Vec::new(),
            is_late: false,
        }
    }

    fn written(outcome: Outcome, text: &str) -> Written {
        Written {
            outcome,
            text: text.to_owned(),
            basis: None,
            ground: None,
            points: Vec::new(),
            measures: Vec::new(),
            late_reason: None,
        }
    }

    fn told(errors: Vec<FieldError>) -> Vec<String> {
        errors
            .into_iter()
            .map(|error| format!("{} {}", error.pointer, error.code))
            .collect()
    }

    #[test]
    fn whoever_refuses_information_names_a_ground_of_the_law() {
        // Ley 20.285 art. 21; Lei 12.527 art. 11 §1
        for pack in ["pe-foi", "cl-foi", "br-lai"] {
            let asked = asked(pack, Kind::InformationRequest);
            let refusal = written(Outcome::Denied, "The file names other persons.");
            assert_eq!(
                told(asked.gaps(&refusal)),
                ["/basis required", "/ground required"]
            );
            let invented = Written {
                ground: Some("because".to_owned()),
                ..refusal
            };
            assert_eq!(told(asked.misfits(&invented)), ["/ground unknown"]);
        }
    }

    #[test]
    fn an_older_version_that_reasons_nothing_asks_for_no_basis() {
        let mut old = asked("pe-libro", Kind::Complaint);
        old.policy.as_mut().unwrap().reasoned.clear();
        let refusal = written(Outcome::Denied, "The queue was respected.");
        assert!(old.gaps(&refusal).is_empty());
    }

    #[test]
    fn signs_without_words_are_no_answer() {
        // domain 9, trap 11: empty replies
        let asked = asked("pe-libro", Kind::Complaint);
        for text in [".", "ok", "…", "Atendido.", "- - - - - - - - - - - -"] {
            let empty = written(Outcome::Accepted, text);
            assert_eq!(told(asked.gaps(&empty)), ["/text too-short"], "{text}");
        }
        let braces = written(Outcome::Accepted, "A literal { or {{ is no blank.");
        assert!(asked.gaps(&braces).is_empty());
    }

    #[test]
    fn a_promise_needs_measures_where_the_regime_says_so() {
        let mut asked = asked("pe-libro", Kind::Complaint);
        asked
            .policy
            .as_mut()
            .unwrap()
            .with_measures
            .push(Outcome::Accepted);
        let promise = written(Outcome::Accepted, "We will repair it soon.");
        assert_eq!(told(asked.gaps(&promise)), ["/measures required"]);
    }
}
