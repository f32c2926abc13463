//! The questions of a service, and whether answers fit them. Pages check the same definition.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use hilo_platform::problem::FieldError;
use hilo_registry::catalogue::question::{Question, QuestionType};
use serde_json::Value;

/// Longest text answer, in characters.
const TEXT_LIMIT: usize = 2000;

/// Errors of answers against questions: unknown ids, missing required ones, wrong types and choices.
pub fn misfits(questions: &[Question], answers: &BTreeMap<String, Value>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for id in answers.keys() {
        if !questions.iter().any(|question| question.id == *id) {
            errors.push(FieldError::new(pointer(id), "unknown-field"));
        }
    }
    for question in questions {
        match answers.get(&question.id).filter(|answer| !is_empty(answer)) {
            None if question.is_required => {
                errors.push(FieldError::new(pointer(&question.id), "required"))
            }
            Some(answer) if !fits(question, answer) => {
                errors.push(FieldError::new(pointer(&question.id), "answer"))
            }
            None | Some(_) => {}
        }
    }
    errors
}

fn pointer(id: &str) -> String {
    format!("/answers/{}", id.replace('~', "~0").replace('/', "~1"))
}

fn is_empty(answer: &Value) -> bool {
    match answer {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

fn fits(question: &Question, answer: &Value) -> bool {
    let offered = |value: &Value| {
        value
            .as_str()
            .is_some_and(|value| question.options.iter().any(|option| option.value == value))
    };
    match question.question_type {
        QuestionType::Text => answer
            .as_str()
            .is_some_and(|text| text.chars().count() <= TEXT_LIMIT),
        QuestionType::Number => answer.is_number(),
        QuestionType::Date => answer
            .as_str()
            .is_some_and(|text| text.parse::<NaiveDate>().is_ok()),
        QuestionType::Choice => offered(answer),
        QuestionType::Several => answer
            .as_array()
            .is_some_and(|items| items.iter().all(offered)),
        QuestionType::YesNo => answer.is_boolean(),
    }
}
