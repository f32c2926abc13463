//! What an answer says besides its text: to each point, why, on which ground, and why so late.

use hilo_rules::packs::{Ground, KindPolicy, Pack};
use hilo_rules::vocabulary::{Language, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::parts::ResponseRow;

/// What the answer says to one point of the person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PointAnswer {
    /// Number of the point.
    #[schema(example = 1)]
    pub n: i16,
    /// What the person will read about it.
    #[validate(length(min = 1, max = 5000))]
    #[schema(example = "The queue was called by number; two emergencies came first.")]
    pub text: String,
}

/// A point with its answer, as both stood when the answer was written.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AnsweredPoint {
    /// Number of the point.
    pub n: i16,
    /// The point, as it was listed.
    pub point: String,
    /// The answer to it.
    pub text: String,
}

impl From<AnsweredPoint> for PointAnswer {
    fn from(point: AnsweredPoint) -> Self {
        Self {
            n: point.n,
            text: point.text,
        }
    }
}

/// A ground of the law on which an answer refuses.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RefusalGround {
    /// Stable within the regime.
    #[schema(example = "third_parties")]
    pub code: String,
    /// In the language of the case.
    #[schema(example = "Afecta derechos de terceros")]
    pub title: String,
    /// Law and article.
    #[schema(example = "Ley 20.285 art. 21 n. 2")]
    pub source: String,
}

impl RefusalGround {
    fn of(ground: &Ground, language: Language) -> Self {
        Self {
            code: ground.code.clone(),
            title: ground.title.text(language).to_owned(),
            source: ground.source.clone(),
        }
    }

    /// The ground that an answer names.
    pub fn named(pack: &Pack, answer: &ResponseRow, language: Language) -> Option<Self> {
        let code = answer.ground.as_ref()?;
        let mut grounds = pack
            .kinds
            .values()
            .flat_map(|policy| &policy.refusal_grounds);
        let ground = grounds.find(|ground| ground.code == *code)?;
        Some(Self::of(ground, language))
    }
}

/// What the regime asks of an answer to this kind of case.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct AnswerRules {
    /// Outcomes that need a `basis`.
    pub reasoned: Vec<Outcome>,
    /// Outcomes that need at least one measure.
    pub with_measures: Vec<Outcome>,
    /// Where there are any, outcomes that need a `basis` also name one of these as `ground`.
    pub refusal_grounds: Vec<RefusalGround>,
}

impl AnswerRules {
    /// The rules of a kind of case, in the language of the case.
    pub fn of(policy: Option<&KindPolicy>, language: Language) -> Self {
        policy.map_or_else(Self::default, |policy| Self {
            reasoned: policy.reasoned.clone(),
            with_measures: policy.with_measures.clone(),
            refusal_grounds: policy
                .refusal_grounds
                .iter()
                .map(|ground| RefusalGround::of(ground, language))
                .collect(),
        })
    }
}
