//! Which statements does one request send? Read from the log of the server, so that nobody has to keep a copy.

use std::path::{Path, PathBuf};

use super::stage::Stage;

/// What makes the server write down every statement of the program's role with its values.
const ON: &str = "ALTER ROLE hilo SET log_statement = 'all'; \
                  ALTER ROLE hilo SET log_error_verbosity = 'default'; \
                  ALTER ROLE hilo SET log_parameter_max_length = -1";
const OFF: &str = "ALTER ROLE hilo RESET ALL";

/// One statement with its values as text; `None` is NULL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub text: String,
    pub values: Vec<Option<String>>,
    /// The server keeps its plan from one request to the next.
    pub is_kept: bool,
}

impl Statement {
    /// The statement with its values in it, for `EXPLAIN`.
    pub fn inlined(&self) -> String {
        filled(
            &self.text,
            self.values.iter().map(|value| match value {
                Some(value) => quoted(value),
                None => "NULL".to_owned(),
            }),
        )
    }
}

/// `text` with `$1`, `$2` … replaced.
pub fn filled(
    text: &str,
    values: impl DoubleEndedIterator<Item = String> + ExactSizeIterator,
) -> String {
    // From the last, so that $1 is not found in $10.
    values
        .enumerate()
        .rev()
        .fold(text.to_owned(), |text, (place, value)| {
            text.replace(&format!("${}", place + 1), &value)
        })
}

/// A literal of SQL.
pub fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// Everything from `BEGIN` to `COMMIT`.
pub type Transaction = Vec<Statement>;

/// Writes down what the program does while it exists. The program must be started after it, to connect anew.
pub struct Recorder {
    log: PathBuf,
    seen: usize,
}

impl Recorder {
    /// Starts to write down.
    ///
    /// # Errors
    /// With what the database said.
    pub fn start(stage: &Stage) -> Result<Self, String> {
        stage.as_superuser(ON)?;
        let mut recorder = Self {
            log: stage.cluster.log_file(),
            seen: 0,
        };
        recorder.take()?;
        Ok(recorder)
    }

    /// Whole transactions of the program since the last time, in their order.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn take(&mut self) -> Result<Vec<Transaction>, String> {
        let text = read(&self.log)?;
        let new = text.get(self.seen..).unwrap_or_default();
        let found = transactions(new);
        self.seen = text.len();
        Ok(found)
    }

    /// Writes down no more for connections made from now on.
    ///
    /// # Errors
    /// With what the database said.
    pub fn stop(self, stage: &Stage) -> Result<(), String> {
        stage.as_superuser(OFF)
    }
}

fn read(log: &Path) -> Result<String, String> {
    let bytes = std::fs::read(log).map_err(|error| format!("{}: {error}", log.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

struct Entry {
    process: u32,
    level: String,
    text: String,
}

/// Entries of the log; lines after the first of an entry begin with a tab.
fn entries(log: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in log.lines() {
        match (line.strip_prefix('\t'), entries.last_mut(), entry(line)) {
            (Some(more), Some(last), _) => {
                last.text.push('\n');
                last.text.push_str(more);
            }
            (_, _, Some(entry)) => entries.push(entry),
            _ => {}
        }
    }
    entries
}

fn entry(line: &str) -> Option<Entry> {
    let (head, rest) = line.split_once("] ")?;
    let (_, process) = head.rsplit_once('[')?;
    let (level, text) = rest.split_once(":  ")?;
    Some(Entry {
        process: process.parse().ok()?,
        level: level.to_owned(),
        text: text.to_owned(),
    })
}

fn transactions(log: &str) -> Vec<Transaction> {
    let mut open: std::collections::HashMap<u32, Transaction> = std::collections::HashMap::new();
    let mut whole = Vec::new();
    for Entry {
        process,
        level,
        text,
    } in entries(log)
    {
        if level == "DETAIL" {
            let values = text
                .split_once("arameters: ")
                .map(|(_, values)| read_values(values));
            if let (Some(last), Some(values)) =
                (open.get_mut(&process).and_then(|t| t.last_mut()), values)
            {
                last.values = values;
            }
        } else if let Some(statement) = statement(&text) {
            let is_last = statement.text == "COMMIT";
            if statement.text.starts_with("BEGIN") {
                open.insert(process, vec![statement]);
            } else if let Some(known) = open.get_mut(&process) {
                known.push(statement);
            }
            if is_last && let Some(done) = open.remove(&process) {
                whole.push(done);
            }
        }
    }
    whole
}

fn statement(text: &str) -> Option<Statement> {
    let (what, text) = text.split_once(": ")?;
    let is_kept = what.starts_with("execute ") && what != "execute <unnamed>";
    let is_one = what == "statement" || what.starts_with("execute ");
    // Comments may speak of $1, which is no place for a value.
    let is_said = |line: &&str| !line.trim_start().starts_with("--");
    let text = text.lines().filter(is_said).collect::<Vec<_>>().join("\n");
    is_one.then(|| Statement {
        text: text.trim().to_owned(),
        values: Vec::new(),
        is_kept,
    })
}

/// Reads `$1 = 'it''s', $2 = NULL`.
fn read_values(mut text: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    while let Some((_, rest)) = text.split_once(" = ") {
        let Some(quoted) = rest.strip_prefix('\'') else {
            values.push(None);
            text = rest;
            continue;
        };
        let (value, after) = unquoted(quoted);
        values.push(Some(value));
        text = after;
    }
    values
}

/// The value up to its closing quote, and what follows.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut rest = text;
    while let Some((part, after)) = rest.split_once('\'') {
        value.push_str(part);
        match after.strip_prefix('\'') {
            Some(after) => {
                value.push('\'');
                rest = after;
            }
            None => return (value, after),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\
2026-11-20 10:00:00.000 UTC [7] LOG:  statement: BEGIN; SET LOCAL hilo.entity_id = 'e'
2026-11-20 10:00:00.001 UTC [8] LOG:  statement: LISTEN hilo_news
2026-11-20 10:00:00.001 UTC [7] LOG:  execute __diesel_stmt_0: -- By $1.
\tSELECT a
\tFROM t WHERE b = $1 AND c = $2
2026-11-20 10:00:00.001 UTC [7] DETAIL:  parameters: $1 = 'it''s, $2 = 1', $2 = NULL
2026-11-20 10:00:00.002 UTC [7] LOG:  execute <unnamed>: SELECT $10, $1
2026-11-20 10:00:00.003 UTC [7] LOG:  statement: COMMIT
";

    #[test]
    fn a_transaction_is_read_from_the_log_with_its_values() {
        let found = transactions(LOG);
        let texts: Vec<&str> = found[0]
            .iter()
            .map(|statement| statement.text.as_str())
            .collect();
        assert_eq!(found.len(), 1);
        assert_eq!(texts[1], "SELECT a\nFROM t WHERE b = $1 AND c = $2");
        assert_eq!(found[0][1].values, [Some("it's, $2 = 1".to_owned()), None]);
        assert!(found[0][1].is_kept && !found[0][2].is_kept);
        assert_eq!(texts[3], "COMMIT");
    }

    #[test]
    fn values_are_put_in_from_the_last() {
        let ten = (1..=10).map(|value| value.to_string()).collect::<Vec<_>>();
        assert_eq!(filled("$10, $1", ten.into_iter()), "10, 1");
    }
}
