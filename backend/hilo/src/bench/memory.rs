//! How soon the program is ready, and what it holds in memory.

use super::client::{closed_loop, get};
use super::figures::{listed, median, millis, verdict};
use super::program::Program;
use super::{Bench, filing};

const COLD_START_MILLIS: f64 = 1_000.0;
const IDLE_MEGABYTES: f64 = 40.0;
const LOADED_MEGABYTES: f64 = 256.0;

/// Measures and prints.
///
/// # Errors
/// When the program does not start.
pub async fn run(bench: &Bench) -> Result<(), String> {
    let mut starts = Vec::new();
    let mut idle = Vec::new();
    for _ in 0..bench.plan.rounds {
        let program = Program::start(&bench.stage).await?;
        starts.push(millis(program.took));
        idle.push(program.memory()?.now);
    }
    let program = Program::start(&bench.stage).await?;
    closed_loop(program.address, 64, bench.plan.round, 200, |_, _| {
        get("/api/v1/entities", &[])
    })
    .await?;
    filing::load(bench, &program, 64).await?;
    let loaded = program.memory()?;
    println!("Memory and start, medians of {} starts", bench.plan.rounds);
    let told = |name: &str, value: f64, unit: &str, goal: f64| {
        println!(
            "  {name}: {value:.0} {unit}, at most {goal:.0}: {}",
            verdict(value <= goal)
        );
    };
    told(
        "From start to ready, database up",
        median(&starts),
        "ms",
        COLD_START_MILLIS,
    );
    told(
        "Memory before the first request",
        median(&idle),
        "MB",
        IDLE_MEGABYTES,
    );
    told(
        "Memory at most, 64 clients that list and file",
        loaded.peak,
        "MB",
        LOADED_MEGABYTES,
    );
    println!(
        "  (starts {} ms; memory {} MB; {:.0} MB after the load)\n",
        listed(&starts),
        listed(&idle),
        loaded.now
    );
    Ok(())
}
