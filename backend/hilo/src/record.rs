//! `hilo verify`, `hilo checkpoint`, `hilo rebuild --check`: is the record whole, and are the rows what it says?

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use diesel::prelude::*;
use hilo_cases::rebuild;
use hilo_platform::caller::{Door, Request};
use hilo_platform::clock::Clock;
use hilo_platform::db::{Db, DbConfig};
use hilo_platform::problem::Problem;
use hilo_platform::record::{self, Checkpoint};
use hilo_platform::settings::Settings;
use hilo_platform::tokens::Tokens;
use hilo_registry::directory::Directory;
use hilo_schema::entities;
use uuid::Uuid;

/// Keeps checkpoints apart from everything else that the keys of the installation sign.
const KIND: &str = "hilo-checkpoint+jwt";

/// Which record.
#[derive(Debug, Args)]
pub struct VerifyCommand {
    /// File with the checkpoints kept outside of the database; `HILO_CHECKPOINTS` when left out.
    #[arg(long)]
    checkpoints: Option<PathBuf>,
}

/// What to make again.
#[derive(Debug, Args)]
pub struct RebuildCommand {
    /// Only say where rows differ; nothing is changed. Needed: there is no other way yet.
    #[arg(long, required = true)]
    check: bool,
}

/// A database with all its bodies.
pub struct Record {
    pub db: Db,
    pub directory: Directory,
}

impl Record {
    /// Opens the database of the settings.
    ///
    /// # Errors
    /// With the setting that cannot be used.
    pub fn open(settings: &Settings) -> Result<Self, String> {
        let config = DbConfig {
            url: settings.text("DATABASE_URL").to_owned(),
            pool: 1,
            filing_pool: 1,
        };
        Ok(Self {
            db: Db::open(&config, Clock::default()),
            directory: Directory::default(),
        })
    }

    fn bodies(&self) -> Result<Vec<Uuid>, Problem> {
        let request = Request::internal("listBodies");
        self.db.run_blocking(request, Door::Directory, true, |tx| {
            Ok(entities::table
                .select(entities::id)
                .order(entities::number)
                .load(tx.conn)?)
        })
    }

    /// Everything that is not as it was written, in words.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn verify(&self, outside: &[Checkpoint]) -> Result<Vec<String>, Problem> {
        let mut faults = Vec::new();
        for body in self.bodies()? {
            let request = Request::internal("verifyRecord");
            let found = self
                .db
                .run_blocking(request, Door::System(body), true, |tx| {
                    record::verify(tx, outside)
                })?;
            faults.extend(found.into_iter().map(|fault| format!("{body}: {fault}")));
        }
        Ok(faults)
    }

    /// Writes a checkpoint of every body that has moved.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn checkpoint(&self) -> Result<Vec<Checkpoint>, Problem> {
        let mut written = Vec::new();
        for body in self.bodies()? {
            let request = Request::internal("writeCheckpoint");
            written.extend(self.db.run_blocking(
                request,
                Door::System(body),
                false,
                record::write,
            )?);
        }
        Ok(written)
    }

    /// Every row that differs from its history, in words.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn rebuild_check(&self) -> Result<Vec<String>, Problem> {
        let mut faults = Vec::new();
        for body in self.bodies()? {
            let request = Request::internal("checkRows");
            faults.extend(
                self.db
                    .run_blocking(request, Door::System(body), true, |tx| {
                        rebuild::check(tx, &self.directory)
                    })?,
            );
        }
        Ok(faults)
    }
}

/// `hilo verify`.
///
/// # Errors
/// With the number of faults, after each was printed; or why the record could not be read.
pub fn verify(command: &VerifyCommand, settings: &Settings) -> Result<(), String> {
    let told = |problem: Problem| problem.to_string();
    let file = command.checkpoints.clone().or_else(|| kept_in(settings));
    let outside = match &file {
        Some(file) => read(file, &Tokens::of(settings.text("HILO_TOKEN_KEYS"))?)?,
        None => Vec::new(),
    };
    let faults = Record::open(settings)?.verify(&outside).map_err(told)?;
    let beside = file.map_or("no copy outside".to_owned(), |file| {
        format!("{} checkpoints of {}", outside.len(), file.display())
    });
    conclude(
        &faults,
        &format!("the record is as it was written ({beside})"),
    )
}

/// `hilo checkpoint`.
///
/// # Errors
/// When a checkpoint cannot be written, here or outside.
pub fn checkpoint(settings: &Settings) -> Result<(), String> {
    let told = |problem: Problem| problem.to_string();
    let tokens = Tokens::of(settings.text("HILO_TOKEN_KEYS"))?;
    let file = kept_in(settings).ok_or("HILO_CHECKPOINTS names no file")?;
    let written = Record::open(settings)?.checkpoint().map_err(told)?;
    append(&file, &tokens, &written)?;
    println!("{} checkpoints in {}", written.len(), file.display());
    Ok(())
}

/// `hilo rebuild --check`.
///
/// # Errors
/// With the number of differences, after each was printed.
pub fn rebuild(_: &RebuildCommand, settings: &Settings) -> Result<(), String> {
    let told = |problem: Problem| problem.to_string();
    let faults = Record::open(settings)?.rebuild_check().map_err(told)?;
    conclude(&faults, "every row is what its history says")
}

fn conclude(faults: &[String], well: &str) -> Result<(), String> {
    for fault in faults {
        println!("{fault}");
    }
    if faults.is_empty() {
        println!("{well}");
        Ok(())
    } else {
        Err(format!("{} faults", faults.len()))
    }
}

fn kept_in(settings: &Settings) -> Option<PathBuf> {
    let file = settings.text("HILO_CHECKPOINTS");
    (!file.is_empty()).then(|| PathBuf::from(file))
}

/// Adds checkpoints to the file outside, a signed line each.
///
/// # Errors
/// When the file cannot be written.
pub fn append(file: &Path, tokens: &Tokens, checkpoints: &[Checkpoint]) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", file.display());
    let mut open = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .map_err(told)?;
    for checkpoint in checkpoints {
        let line = tokens
            .state(KIND, checkpoint)
            .map_err(|problem| problem.to_string())?;
        writeln!(open, "{line}").map_err(told)?;
    }
    open.sync_all().map_err(told)
}

/// Reads the file outside; a line that none of our keys signed is an error.
///
/// # Errors
/// With the line.
pub fn read(file: &Path, tokens: &Tokens) -> Result<Vec<Checkpoint>, String> {
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    (1..)
        .zip(text.lines())
        .map(|(n, line)| {
            tokens
                .stated(KIND, line)
                .ok_or_else(|| format!("{}: line {n} is not signed by us", file.display()))
        })
        .collect()
}
