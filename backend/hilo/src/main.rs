//! `hilo`: one program for the API, the worker, migrations, imports and the tools around them.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use hilo::{bench, contract, dev, migrate, packs, record, service, work};
use hilo_platform::settings::Settings;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Hilo: the thread between people and public bodies.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the pages.
    Serve,
    /// Work off the queue: mails and jobs.
    Work,
    /// Bring the database to the present schema.
    Migrate,
    /// Everything on this machine: private database, mail sink, demonstration data, API, pages, worker.
    Dev,
    /// Policy packs.
    Pack {
        #[command(subcommand)]
        command: packs::PackCommand,
    },
    /// Bring in records of other systems.
    Import {
        #[command(subcommand)]
        command: hilo::import::ImportCommand,
    },
    /// Check that the record is as it was written: chains, checkpoints, and their copies outside.
    Verify(record::VerifyCommand),
    /// Write a checkpoint of every body that has moved, and add it to the file outside.
    Checkpoint,
    /// Make rows again from their history.
    Rebuild(record::RebuildCommand),
    /// Measure the whole service on a private database.
    Bench(bench::BenchCommand),
    /// Print the OpenAPI document.
    Openapi,
    /// Write the generated pages of the documentation into a folder.
    Docs { folder: std::path::PathBuf },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    env_logger::Builder::from_env(
        env_logger::Env::default().default_filter_or("info,actix_server=warn"),
    )
    .init();
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("hilo: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), String> {
    match command {
        Command::Openapi => {
            print!("{}", contract::yaml()?);
            Ok(())
        }
        Command::Docs { folder } => contract::write_docs(&folder),
        Command::Dev => dev::run(),
        Command::Migrate => migrate::run(&owner_url(&Settings::read(&[])?)?),
        Command::Pack { command } => packs::run(&command, &Settings::read(&[])?),
        Command::Import { command } => hilo::import::run(command, &Settings::read(&[])?),
        Command::Verify(command) => record::verify(&command, &Settings::read(&[])?),
        Command::Checkpoint => record::checkpoint(&Settings::read(&[])?),
        Command::Rebuild(command) => record::rebuild(&command, &Settings::read(&[])?),
        Command::Bench(command) => bench::run(&command, &Settings::read(&[])?),
        Command::Serve => {
            let settings = Settings::read(&[])?;
            settings.complete()?;
            service::run(&settings)
        }
        Command::Work => {
            let settings = Settings::read(&[])?;
            settings.complete()?;
            work::run(&settings)
        }
    }
}

fn owner_url(settings: &Settings) -> Result<String, String> {
    migrate::owner_url(settings)
}
