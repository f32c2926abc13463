//! The code keeps its own house rules (house style 4; rust-analyzer's tidy tests).

use std::path::{Path, PathBuf};

/// Longest file, and longest function, in lines.
const FILE_LIMIT: usize = 400;
const FUNCTION_LIMIT: usize = 60;

/// Files that are longer, and why.
const LONG_FILES: &[(&str, &str)] = &[
    (
        "cases/src/file/submit.rs",
        "one operation: the columns of a filing are one list, told apart by name",
    ),
    (
        "cases/src/view/parts.rs",
        "the shapes that the person's and the staff's view share",
    ),
    ("hilo/src/contract.rs", "completes the contract in one pass"),
    ("platform/src/strict.rs", "a third of it are its tests"),
    (
        "reach/src/import/convert.rs",
        "one table of quirks of the sources",
    ),
    (
        "reach/src/import/store.rs",
        "one stream into all tables of a case",
    ),
    (
        "reach/src/messages/words.rs",
        "what is told, in three languages: a table of words",
    ),
    ("schema/src/tables.rs", "generated"),
];

/// Functions that are longer, and why.
const LONG_FUNCTIONS: &[(&str, &str)] = &[
    (
        "cases/src/file/submit.rs file",
        "the order of a filing, told once from above",
    ),
    (
        "cases/src/file/submit.rs service",
        "one query with its columns",
    ),
    ("cases/src/file/submit.rs columns", "one list of columns"),
    (
        "cases/src/facts.rs facts_and_telling",
        "one list of facts, each told by its name",
    ),
    ("cases/src/view/person.rs of", "one view, field by field"),
    ("cases/src/view/staff.rs of", "one view, field by field"),
    ("hilo/src/bench/", "measurements are told from above"),
    (
        "hilo/src/contract.rs complete_operation",
        "a table of answers",
    ),
    ("hilo/src/dev/mod.rs serve", "the order of a start"),
    (
        "hilo/tests/it/sign_in/forged.rs forgeries",
        "a list of forgeries",
    ),
    (
        "hilo/tests/it/whole/refusals.rs of_",
        "a way to each refusal",
    ),
    (
        "hilo/tests/it/whole/refused_steps.rs of_",
        "a way to each refusal",
    ),
    (
        "hilo/tests/it/whole/strictness.rs unknown_fields",
        "a row for each write",
    ),
    (
        "testkit/src/seed.rs body",
        "the order in which a body comes into being",
    ),
    (
        "hilo/src/service.rs serve",
        "the table of everything that answers",
    ),
    ("reach/src/messages/words.rs texts", "a table of words"),
    (
        "reach/tests/import.rs",
        "whole real files, from first line to report",
    ),
    (
        "registry/src/demo/load.rs make",
        "the order in which a body comes into being",
    ),
];

/// Places that put SQL together from text; none of the text comes from a caller.
const BUILT_SQL: &[(&str, &str)] = &[
    (
        "cases/src/desk/selection.rs",
        "fixed pieces with a bind each",
    ),
    ("hilo/src/bench", "measures statements of its own"),
    ("platform/src/live.rs", "the name of a channel, a constant"),
    (
        "registry/src/catalogue/get.rs",
        "a constant list of columns",
    ),
    (
        "registry/src/catalogue/list.rs",
        "a constant list of columns",
    ),
    (
        "registry/src/catalogue/search.rs",
        "a constant list of columns",
    ),
    ("registry/src/entities/get.rs", "a constant list of columns"),
    (
        "registry/src/entities/list.rs",
        "a constant list of columns",
    ),
    ("testkit/src", "questions of tests"),
];

fn backend() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file of the program with its text; paths begin at `backend`.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![backend()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path
                    .strip_prefix(backend())
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 150, "{}", found.len());
    found
}

fn is_listed(list: &[(&str, &str)], name: &str) -> bool {
    list.iter().any(|(known, _)| name.starts_with(known))
}

#[test]
fn files_fit_the_eye() {
    let long: Vec<_> = sources()
        .into_iter()
        .filter(|(name, text)| text.lines().count() > FILE_LIMIT && !is_listed(LONG_FILES, name))
        .map(|(name, text)| format!("{name}: {}", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn functions_fit_the_eye() {
    let mut long = Vec::new();
    for (name, text) in sources() {
        for (function, length) in functions(&text) {
            let full = format!("{name} {function}");
            if length > FUNCTION_LIMIT && !is_listed(LONG_FUNCTIONS, &full) {
                long.push(format!("{full}: {length}"));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// Names and lengths of functions, by indentation: formatted code closes a function where it began.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (begin, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let Some(name) = function_name(trimmed) else {
            continue;
        };
        let indent = line.len() - trimmed.len();
        let end = format!("{}}}", " ".repeat(indent));
        let length = lines
            .iter()
            .skip(begin)
            .position(|line| *line == end || line.ends_with(" {}"))
            .unwrap_or(0);
        found.push((name, length + 1));
    }
    found
}

fn function_name(line: &str) -> Option<String> {
    let starts = [
        "fn ",
        "pub fn ",
        "async fn ",
        "pub async fn ",
        "const fn ",
        "pub const fn ",
        "pub(crate) fn ",
        "pub(super) fn ",
        "pub(super) async fn ",
    ];
    let rest = starts.iter().find_map(|start| line.strip_prefix(start))?;
    Some(
        rest.chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect(),
    )
}

#[test]
fn sql_is_put_together_in_known_places_only() {
    let unknown: Vec<_> = sources()
        .into_iter()
        .filter(|(name, text)| {
            !name.contains("/tests/") && !is_listed(BUILT_SQL, name) && {
                let text: String = text.split_whitespace().collect();
                text.contains("sql_query(format!")
                    || text.contains("sql_query(&format!")
                    || text.contains("sql_query(text")
            }
        })
        .map(|(name, _)| name)
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn exceptions_that_are_not_needed_any_more_are_removed() {
    let sources = sources();
    for (name, _) in LONG_FILES {
        let lines = sources
            .iter()
            .find(|(known, _)| known == name)
            .map_or(0, |(_, text)| text.lines().count());
        assert!(lines > FILE_LIMIT, "{name} has {lines} lines");
    }
    for (name, _) in BUILT_SQL {
        assert!(
            sources.iter().any(|(known, _)| known.starts_with(name)),
            "{name}"
        );
    }
}

#[test]
fn rules_know_no_outside_world() {
    // house style 0: rules are pure and sync
    let manifest = std::fs::read_to_string(backend().join("rules/Cargo.toml")).unwrap();
    let dependencies = manifest
        .split("[dependencies]")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap();
    let names: Vec<_> = dependencies
        .lines()
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .collect();
    for name in &names {
        assert!(
            [
                "chrono",
                "chrono-tz",
                "serde",
                "serde_json",
                "utoipa",
                "yaml_serde"
            ]
            .contains(name),
            "rules depend on {name}"
        );
    }
    for (name, text) in sources()
        .iter()
        .filter(|(name, _)| name.starts_with("rules/src"))
    {
        for outside in [
            "std::fs",
            "std::net",
            "std::env",
            "std::thread",
            "Utc::now",
            "async fn",
            "tokio",
            "diesel",
        ] {
            assert!(!text.contains(outside), "{name} knows {outside}");
        }
    }
}

#[test]
fn rooms_call_down_only() {
    // house style 0: registry → cases → reach; foundations know no room
    let rooms = [
        "schema", "rules", "platform", "registry", "cases", "reach", "hilo",
    ];
    for (place, room) in rooms.iter().enumerate() {
        let manifest = std::fs::read_to_string(backend().join(room).join("Cargo.toml")).unwrap();
        let own = manifest.split("[dev-dependencies]").next().unwrap();
        for above in rooms.iter().skip(place + 1) {
            assert!(
                !own.contains(&format!("hilo-{above}.")),
                "{room} calls up to {above}"
            );
        }
    }
}

#[test]
fn nothing_of_one_machine_is_written_down() {
    // Put together here, so that this file does not find itself.
    let marks = [
        ["/wo", "rk/"].concat(),
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["XX", "X "].concat(),
    ];
    for (name, text) in sources() {
        for mark in &marks {
            assert!(!text.contains(mark.as_str()), "{name} says {mark}");
        }
    }
}

#[test]
fn only_a_transfer_works_at_two_bodies() {
    // Z2: the second wall is moved nowhere else
    let movers: Vec<_> = sources()
        .into_iter()
        .filter(|(name, text)| {
            !name.contains("/tests/") && (text.contains(".across(") || text.contains("scope_sql()"))
        })
        .map(|(name, _)| name)
        .collect();
    let known = [
        "cases/src/transfer/offer.rs",
        "platform/src/db.rs",
        "platform/src/tx.rs",
    ];
    assert_eq!(movers, known);
}
