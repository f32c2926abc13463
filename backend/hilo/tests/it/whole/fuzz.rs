//! Anything sent to any operation gets a considered answer (promises I1, I2).

use hilo::contract::{document, listed};
use serde_json::{Value, json};

use crate::kit::chance::Chance;
use crate::kit::{Client, Filed, Town, fresh_key};

/// Tries of each operation.
const TRIES: usize = 12;

/// What people, scripts and attackers put where a word is expected.
const WORDS: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "1e9",
    "null",
    "true",
    "0001",
    "9999",
    "0001-26000-00010",
    "' OR 1=1 --",
    "%00",
    "../../etc/passwd",
    "<script>",
    "{{7*7}}",
    "\u{202e}x",
    "🔦",
    "ñandú",
    "complaint",
    "es",
    "2026-02-30",
    "9999999999999999999999",
    "019a9f0e-7c1a-7d2e-8f00-2f0c2b6a9d11",
    "a@b.c",
    "$1",
];

/// Names that bodies know, and one that none does.
const NAMES: &[&str] = &[
    "entity",
    "kind",
    "story",
    "language",
    "filer",
    "service",
    "place",
    "answers",
    "text",
    "reason",
    "stars",
    "solved",
    "unit",
    "assignee",
    "outcome",
    "step",
    "measures",
    "verdict",
    "comment",
    "priority",
    "email",
    "password",
    "code",
    "occurred_on",
    "other",
];

#[actix_web::test]
async fn no_operation_breaks_whatever_it_is_sent() {
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    let mut chance = Chance::of(11_2026);
    let callers = [
        town.visitor(),
        town.holder(&case),
        town.staff("luis"),
        town.staff("ana"),
        town.machine(),
    ];
    let mut broken = Vec::new();
    for (id, method, path) in listed(&document()) {
        if id.starts_with("follow") {
            continue; // A stream has no end to wait for.
        }
        for _ in 0..TRIES {
            let client = chance.one_of(&callers).clone();
            let (path, body) = (path_of(&mut chance, &path, &case), value(&mut chance, 0));
            let reply = send(&mut chance, &client, &method, &path, &body).await;
            let is_problem = reply.header("content-type") == "application/problem+json";
            if reply.status >= 500 || (reply.status >= 400 && !is_problem) {
                broken.push(format!(
                    "{id} {path} {body}: {} {}",
                    reply.status,
                    reply.text()
                ));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

async fn send(
    chance: &mut Chance,
    client: &Client<'_>,
    method: &str,
    path: &str,
    body: &Value,
) -> crate::kit::Reply {
    let call = match method {
        "GET" => client.get(path),
        _ => client.post(path, body.clone()),
    };
    let call = if chance.below(3) > 0 {
        call.key(&fresh_key())
    } else {
        call
    };
    match chance.below(3) {
        0 => call.header("if-match", "*").await,
        1 => call.seen(2).await,
        _ => call.await,
    }
}

fn path_of(chance: &mut Chance, path: &str, case: &Filed) -> String {
    let mut path = path.strip_prefix("/api/v1").unwrap().to_owned();
    let known = [case.number.clone(), "0001".to_owned()];
    for hole in ["{number}", "{id}", "{service}", "{office}", "{sheet}"] {
        let word = if chance.below(2) == 0 {
            chance.one_of(&known).clone()
        } else {
            escaped(word(chance))
        };
        path = path.replace(hole, if word.is_empty() { "x" } else { &word });
    }
    if chance.below(3) == 0 {
        let name = chance.one_of(&[
            "q", "limit", "cursor", "view", "unit", "late", "reason", "country", "state",
        ]);
        path = format!("{path}?{name}={}", escaped(word(chance)));
    }
    path
}

fn word(chance: &mut Chance) -> &'static str {
    WORDS[chance.below(WORDS.len())]
}

fn escaped(word: &str) -> String {
    word.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

fn value(chance: &mut Chance, depth: usize) -> Value {
    match chance.below(if depth > 2 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => json!(chance.below(2) == 0),
        2 => json!(chance.below(1_000_000)),
        3 | 4 => json!(word(chance)),
        5 => Value::Array(
            (0..chance.below(4))
                .map(|_| value(chance, depth + 1))
                .collect(),
        ),
        _ => {
            let members = (0..chance.below(7))
                .map(|_| ((*chance.one_of(NAMES)).to_owned(), value(chance, depth + 1)));
            Value::Object(members.collect())
        }
    }
}
