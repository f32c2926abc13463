//! `hilo bench`: how quick the whole service is, as ratios of one run on one machine. See `docs/bench.md`.

mod cases;
mod client;
mod figures;
mod filing;
mod inbox;
mod memory;
mod pgbench;
mod program;
mod record;
mod rounds;
mod script;
mod stage;
mod tracking;
mod world;

use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use hilo_platform::settings::Settings;

use self::cases::Cases;
use self::stage::Stage;
use self::world::World;
use crate::service::stop_signal;

/// Cases at the desk: a city after a month, and after a year.
const SMALL: u32 = 100_000;
const LARGE: u32 = 1_000_000;

/// What to measure.
#[derive(Debug, Clone, Args)]
pub struct BenchCommand {
    /// Only these parts; all of them when none is named.
    parts: Vec<Part>,
    /// Rounds of two seconds, and no million of cases: to check the bench, not the program.
    #[arg(long)]
    quick: bool,
}

/// A part of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Start and memory.
    Memory,
    /// Filing over HTTP against pgbench.
    Filing,
    /// Tracking over HTTP against pgbench.
    Tracking,
    /// Lists of the desk at 100,000 and at a million cases.
    Inbox,
}

/// How long and how often.
struct Plan {
    is_quick: bool,
    /// Of each round of each side.
    round: Duration,
    rounds: usize,
    /// Pages asked for of each list, as long as there is patience.
    pages: usize,
    patience: Duration,
}

/// What every part works with.
struct Bench {
    plan: Plan,
    stage: Stage,
    world: World,
    cases: Cases,
}

/// Runs the bench and clears everything away, also after Ctrl-C.
///
/// # Errors
/// With what could not be measured.
pub fn run(command: &BenchCommand, settings: &Settings) -> Result<(), String> {
    let began = Instant::now();
    let stage = Stage::set(settings)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let mut bench = match prepared(command, stage) {
        Ok(bench) => bench,
        Err(unprepared) => {
            let (stage, message) = *unprepared;
            return stage.strike().and(Err(message));
        }
    };
    let parts = chosen(&command.parts);
    let measured = runtime.block_on(async {
        tokio::select! {
            measured = measure(&mut bench, &parts) => measured,
            stopped = stop_signal() => stopped.and(Err("stopped".to_owned())),
        }
    });
    // A thread may still wait for the database; it ends with it.
    runtime.shutdown_background();
    let struck = bench.stage.strike();
    println!("{:.0} s in all", began.elapsed().as_secs_f64());
    measured.and(struck)
}

/// A stage that cannot be used comes back, to be struck; boxed, because it is large.
fn prepared(command: &BenchCommand, stage: Stage) -> Result<Bench, Box<(Stage, String)>> {
    let found = World::found(&stage)
        .and_then(|world| Cases::prepare(&stage, &world).map(|cases| (world, cases)));
    let (world, cases) = match found {
        Ok(found) => found,
        Err(message) => return Err(Box::new((stage, message))),
    };
    let seconds = if command.quick { 2 } else { 4 };
    let plan = Plan {
        is_quick: command.quick,
        round: Duration::from_secs(seconds),
        rounds: 3,
        pages: if command.quick { 30 } else { 100 },
        patience: Duration::from_secs(seconds),
    };
    Ok(Bench {
        plan,
        stage,
        world,
        cases,
    })
}

fn chosen(parts: &[Part]) -> Vec<Part> {
    let all = Part::value_variants();
    all.iter()
        .copied()
        .filter(|part| parts.is_empty() || parts.contains(part))
        .collect()
}

async fn measure(bench: &mut Bench, parts: &[Part]) -> Result<(), String> {
    println!("{}\n", machine());
    for part in parts {
        match part {
            Part::Memory => memory::run(bench).await?,
            Part::Filing => filing::run(bench).await?,
            Part::Tracking => tracking::run(bench).await?,
            Part::Inbox => inbox::run(bench).await?,
        }
    }
    Ok(())
}

/// Processors, and how busy others keep them: figures of a busy machine say little.
fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    format!("{processors} processors, load of the last minute before the bench {load}")
}
