//! The contract that is checked in is the one that the code speaks, and it means something.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hilo::contract;
use serde_json::Value;

fn checked_in(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}; run: make gen"))
}

/// The document as it is published.
fn document() -> Value {
    yaml_serde::from_str(&contract::yaml().unwrap()).unwrap()
}

/// Every operation of the document with its path.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let methods =
            item.as_object().unwrap().iter().filter(|(name, _)| {
                ["get", "post", "put", "patch", "delete"].contains(&name.as_str())
            });
        methods.map(move |(method, operation)| (format!("{method} {path}"), operation))
    });
    all.collect()
}

#[test]
fn the_checked_in_contract_is_what_the_code_says() {
    assert!(
        checked_in("openapi.yaml") == contract::yaml().unwrap(),
        "openapi.yaml is not what the code says; run: make gen"
    );
}

#[test]
fn the_generated_pages_are_what_the_code_says() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("docs-of-tests");
    std::fs::create_dir_all(&folder).unwrap();
    contract::write_docs(&folder).unwrap();
    for name in [
        "lifecycle.md",
        "permissions.md",
        "problems.md",
        "settings.md",
    ] {
        let now = std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(
            checked_in(&format!("docs/{name}")) == now,
            "docs/{name} is not what the code says; run: make gen"
        );
    }
}

#[test]
fn every_operation_says_what_it_does_and_how_it_refuses() {
    // house style 3.10
    let document = document();
    let mut ids = BTreeSet::new();
    for (name, operation) in operations(&document) {
        let text = |field: &str| operation[field].as_str().unwrap_or_default().to_owned();
        assert!(text("summary").len() > 5, "{name} has no summary");
        assert!(text("description").len() > 10, "{name} has no description");
        assert!(
            operation["tags"]
                .as_array()
                .is_some_and(|tags| tags.len() == 1),
            "{name} has no tag"
        );
        assert!(
            ids.insert(text("operationId")),
            "{name}: {} twice",
            text("operationId")
        );
        assert!(
            text("operationId")
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric()),
            "{name}"
        );
        let answers = operation["responses"].as_object().unwrap();
        assert!(
            answers.keys().any(|status| status.starts_with('4')),
            "{name} never refuses"
        );
        assert!(
            answers.keys().any(|status| status.starts_with('2')),
            "{name} never succeeds"
        );
        for (status, answer) in answers
            .iter()
            .filter(|(status, _)| status.as_str() >= "400")
        {
            assert!(
                answer["description"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{name} {status}"
            );
        }
        assert!(
            operation["security"]
                .as_array()
                .is_some_and(|ways| !ways.is_empty()),
            "{name} says nothing about security"
        );
    }
}

#[test]
fn every_parameter_is_described() {
    let document = document();
    let mut bare = Vec::new();
    for (name, operation) in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["description"].as_str().is_none_or(str::is_empty) {
                bare.push(format!("{name}: {}", parameter["name"]));
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}

#[test]
fn every_shape_and_every_property_is_described() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut bare = Vec::new();
    for (name, schema) in schemas {
        if schema["description"].as_str().is_none_or(str::is_empty) && !name.starts_with("Page_") {
            bare.push(name.clone());
        }
        for part in parts(schema) {
            for (property, shape) in part["properties"].as_object().into_iter().flatten() {
                if !is_described(shape, schemas) {
                    bare.push(format!("{name}.{property}"));
                }
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}

/// The objects that a schema is put together from.
fn parts(schema: &Value) -> Vec<&Value> {
    match schema["allOf"].as_array() {
        Some(parts) => parts.iter().collect(),
        None => vec![schema],
    }
}

/// By itself, or by the shape that it points at.
fn is_described(shape: &Value, schemas: &serde_json::Map<String, Value>) -> bool {
    if shape["description"]
        .as_str()
        .is_some_and(|text| !text.is_empty())
    {
        return true;
    }
    let ways = shape["oneOf"]
        .as_array()
        .into_iter()
        .flatten()
        .chain(shape["items"].as_object().map(|_| &shape["items"]))
        .chain([shape]);
    ways.filter_map(|way| way["$ref"].as_str()?.rsplit('/').next())
        .any(|name| {
            schemas.get(name).is_some_and(|schema| {
                schema["description"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty())
            })
        })
}

#[test]
fn references_lead_somewhere() {
    let document = document();
    let mut lost = Vec::new();
    visit(&document, &mut |value| {
        if let Some(target) = value["$ref"].as_str() {
            let pointer = target.trim_start_matches('#');
            if document.pointer(pointer).is_none() {
                lost.push(target.to_owned());
            }
        }
    });
    assert!(lost.is_empty(), "{lost:?}");
}

fn visit(value: &Value, look: &mut impl FnMut(&Value)) {
    look(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, look)),
        Value::Object(members) => members.values().for_each(|member| visit(member, look)),
        _ => {}
    }
}
