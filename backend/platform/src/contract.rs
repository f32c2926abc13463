//! The contract as the edge needs it: which operation answers at which path and method, with which query parameters.
//!
//! Read from the generated OpenAPI document at start, so there is no second list.

use std::collections::{BTreeMap, HashMap};

use actix_web::http::Method;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, RefOr};

/// One operation.
#[derive(Debug)]
pub struct Entry {
    pub operation: &'static str,
    query: Vec<String>,
}

/// Path pattern → method → operation.
#[derive(Debug, Default)]
pub struct Contract(HashMap<String, BTreeMap<&'static str, Entry>>);

/// What the edge finds for a request.
#[derive(Debug)]
pub enum Found<'a> {
    Operation(&'a Entry),
    /// The path is known, the method not: the methods that are.
    OtherMethods(String),
    Nothing,
}

impl Contract {
    /// Reads the document. Operation ids are leaked once: they live as long as the program.
    pub fn of(document: &OpenApi) -> Self {
        let mut paths: HashMap<String, BTreeMap<&'static str, Entry>> = HashMap::new();
        for (path, item) in &document.paths.paths {
            let methods = paths.entry(path.clone()).or_default();
            for (method, operation) in operations(item) {
                let query = parameters(operation)
                    .filter(|p| p.parameter_in == ParameterIn::Query)
                    .map(|p| p.name.clone())
                    .collect();
                let operation = String::leak(operation.operation_id.clone().unwrap_or_default());
                methods.insert(method, Entry { operation, query });
            }
        }
        Self(paths)
    }

    /// The operation for a pattern and a method.
    pub fn find(&self, pattern: &str, method: &Method) -> Found<'_> {
        let Some(methods) = self.0.get(pattern) else {
            return Found::Nothing;
        };
        let asked = if method == Method::HEAD {
            "GET"
        } else {
            method.as_str()
        };
        methods.get(asked).map_or_else(
            || Found::OtherMethods(methods.keys().copied().collect::<Vec<_>>().join(", ")),
            Found::Operation,
        )
    }

    /// Every operation id.
    pub fn operations(&self) -> impl Iterator<Item = &'static str> {
        self.0
            .values()
            .flat_map(|methods| methods.values().map(|entry| entry.operation))
    }
}

impl Entry {
    /// The first parameter that this operation does not know.
    pub fn unknown_parameter(&self, query: &str) -> Option<String> {
        let names = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split('=').next().unwrap_or(pair));
        names
            .map(str::to_owned)
            .find(|name| !self.query.contains(name))
    }
}

fn parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .flatten()
        .filter_map(|parameter| match parameter {
            RefOr::T(parameter) => Some(parameter),
            RefOr::Ref(_) => None,
        })
}

/// The operations of a path with their methods.
pub fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ]
    .into_iter()
    .filter_map(|(name, operation)| operation.as_ref().map(|operation| (name, operation)))
}
