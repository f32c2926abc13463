//! The first pages of the desk at a hundred thousand and at a million cases: views, filters, searches, second pages.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query};
use hilo_platform::clock::Clock;

use super::client::{Connection, get};
use super::figures::{millis, percentile, table, verdict};
use super::program::Program;
use super::record::Recorder;
use super::world::{Seat, World};
use super::{Bench, LARGE, SMALL};

/// Longest wait for the slowest page of a hundred, in milliseconds.
const GOAL: f64 = 300.0;
/// How much slower the median may get with ten times the cases.
const GROWTH: f64 = 1.5;
/// A median below this, in milliseconds, is not held against the growth: a heartbeat of the machine is as long.
const NOISE: f64 = 5.0;

/// A list as somebody asks for it.
struct List {
    name: &'static str,
    seat: Seat,
    query: String,
}

/// What was measured of a list.
struct Measured {
    name: String,
    items: usize,
    times: Vec<f64>,
}

/// Measures and prints.
///
/// # Errors
/// When a list is refused.
pub async fn run(bench: &mut Bench) -> Result<(), String> {
    let sizes: &[u32] = if bench.plan.is_quick {
        &[SMALL]
    } else {
        &[SMALL, LARGE]
    };
    let mut measured = Vec::new();
    for size in sizes {
        let took = bench.cases.fill(&bench.stage, *size).await?;
        println!("  ({size} cases after {:.0} s)", took.as_secs_f64());
        measured.push(measure(bench).await?);
    }
    println!("Desk (listCases, 25 rows): milliseconds of one client, one page after the other");
    println!("{}", rows(sizes, &measured));
    let slow: Vec<String> = measured
        .iter()
        .flatten()
        .filter(|list| list.p99() > GOAL)
        .map(|list| list.name.clone())
        .collect();
    let explained = bench
        .lists()
        .into_iter()
        .filter(|list| slow.iter().any(|name| name.starts_with(list.name)));
    explain(bench, &explained.collect::<Vec<_>>()).await
}

impl Measured {
    fn p50(&self) -> f64 {
        percentile(&self.times, 50)
    }

    fn p99(&self) -> f64 {
        percentile(&self.times, 99)
    }
}

fn rows(sizes: &[u32], measured: &[Vec<Measured>]) -> String {
    let mut heading = vec!["".to_owned(), "rows".to_owned()];
    heading.extend(
        sizes
            .iter()
            .flat_map(|size| [format!("p50 at {size}"), format!("p99 at {size}")]),
    );
    heading.extend(["growth of p50".to_owned(), "goal".to_owned()]);
    let heading: Vec<&str> = heading.iter().map(String::as_str).collect();
    let lines = measured.last().into_iter().flatten().map(|large| {
        // By name: with more cases more lists have a second page.
        let sized: Vec<Option<&Measured>> = measured
            .iter()
            .map(|lists| lists.iter().find(|list| list.name == large.name))
            .collect();
        let small = sized.iter().flatten().next().map_or(0.0, |list| list.p50());
        let growth = large.p50() / small;
        let is_met = large.p99() <= GOAL && (growth <= GROWTH || large.p50() <= NOISE);
        let mut line = vec![large.name.clone(), large.items.to_string()];
        line.extend(sized.into_iter().flat_map(|list| match list {
            Some(list) => [format!("{:.1}", list.p50()), format!("{:.1}", list.p99())],
            None => ["", ""].map(str::to_owned),
        }));
        line.extend([format!("{growth:.2}"), verdict(is_met).to_owned()]);
        line
    });
    table(&heading, &lines.collect::<Vec<_>>())
}

async fn measure(bench: &Bench) -> Result<Vec<Measured>, String> {
    let program = Program::start(&bench.stage).await?;
    let mut connection = Connection::open(program.address).await?;
    let mut all = vec![index_read(bench)?];
    for list in bench.lists() {
        let token = format!("Bearer {}", bench.world.token(list.seat)?);
        let ask = |query: &str| {
            get(
                &format!("/api/v1/staff/cases?{query}"),
                &[("Authorization", &token)],
            )
        };
        let (first, next) = repeated(
            bench,
            &mut connection,
            list.name.to_owned(),
            &ask(&list.query),
        )
        .await?;
        all.push(first);
        if let Some(cursor) = next {
            let query = format!("{}&cursor={cursor}", list.query);
            let name = format!("{}, second page", list.name);
            all.push(
                repeated(bench, &mut connection, name, &ask(&query))
                    .await?
                    .0,
            );
        }
    }
    let token = format!("Bearer {}", bench.world.token(bench.world.lead)?);
    let counts = get("/api/v1/staff/views", &[("Authorization", &token)]);
    all.push(
        repeated(
            bench,
            &mut connection,
            "counts of all views".to_owned(),
            &counts,
        )
        .await?
        .0,
    );
    Ok(all)
}

/// The same request again and again; the first answer only wakes the program up. Says the cursor of the next page too.
async fn repeated(
    bench: &Bench,
    connection: &mut Connection,
    name: String,
    request: &[u8],
) -> Result<(Measured, Option<String>), String> {
    let answer = connection.send(request).await?;
    let body: serde_json::Value =
        serde_json::from_slice(connection.body(answer)).unwrap_or_default();
    if answer.status != 200 {
        return Err(format!("{name}: {} {body}", answer.status));
    }
    let items = body
        .get("items")
        .or(body.get("views"))
        .and_then(|items| items.as_array())
        .map_or(0, Vec::len);
    let next = body
        .get("next_cursor")
        .and_then(|cursor| cursor.as_str())
        .map(str::to_owned);
    let (began, mut times) = (Instant::now(), Vec::new());
    while times.len() < bench.plan.pages && began.elapsed() < bench.plan.patience {
        let sent = Instant::now();
        connection.send(request).await?;
        times.push(millis(sent.elapsed()));
    }
    Ok((Measured { name, items, times }, next))
}

#[derive(QueryableByName)]
struct Plan {
    #[diesel(sql_type = Text)]
    #[diesel(column_name = "QUERY PLAN")]
    line: String,
}

/// What no list can beat: 25 ids from an index, straight from the database.
fn index_read(bench: &Bench) -> Result<Measured, String> {
    let mut conn = bench.stage.superuser()?;
    let read = "SELECT id FROM cases WHERE entity_id = $1 AND is_open \
                ORDER BY COALESCE(due_at, TIMESTAMPTZ '9999-12-31 00:00:00Z'), id LIMIT 25";
    let mut times = Vec::new();
    let mut items = 0;
    for _ in 0..bench.plan.pages {
        let sent = Instant::now();
        items = sql_query(read)
            .bind::<SqlUuid, _>(bench.world.large.id)
            .execute(&mut conn)
            .map_err(|error| error.to_string())?;
        times.push(millis(sent.elapsed()));
    }
    Ok(Measured {
        name: "(25 ids from an index, no HTTP)".to_owned(),
        items,
        times,
    })
}

impl Bench {
    fn lists(&self) -> Vec<List> {
        let World {
            officer,
            supervisor,
            lead,
            ..
        } = &self.world;
        let large = &self.world.large;
        let unit = large.units.get(3).copied().unwrap_or_default();
        let (common, rare) = (large.services.first(), large.services.last());
        let list = |name, seat: &Seat, query: String| List {
            name,
            seat: *seat,
            query,
        };
        let service = |service: Option<&uuid::Uuid>| {
            format!("service={}", service.copied().unwrap_or_default())
        };
        vec![
            list("view mine", officer, "view=mine".into()),
            list("view unit", supervisor, "view=unit".into()),
            list("everything an officer sees", officer, "view=all".into()),
            list("view to_triage", lead, "view=to_triage".into()),
            list("view to_review", lead, "view=to_review".into()),
            list("view late", lead, "view=late".into()),
            list("view disputed", lead, "view=disputed".into()),
            list("view all", lead, "view=all".into()),
            list("open by due date", lead, "sort=due".into()),
            list("a state", lead, "state=closed".into()),
            list("a kind", lead, "kind=praise".into()),
            list("a unit", lead, format!("unit={unit}")),
            list("a channel", lead, "channel=whatsapp".into()),
            list("a district", lead, "district=Distrito%2040".into()),
            list("a common service", lead, service(common)),
            list("a rare service", lead, service(rare)),
            list(
                "late in a rare service",
                lead,
                format!("late=true&{}", service(rare)),
            ),
            list("not late", lead, "late=false".into()),
            list(
                "four filters at once",
                lead,
                format!("state=closed&kind=complaint&channel=phone&unit={unit}"),
            ),
            list("search a number", lead, "q=0001-26000-00010".into()),
            list("search a rare word", lead, "q=quati".into()),
            list("search a common word", lead, "q=buraco".into()),
            list("search a word of every case", lead, "q=rua".into()),
            list("search two words", lead, "q=arvore%20hospital".into()),
            list(
                "search a rare and a common word",
                lead,
                "q=quati%20rua".into(),
            ),
            list("search a beginning", lead, "q=sem".into()),
            list("search an unknown word", lead, "q=xilofone".into()),
            list("search among open cases", lead, "q=buraco&sort=due".into()),
            list(
                "search and filter",
                lead,
                format!("q=arvore&unit={unit}&state=closed"),
            ),
            list("search of a supervisor", supervisor, "q=buraco".into()),
        ]
    }
}

/// Plans of lists that were slow, with the values they were slow with.
async fn explain(bench: &Bench, lists: &[List]) -> Result<(), String> {
    if lists.is_empty() {
        return Ok(());
    }
    let mut recorder = Recorder::start(&bench.stage)?;
    let program = Program::start(&bench.stage).await?;
    let mut connection = Connection::open(program.address).await?;
    let mut conn = bench.stage.superuser()?;
    let scope = format!(
        "SET ROLE hilo_app; SET hilo.entity_id = '{}'",
        bench.world.large.id
    );
    conn.batch_execute(&scope)
        .map_err(|error| error.to_string())?;
    for list in lists {
        let token = format!("Bearer {}", bench.world.token(list.seat)?);
        recorder.take()?;
        connection
            .send(&get(
                &format!("/api/v1/staff/cases?{}", list.query),
                &[("Authorization", &token)],
            ))
            .await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
        let mut statements = recorder.take()?.into_iter().flatten();
        let Some(slow) = statements.rfind(|one| one.text.starts_with("SELECT c.id FROM")) else {
            continue;
        };
        println!(
            "  Plan of \"{}\" at {}:",
            list.name,
            Clock::default().now().format("%F %T")
        );
        for line in plan(&mut conn, &slow.inlined())? {
            println!("    {line}");
        }
    }
    drop(program);
    recorder.stop(&bench.stage)
}

fn plan(conn: &mut PgConnection, statement: &str) -> Result<Vec<String>, String> {
    let lines: Vec<Plan> = sql_query(format!("EXPLAIN (ANALYZE, BUFFERS) {statement}"))
        .load(conn)
        .map_err(|error| error.to_string())?;
    Ok(lines.into_iter().map(|plan| plan.line).collect())
}
