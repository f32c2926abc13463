//! Policy packs in the database: every version ever applied, none ever changed.

use chrono::Utc;
use clap::Subcommand;
use diesel::prelude::*;
use hilo_platform::settings::Settings;
use hilo_rules::packs::{Pack, read, shipped};
use hilo_schema::packs as table;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::migrate;

/// What can be done with packs.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Apply a pack file, or all packs that come with the program.
    Apply { file: Option<std::path::PathBuf> },
}

/// Runs a command.
///
/// # Errors
/// When a file cannot be read, or a version would change.
pub fn run(command: &PackCommand, settings: &Settings) -> Result<(), String> {
    let PackCommand::Apply { file } = command;
    let url = migrate::owner_url(settings)?;
    let packs = match file {
        None => shipped().map_err(|error| error.to_string())?,
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            vec![read(&text).map_err(|error| error.to_string())?]
        }
    };
    for name in apply(&url, &packs)? {
        println!("applied {name}");
    }
    Ok(())
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
