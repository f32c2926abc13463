//! Policy packs in the database: every version ever applied, none ever changed; and how a body comes to follow one.

mod decide;
mod diff;
mod replay;

use chrono::{NaiveDate, Utc};
use clap::{Args, Subcommand};
use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::clock::Clock;
use hilo_platform::db::{Db, DbConfig};
use hilo_platform::problem::Problem;
use hilo_platform::settings::Settings;
use hilo_registry::directory::Directory;
use hilo_rules::packs::{Pack, read, shipped};
use hilo_schema::{entities, packs as table};
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use decide::{Proposal, approve, propose};
pub use diff::differences;
pub use replay::{Replay, replay};

use crate::migrate;

/// What can be done with packs.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Read a pack file and say what is wrong with it.
    Check { file: std::path::PathBuf },
    /// Say what a pack file changes against the newest version in the database.
    Diff { file: std::path::PathBuf },
    /// Apply a pack file, or all packs that come with the program: from then on bodies can follow them.
    Apply { file: Option<std::path::PathBuf> },
    /// Run a pack file over the past cases of a body: how many due dates, routes and outcomes would differ.
    Replay(ReplayCommand),
    /// Propose that a body follows an applied version from a day on; somebody else approves.
    Propose(ProposeCommand),
    /// Approve what somebody else proposed.
    Approve(ApproveCommand),
}

/// Which file, over which cases.
#[derive(Debug, Args)]
pub struct ReplayCommand {
    file: std::path::PathBuf,
    /// Number of the body, such as 0001.
    #[arg(long)]
    entity: String,
}

/// Which version, for whom, from when.
#[derive(Debug, Args)]
pub struct ProposeCommand {
    name: String,
    version: i32,
    #[arg(long)]
    entity: String,
    /// The first day on which cases are filed under it.
    #[arg(long)]
    from: NaiveDate,
    /// E-mail address of whoever proposes.
    #[arg(long)]
    by: String,
}

/// Which version, for whom.
#[derive(Debug, Args)]
pub struct ApproveCommand {
    name: String,
    version: i32,
    #[arg(long)]
    entity: String,
    /// E-mail address of whoever approves: somebody else.
    #[arg(long)]
    by: String,
}

/// Runs a command.
///
/// # Errors
/// When a file cannot be read, a version would change, or two persons are one.
pub fn run(command: &PackCommand, settings: &Settings) -> Result<(), String> {
    match command {
        PackCommand::Check { file } => {
            let pack = from_file(file)?;
            println!("{} {} is well-formed", pack.name, pack.version);
            Ok(())
        }
        PackCommand::Diff { file } => diff_with_newest(&from_file(file)?, settings),
        PackCommand::Apply { file } => {
            let packs = match file {
                None => shipped().map_err(|error| error.to_string())?,
                Some(file) => vec![from_file(file)?],
            };
            for name in apply(&migrate::owner_url(settings)?, &packs)? {
                println!("applied {name}");
            }
            Ok(())
        }
        PackCommand::Replay(command) => {
            let found =
                Desk::open(settings, &command.entity)?.replay(&from_file(&command.file)?)?;
            let text = serde_json::to_string_pretty(&found).map_err(|error| error.to_string())?;
            println!("{text}");
            Ok(())
        }
        PackCommand::Propose(command) => Desk::open(settings, &command.entity)?.propose(command),
        PackCommand::Approve(command) => Desk::open(settings, &command.entity)?.approve(command),
    }
}

fn from_file(file: &std::path::Path) -> Result<Pack, String> {
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    read(&text).map_err(|error| error.to_string())
}

fn diff_with_newest(pack: &Pack, settings: &Settings) -> Result<(), String> {
    let told = |error: diesel::result::Error| error.to_string();
    let url = migrate::owner_url(settings)?;
    let mut conn = PgConnection::establish(&url).map_err(|error| error.to_string())?;
    let newest: Option<serde_json::Value> = table::table
        .select(table::body)
        .filter(table::name.eq(&pack.name))
        .order(table::version.desc())
        .first(&mut conn)
        .optional()
        .map_err(told)?;
    let Some(newest) = newest else {
        println!("{} is new", pack.name);
        return Ok(());
    };
    let newest: Pack = serde_json::from_value(newest).map_err(|error| error.to_string())?;
    for line in differences(&newest, pack)? {
        println!("{line}");
    }
    Ok(())
}

/// A body whose packs are looked after.
struct Desk {
    db: Db,
    directory: Directory,
    entity: Uuid,
}

impl Desk {
    fn open(settings: &Settings, number: &str) -> Result<Self, String> {
        let config = DbConfig {
            url: settings.text("DATABASE_URL").to_owned(),
            pool: 1,
            filing_pool: 1,
        };
        let db = Db::open(&config, Clock::default());
        let number: i16 = number
            .parse()
            .map_err(|_| format!("{number} is no number of a body"))?;
        let found = db.run_blocking(Request::internal("findBody"), Door::Directory, true, |tx| {
            Ok(entities::table
                .select(entities::id)
                .filter(entities::number.eq(number))
                .first(tx.conn)
                .optional()?)
        });
        let entity = found
            .map_err(|problem| problem.to_string())?
            .ok_or_else(|| format!("there is no body {number:04}"))?;
        Ok(Self {
            db,
            directory: Directory::default(),
            entity,
        })
    }

    fn within<T>(
        &self,
        work: impl FnOnce(&mut hilo_platform::tx::Tx<'_>) -> Result<T, Problem>,
    ) -> Result<T, String> {
        let request = Request::internal("changePacks");
        self.db
            .run_blocking(request, Door::System(self.entity), false, work)
            .map_err(|problem| problem.to_string())
    }

    fn replay(&self, pack: &Pack) -> Result<Replay, String> {
        self.within(|tx| replay(tx, &self.directory, pack))
    }

    fn propose(&self, command: &ProposeCommand) -> Result<(), String> {
        let found = self.within(|tx| {
            let id = applied(tx, &command.name, command.version)?;
            let pack = self.directory.pack(tx.conn, id)?;
            let found = replay(tx, &self.directory, &pack)?;
            let proposal = Proposal {
                pack: id,
                from_on: command.from,
                by: &command.by,
                replay: &found,
            };
            propose(tx, &self.directory, &pack, &proposal)?;
            Ok(found)
        })?;
        println!(
            "proposed; of {} cases {} would be due earlier, {} later, {} go elsewhere first, {} not end as they did",
            found.cases,
            found.due_earlier,
            found.due_later,
            found.routed_otherwise,
            found.ended_otherwise
        );
        Ok(())
    }

    fn approve(&self, command: &ApproveCommand) -> Result<(), String> {
        let approved = self.within(|tx| {
            let id = applied(tx, &command.name, command.version)?;
            approve(tx, id, &command.by)
        })?;
        if approved {
            println!("approved");
            Ok(())
        } else {
            Err("nothing waits for an approval".to_owned())
        }
    }
}

fn applied(tx: &mut hilo_platform::tx::Tx<'_>, name: &str, version: i32) -> Result<Uuid, Problem> {
    let found: Option<Uuid> = table::table
        .select(table::id)
        .filter(table::name.eq(name))
        .filter(table::version.eq(version))
        .first(tx.conn)
        .optional()?;
    found.ok_or_else(|| Problem::broken(format!("{name} {version} was never applied")))
}
/// Applies packs; says which were new.
///
/// # Errors
/// When a version is known with another content: a changed pack needs a new version.
pub fn apply(url: &str, packs: &[Pack]) -> Result<Vec<String>, String> {
    let mut conn = PgConnection::establish(url).map_err(|error| error.to_string())?;
    let mut applied = Vec::new();
    for pack in packs {
        let body = serde_json::to_value(pack).map_err(|error| error.to_string())?;
        let digest = format!("{:x}", Sha256::digest(body.to_string()));
        let known: Option<String> = table::table
            .select(table::digest)
            .filter(table::name.eq(&pack.name))
            .filter(table::version.eq(pack.version))
            .first(&mut conn)
            .optional()
            .map_err(|error| error.to_string())?;
        match known {
            Some(known) if known == digest => continue,
            Some(_) => {
                return Err(format!(
                    "{} {} is known with another content: give it a new version",
                    pack.name, pack.version
                ));
            }
            None => {}
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "a tool of the shell has no request and no clock of its own"
        )]
        let now = Utc::now();
        diesel::insert_into(table::table)
            .values((
                table::id.eq(Uuid::now_v7()),
                table::name.eq(&pack.name),
                table::version.eq(pack.version),
                table::body.eq(body),
                table::digest.eq(digest),
                table::applied_at.eq(now),
            ))
            .execute(&mut conn)
            .map_err(|error| error.to_string())?;
        applied.push(format!("{} {}", pack.name, pack.version));
    }
    Ok(applied)
}
