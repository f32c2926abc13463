//! Tracking over HTTP against the same selects in pgbench.

use std::rc::Rc;

use diesel::sql_types::{Integer, Uuid as SqlUuid};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use hilo_rules::numbers::CaseNumber;
use uuid::Uuid;

use super::cases::{Cases, TRACKED};
use super::client::{Connection, closed_loop, get};
use super::figures::table;
use super::pgbench::Limit;
use super::program::Program;
use super::record::{Recorder, Transaction};
use super::rounds::{Rounds, interleaved};
use super::script::{Tracked, of_tracking};
use super::{Bench, SMALL};

/// Clients at once.
const CLIENTS: [usize; 3] = [1, 8, 32];
/// Of the limit.
const GOAL: f64 = 0.7;

/// Measures and prints.
///
/// # Errors
/// When a case is not found.
pub async fn run(bench: &mut Bench) -> Result<(), String> {
    bench.cases.fill(&bench.stage, SMALL).await?;
    let requests = requests(bench)?;
    let (recorded, tracked) = record(bench, &requests).await?;
    let script = of_tracking(&recorded, &tracked, &Cases::any_tracked());
    let limit = Limit::of(&bench.stage, "tracking", &[script])?;

    let program = Program::start(&bench.stage).await?;
    let requests = Rc::new(requests);
    let mut rows = Vec::new();
    for clients in CLIENTS {
        let lasting = bench.plan.round;
        let rounds = interleaved(
            &bench.plan,
            || limit.rate(&bench.stage, clients, lasting),
            || {
                let requests = Rc::clone(&requests);
                // Neighbours in time are far apart in the list, as people are.
                let request = move |client: usize, count: usize| {
                    requests
                        .get((client * 307 + count * 7) % requests.len())
                        .cloned()
                        .unwrap_or_default()
                };
                closed_loop(program.address, clients, lasting, 200, request)
            },
        )
        .await?;
        rows.push(rounds.row(&format!("{clients} clients"), GOAL));
    }
    println!(
        "Tracking (trackCase of closed cases with their whole thread): answers a second, {SMALL} cases"
    );
    println!("{}", table(&Rounds::HEADING, &rows));
    let anew = recorded
        .iter()
        .filter(|one| !one.is_kept && !one.values.is_empty())
        .count();
    println!(
        "  One tracking sends {} messages, {anew} of them planned anew\n",
        recorded.len()
    );
    Ok(())
}

fn requests(bench: &Bench) -> Result<Vec<Vec<u8>>, String> {
    let key = bench.cases.key.to_string();
    let request =
        |number: CaseNumber| get(&format!("/api/v1/cases/{number}"), &[("Case-Key", &key)]);
    (0..TRACKED)
        .map(|place| bench.cases.tracked(&bench.world, place).map(request))
        .collect()
}

#[derive(QueryableByName)]
struct Ids {
    #[diesel(sql_type = SqlUuid)]
    case_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The statements of one tracking, and the case that it was about.
async fn record(bench: &Bench, requests: &[Vec<u8>]) -> Result<(Transaction, Tracked), String> {
    let mut recorder = Recorder::start(&bench.stage)?;
    let program = Program::start(&bench.stage).await?;
    let mut connection = Connection::open(program.address).await?;
    let request = requests.first().cloned().unwrap_or_default();
    for _ in 0..3 {
        recorder.take()?;
        let answer = connection.send(&request).await?;
        if answer.status != 200 {
            return Err(format!(
                "not tracked: {}",
                String::from_utf8_lossy(connection.body(answer))
            ));
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let recorded = recorder
        .take()?
        .pop()
        .ok_or("a tracking sent no statements")?;
    drop(program);
    recorder.stop(&bench.stage)?;
    let correlative = bench.cases.tracked(&bench.world, 0)?.correlative();
    let ids: Ids = sql_query(
        "SELECT k.case_id, k.id FROM cases c JOIN clocks k ON k.entity_id = c.entity_id AND k.case_id = c.id \
         WHERE c.entity_id = $1 AND c.correlative = $2",
    )
    .bind::<SqlUuid, _>(bench.world.large.id)
    .bind::<Integer, _>(i32::try_from(correlative).map_err(|error| error.to_string())?)
    .get_result(&mut bench.stage.superuser()?)
    .map_err(|error| error.to_string())?;
    Ok((
        recorded,
        Tracked {
            correlative: i64::from(correlative),
            case: ids.case_id,
            clock: ids.id,
        },
    ))
}
