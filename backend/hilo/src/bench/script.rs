//! Recorded transactions as scripts for pgbench: the same statements in the same order, with other values each time.

use std::collections::HashSet;
use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::record::{Statement, Transaction, filled, quoted};

/// An id that grows with time like those of the program; the last part is random.
const FRESH_ID: &str = "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') \
                        || substr(gen_random_uuid()::text, 15))";
const FRESH_HASH: &str = "encode(sha256(gen_random_uuid()::text::bytea), 'hex')";
/// Parts of the document of a filing that are new for every filing.
const FRESH_PARTS: &[(&str, &str)] = &[
    ("case_id", FRESH_ID),
    ("clock_id", FRESH_ID),
    ("outbox_id", FRESH_ID),
    ("audit_id", FRESH_ID),
    ("idempotency_hash", FRESH_HASH),
];

/// Scripts that file as was recorded, one for each sequence of statements; run together they file into all bodies
/// alike. `known` are ids that exist: entities and services. Any other id is new in every transaction.
///
/// # Errors
/// When a document is none.
pub fn of_filings(recorded: &[Transaction], known: &HashSet<Uuid>) -> Result<Vec<String>, String> {
    let mut groups: Vec<Vec<&Transaction>> = Vec::new();
    for transaction in recorded {
        match groups
            .iter_mut()
            .find(|group| group.iter().all(|other| is_alike(other, transaction)))
        {
            Some(group) => group.push(transaction),
            None => groups.push(vec![transaction]),
        }
    }
    groups
        .into_iter()
        .map(|group| filing_script(&group, known))
        .collect()
}

fn is_alike(one: &Transaction, other: &Transaction) -> bool {
    let texts = |transaction: &Transaction| {
        transaction
            .iter()
            .skip(1)
            .map(|s| s.text.clone())
            .collect::<Vec<_>>()
    };
    texts(one) == texts(other)
}

fn filing_script(group: &[&Transaction], known: &HashSet<Uuid>) -> Result<String, String> {
    let Some(first) = group.first() else {
        return Ok(String::new());
    };
    let mut script = format!(
        "\\set e random(0, {})\n\\startpipeline\nBEGIN;\n",
        group.len() - 1
    );
    // Which entity is a literal in the program too: SET takes no parameters.
    for (place, transaction) in group.iter().enumerate() {
        let word = if place == 0 { "if" } else { "elif" };
        let _ = writeln!(script, "\\{word} :e = {place}\n{}", scope(transaction));
    }
    script.push_str("\\endif\n\\endpipeline\n");
    for (place, statement) in first.iter().enumerate().skip(1) {
        let values: Vec<String> = (0..statement.values.len())
            .map(|value| {
                let all: Vec<Option<&str>> = group
                    .iter()
                    .map(|transaction| transaction.get(place)?.values.get(value)?.as_deref())
                    .collect();
                filing_value(&all, known)
            })
            .collect::<Result<_, _>>()?;
        let _ = writeln!(script, "{};", filled(&statement.text, values.into_iter()));
    }
    Ok(script)
}

/// `SET LOCAL …` of the first message, which also begins the transaction.
fn scope(transaction: &Transaction) -> String {
    let first = transaction
        .first()
        .map_or("", |statement| statement.text.as_str());
    first
        .split_once("; ")
        .map_or_else(String::new, |(_, scope)| format!("{scope};"))
}

/// One value of all bodies as an expression that depends on `:e`.
fn filing_value(all: &[Option<&str>], known: &HashSet<Uuid>) -> Result<String, String> {
    let Some(Some(first)) = all.first() else {
        return Ok("NULL".to_owned());
    };
    if let Ok(id) = first.parse::<Uuid>() {
        return Ok(if known.contains(&id) {
            chosen(all, "uuid")
        } else {
            format!("{FRESH_ID}::uuid")
        });
    }
    if first.starts_with('{') && first.contains("\"case_id\"") {
        let documents = all
            .iter()
            .map(|one| stable_part(one.unwrap_or_default()))
            .collect::<Result<Vec<_>, _>>()?;
        let documents: Vec<Option<&str>> = documents
            .iter()
            .map(|document| Some(document.as_str()))
            .collect();
        let fresh: Vec<String> = FRESH_PARTS
            .iter()
            .map(|(name, value)| format!("'{name}', {value}"))
            .collect();
        return Ok(format!(
            "({}::jsonb || jsonb_build_object({}))",
            chosen(&documents, "text"),
            fresh.join(", ")
        ));
    }
    Ok(quoted(first))
}

fn chosen(all: &[Option<&str>], kind: &str) -> String {
    let literals: Vec<String> = all
        .iter()
        .map(|one| quoted(one.unwrap_or_default()))
        .collect();
    format!("(ARRAY[{}]::{kind}[])[:e + 1]", literals.join(", "))
}

/// The document without what is new each time. Written with spaces after colons, where pgbench would see variables.
fn stable_part(document: &str) -> Result<String, String> {
    let mut parts: Map<String, Value> =
        serde_json::from_str(document).map_err(|error| error.to_string())?;
    parts.retain(|name, _| !FRESH_PARTS.iter().any(|(fresh, _)| fresh == name));
    let mut written = Vec::new();
    let spaced = serde_json::ser::PrettyFormatter::with_indent(b"");
    parts
        .serialize(&mut serde_json::Serializer::with_formatter(
            &mut written,
            spaced,
        ))
        .map_err(|error| error.to_string())?;
    String::from_utf8(written).map_err(|error| error.to_string())
}

/// The case that a recorded tracking was about.
pub struct Tracked {
    pub correlative: i64,
    pub case: Uuid,
    pub clock: Uuid,
}

/// A script that tracks as was recorded: another case each time, found by its correlative `:n`; the ids that later
/// statements need are taken from the answers to earlier ones, as the program does.
pub fn of_tracking(recorded: &Transaction, tracked: &Tracked, correlatives: &str) -> String {
    let mut script = format!(
        "\\set n {correlatives}\n\\startpipeline\nBEGIN READ ONLY;\n{}\n\\endpipeline\n",
        scope(recorded)
    );
    for statement in recorded.iter().skip(1) {
        let values = statement.values.iter().map(|value| match value.as_deref() {
            None => "NULL".to_owned(),
            Some(value) if value == tracked.correlative.to_string() => ":n".to_owned(),
            Some(value) if value == tracked.case.to_string() => ":case_id".to_owned(),
            Some(value) if value == format!("{{{}}}", tracked.clock) => {
                "ARRAY[:clock_id]::uuid[]".to_owned()
            }
            Some(value) => quoted(value),
        });
        let text = filled(&statement.text, values.collect::<Vec<_>>().into_iter());
        let _ = writeln!(script, "{text}{}", taken(statement, tracked));
    }
    script
}

fn taken(statement: &Statement, tracked: &Tracked) -> &'static str {
    let is_find = statement
        .values
        .iter()
        .flatten()
        .any(|value| *value == tracked.correlative.to_string());
    if is_find {
        " \\gset case_"
    } else if statement.text.contains("FROM \"clocks\"") {
        " \\gset clock_"
    } else {
        ";"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(text: &str, values: &[&str]) -> Statement {
        let values = values
            .iter()
            .map(|value| Some((*value).to_owned()))
            .collect();
        Statement {
            text: text.to_owned(),
            values,
            is_kept: true,
        }
    }

    #[test]
    fn a_document_is_chosen_and_gets_new_ids() {
        let filing = |body: &str| {
            vec![
                statement(&format!("BEGIN; SET LOCAL hilo.entity_id = '{body}'"), &[]),
                statement(
                    "INSERT $1::jsonb",
                    &[r#"{"case_id":"1","story":"it's dark","wanted":null}"#],
                ),
                statement("COMMIT", &[]),
            ]
        };
        let scripts = of_filings(&[filing("a"), filing("b")], &HashSet::new()).unwrap();
        assert_eq!(scripts.len(), 1);
        assert!(scripts[0].contains("\\elif :e = 1\nSET LOCAL hilo.entity_id = 'b';"));
        assert!(scripts[0].contains("\"wanted\": null"), "{}", scripts[0]);
        assert!(scripts[0].contains("'case_id', (lpad("));
        assert!(scripts[0].contains("it''s dark"));
        assert!(scripts[0].ends_with("COMMIT;\n"));
    }

    #[test]
    fn tracking_follows_the_ids_of_its_answers() {
        let tracked = Tracked {
            correlative: 77,
            case: Uuid::from_u128(1),
            clock: Uuid::from_u128(2),
        };
        let recorded = vec![
            statement("BEGIN READ ONLY; SET LOCAL hilo.entity_id = 'a'", &[]),
            statement(
                "SELECT \"cases\".\"id\" FROM \"cases\" WHERE c = $1 LIMIT $2",
                &["77", "1"],
            ),
            statement(
                "SELECT s FROM t WHERE id = $1",
                &[&Uuid::from_u128(1).to_string()],
            ),
        ];
        let script = of_tracking(&recorded, &tracked, "random(1, 9)");
        assert!(script.contains("c = :n LIMIT '1' \\gset case_"));
        assert!(script.contains("id = :case_id;"));
    }
}
