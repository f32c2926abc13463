//! `hilo import`: records of other systems.

use std::path::PathBuf;

use clap::Subcommand;
use hilo_platform::clock::Clock;
use hilo_platform::db::{Db, DbConfig};
use hilo_platform::settings::Settings;
use hilo_reach::import::catalogue::{Format, ImportCatalogue, import_catalogue};
use hilo_reach::import::requests::{ImportRequests, import_requests};
use hilo_rules::numbers::EntityNumber;

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Requests of a municipality, from CSV or CSV.gz.
    Requests {
        /// Name of a shipped mapping, or a file with one.
        #[arg(long)]
        mapping: String,
        /// Number of the entity.
        #[arg(long)]
        entity: EntityNumber,
        file: PathBuf,
        /// Look at no more rows than this.
        #[arg(long)]
        limit: Option<u64>,
        /// Where rejected rows go, as CSV.
        #[arg(long)]
        rejects: Option<PathBuf>,
    },
    /// Services, units or public bodies, from a catalogue of another system.
    Catalogue {
        /// Shape of the file; a wrong one lists all.
        #[arg(long)]
        format: Format,
        /// Number of the entity; directories of bodies need none.
        #[arg(long)]
        entity: Option<EntityNumber>,
        file: PathBuf,
    },
}

/// Runs an import. The database is the one of the settings, or of a running `make run`.
///
/// # Errors
/// When the order cannot be carried out.
pub fn run(command: ImportCommand, settings: &Settings) -> Result<(), String> {
    let db = database(settings)?;
    match command {
        ImportCommand::Requests {
            mapping,
            entity,
            file,
            limit,
            rejects,
        } => {
            let order = ImportRequests {
                mapping,
                entity,
                file,
                limit,
                rejects,
            };
            let report = import_requests(&db, &order).map_err(|error| error.to_string())?;
            println!("{report}");
        }
        ImportCommand::Catalogue {
            format,
            entity,
            file,
        } => {
            let order = ImportCatalogue {
                format,
                entity,
                file,
            };
            let report = import_catalogue(&db, &order).map_err(|error| error.to_string())?;
            println!("{report}");
        }
    }
    Ok(())
}

fn database(settings: &Settings) -> Result<Db, String> {
    let url = match settings.text("DATABASE_URL") {
        "" => running(settings)?,
        url => url.to_owned(),
    };
    Ok(Db::open(
        &DbConfig {
            url,
            pool: 2,
            filing_pool: 1,
        },
        Clock::default(),
    ))
}

/// The database of `make run` in the state folder.
fn running(settings: &Settings) -> Result<String, String> {
    let path = std::path::Path::new(settings.text("HILO_DIR")).join("dev.json");
    let missing =
        || "DATABASE_URL is not set, and no `make run` is described in the state folder".to_owned();
    let text = std::fs::read_to_string(path).map_err(|_| missing())?;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|_| missing())?;
    value
        .get("database_url")
        .and_then(|url| url.as_str())
        .map(str::to_owned)
        .ok_or_else(missing)
}
