//! Consultations: other units, the legal adviser, somebody outside, and what is kept of their opinions.

mod asking;
mod outside;
mod precedents;

use serde_json::{Value, json};

use crate::kit::{Filed, Town};

/// Ana asks another unit; answers with the case.
async fn asks(town: &Town, case: &Filed, question: Value) -> Value {
    town.staff("ana").consults(case, question).await.ok()
}

/// A question to the unit of the parks.
fn to_parks(town: &Town, question: &str) -> Value {
    json!({ "kind": "unit", "unit": town.body().parks, "question": question })
}

/// Id of the newest question of a case as staff see it.
fn newest(seen: &Value) -> String {
    let last = seen["consultations"].as_array().unwrap().last().unwrap();
    last["id"].as_str().unwrap().to_owned()
}
