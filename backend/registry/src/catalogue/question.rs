//! A question that a service asks besides the story.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One question of a form; stored with the version of the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable id; the name of the answer in `answers`.
    #[schema(example = "pole_number")]
    pub id: String,
    /// The question as people read it.
    #[schema(example = "¿Qué número tiene el poste?")]
    pub label: String,
    /// A hint below the question.
    #[serde(default)]
    pub help: Option<String>,
    /// What kind of answer fits.
    #[serde(rename = "type")]
    pub question_type: QuestionType,
    /// Answers on offer, for `choice` and `several`; empty otherwise.
    #[serde(default)]
    pub options: Vec<QuestionOption>,
    /// The form cannot be sent without an answer.
    #[serde(default)]
    pub is_required: bool,
}

/// What kind of answer fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionType {
    /// At most 2,000 characters.
    Text,
    /// A number.
    Number,
    /// A day, such as `2026-11-21`.
    Date,
    /// One of the options.
    Choice,
    /// Any of the options.
    Several,
    /// Yes or no.
    YesNo,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// Stored and sent.
    #[schema(example = "off")]
    pub value: String,
    /// As people read it.
    #[schema(example = "Está apagado")]
    pub label: String,
}
