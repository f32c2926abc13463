//! Looking at the books: what is really stored, whatever row security would show.

use std::sync::{Mutex, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};

/// A connection for a test's own questions.
pub struct Books(Mutex<PgConnection>);

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Nullable<Text>)]
    line: Option<String>,
}

impl Books {
    /// Opens an address.
    ///
    /// # Panics
    /// When the database cannot be reached.
    pub fn open(url: &str) -> Self {
        Self(Mutex::new(
            PgConnection::establish(url).expect("a connection for the test"),
        ))
    }

    /// How many rows a question gives: `count("cases WHERE is_open")`.
    pub fn count(&self, from: &str) -> i64 {
        let mut conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let row: Number = sql_query(format!("SELECT count(*) AS n FROM {from}"))
            .get_result(&mut *conn)
            .unwrap();
        row.n
    }

    /// One text for each row: `lines("SELECT event FROM history ORDER BY seq")`. NULL is empty.
    pub fn lines(&self, query: &str) -> Vec<String> {
        self.try_lines(query)
            .unwrap_or_else(|error| panic!("{query}: {error}"))
    }

    /// The same, where the question may be refused.
    ///
    /// # Errors
    /// What the database says.
    pub fn try_lines(&self, query: &str) -> Result<Vec<String>, String> {
        let mut conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let query = format!("SELECT line::text FROM ({query}) AS asked(line)");
        let rows: Vec<Line> = sql_query(query)
            .load(&mut *conn)
            .map_err(|error| error.to_string())?;
        Ok(rows
            .into_iter()
            .map(|row| row.line.unwrap_or_default())
            .collect())
    }

    /// Changes something behind the program's back.
    ///
    /// # Panics
    /// When the database refuses.
    pub fn run(&self, statements: &str) {
        self.try_run(statements)
            .unwrap_or_else(|error| panic!("{statements}: {error}"));
    }

    /// The same, where the change may be refused.
    ///
    /// # Errors
    /// What the database says.
    pub fn try_run(&self, statements: &str) -> Result<(), String> {
        let mut conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        conn.batch_execute(statements)
            .map_err(|error| error.to_string())
    }
}
