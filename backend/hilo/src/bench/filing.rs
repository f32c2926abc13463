//! Filing over HTTP against the same statements in pgbench.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::Datelike;
use serde_json::json;
use uuid::Uuid;

use super::client::{Connection, Load, closed_loop, get};
use super::figures::table;
use super::pgbench::Limit;
use super::program::Program;
use super::record::{Recorder, Transaction};
use super::rounds::{Rounds, interleaved};
use super::world::{Body, wrong_numbers};
use super::{Bench, script};

/// Clients at once.
const CLIENTS: [usize; 3] = [1, 8, 32];
/// Of the limit.
const GOAL: f64 = 0.8;
/// Filings a second into one body, whose counter all of them want.
const CONTENDED: f64 = 900.0;

/// Measures and prints.
///
/// # Errors
/// When a filing is refused, or a number is missing or given twice.
pub async fn run(bench: &Bench) -> Result<(), String> {
    let bodies = &bench.world.filing;
    let recorded = record(bench, bodies).await?;
    let known: HashSet<Uuid> = bodies
        .iter()
        .flat_map(|body| body.services.iter().copied().chain([body.id]))
        .collect();
    let spread = Limit::of(
        &bench.stage,
        "filing",
        &script::of_filings(&recorded, &known)?,
    )?;
    let one = recorded.get(..1).unwrap_or_default();
    let contended = Limit::of(
        &bench.stage,
        "filing-one",
        &script::of_filings(one, &known)?,
    )?;

    let program = Program::start(&bench.stage).await?;
    let idle = program.memory()?;
    let ceiling = closed_loop(program.address, 32, bench.plan.round, 200, |_, _| {
        get("/health/live", &[])
    })
    .await?;
    let mut rows = Vec::new();
    for clients in CLIENTS {
        let rounds = measure(bench, &program, &spread, clients, bodies).await?;
        rows.push(rounds.row(&format!("16 bodies, {clients} clients"), GOAL));
    }
    let rounds = measure(
        bench,
        &program,
        &contended,
        32,
        bodies.get(..1).unwrap_or_default(),
    )
    .await?;
    let is_quick = rounds.http() >= CONTENDED;
    rows.push(rounds.row("1 body, 32 clients", GOAL));
    println!(
        "Filing (submitCase): answers a second, medians of {} rounds of {} s",
        bench.plan.rounds,
        bench.plan.round.as_secs()
    );
    println!("{}", table(&Rounds::HEADING, &rows));
    println!(
        "  Into one body: {} of at least {CONTENDED} a second",
        super::figures::verdict(is_quick)
    );
    println!("  {}", told(&recorded));
    println!(
        "  The client alone reaches {:.0} answers a second (/health/live, 32 clients)",
        ceiling.rate
    );
    let memory = program.memory()?;
    println!(
        "  Memory of the program: {:.0} MB before, {:.0} MB after, {:.0} MB at most",
        idle.now, memory.now, memory.peak
    );

    let year = i16::try_from(hilo_platform::clock::Clock::default().now().year())
        .map_err(|error| error.to_string())?;
    match wrong_numbers(&mut bench.stage.superuser()?, bodies, year)? {
        0 => println!("  Numbers of all bodies: no hole, no double\n"),
        wrong => {
            return Err(format!(
                "{wrong} bodies have holes or doubles in their numbers"
            ));
        }
    }
    Ok(())
}

/// A round of filings into all bodies, for their effect on the program.
///
/// # Errors
/// When the connection fails.
pub async fn load(bench: &Bench, program: &Program, clients: usize) -> Result<Load, String> {
    let requests = Requests::of(&bench.world.filing);
    closed_loop(
        program.address,
        clients,
        bench.plan.round,
        201,
        move |_, _| requests.next(),
    )
    .await
}

async fn measure(
    bench: &Bench,
    program: &Program,
    limit: &Limit,
    clients: usize,
    bodies: &[Body],
) -> Result<Rounds, String> {
    let requests = Rc::new(Requests::of(bodies));
    interleaved(
        &bench.plan,
        || limit.rate(&bench.stage, clients, bench.plan.round),
        || {
            let requests = Rc::clone(&requests);
            let next = move |_, _| requests.next();
            closed_loop(program.address, clients, bench.plan.round, 201, next)
        },
    )
    .await
}

/// One filing into each body, as statements. Caches are filled by a filing before that is not looked at.
async fn record(bench: &Bench, bodies: &[Body]) -> Result<Vec<Transaction>, String> {
    let mut recorder = Recorder::start(&bench.stage)?;
    let program = Program::start(&bench.stage).await?;
    let mut connection = Connection::open(program.address).await?;
    let mut recorded = Vec::new();
    for body in bodies {
        let requests = Requests::of(std::slice::from_ref(body));
        for _ in 0..2 {
            recorder.take()?;
            let answer = connection.send(&requests.next()).await?;
            if answer.status != 201 {
                return Err(format!(
                    "a filing was refused: {}",
                    String::from_utf8_lossy(connection.body(answer))
                ));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let writes = |transaction: &Transaction| {
            transaction
                .iter()
                .any(|one| one.text.contains("INSERT INTO cases"))
        };
        recorded.extend(recorder.take()?.into_iter().filter(writes));
    }
    drop(program);
    recorder.stop(&bench.stage)?;
    Ok(recorded)
}

fn told(recorded: &[Transaction]) -> String {
    let counts = recorded.iter().map(|transaction| {
        let anew = transaction
            .iter()
            .filter(|one| !one.is_kept && !one.values.is_empty())
            .count();
        (transaction.len(), anew)
    });
    let counts: std::collections::BTreeSet<(usize, usize)> = counts.collect();
    let told: Vec<String> = counts
        .into_iter()
        .map(|(all, anew)| format!("{all} messages, {anew} of them planned anew"))
        .collect();
    format!("One filing sends {}", told.join("; or "))
}

/// Filings of real size, ready but for their idempotency key.
struct Requests {
    bodies: Vec<(String, String)>,
    run: Uuid,
    next: AtomicUsize,
}

const STORIES: [&str; 4] = [
    "Hace dos semanas que el poste de luz frente a la escuela está apagado. De noche no se ve nada y los niños salen a \
     las siete. Ya llamé tres veces por teléfono y nadie vino a mirar; los vecinos pusimos una linterna, pero no alcanza \
     para la esquina, donde además hay un buraco en la vereda y ya se cayó una señora mayor.",
    "Há um buraco grande no asfalto em frente ao número 230, perto do ponto de ônibus. Os carros desviam para a contramão \
     e ontem quase houve um acidente com uma moto. Choveu a semana inteira e o buraco só aumenta.",
    "Me atendieron mal en la ventanilla cuatro: esperé más de dos horas, me pidieron una copia que no está en la lista de \
     requisitos y al final cerraron antes de la hora. Quiero que se aclare qué documentos hacen falta de verdad.",
    "A árvore da praça tem galhos secos sobre o parquinho das crianças e um deles caiu ontem à tarde. Peço uma avaliação \
     antes das próximas chuvas.",
];

impl Requests {
    fn of(bodies: &[Body]) -> Self {
        let bodies = bodies.iter().zip(STORIES.iter().cycle()).map(|(body, story)| {
            let content = json!({
                "entity": body.number.to_string(),
                "kind": body.kind,
                "service": body.services.first(),
                "story": story,
                "wanted": "Que alguien venga a verlo y me digan para cuándo queda arreglado.",
                "place": { "text": "Av. Grecia 8735, frente a la escuela", "district": "Peñalolén",
                           "latitude": -33.4691, "longitude": -70.5424 },
                "occurred_on": "2026-01-15",
                "language": "es",
                "filer": { "type": "natural", "name": "Rosa Quispe Mamani",
                           "document": { "type": "dni", "number": "45678912" },
                           "email": "rosa.quispe@example.org", "phone": "+51 987 654 321", "notices": "email" },
            })
            .to_string();
            let head = "POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
                        Accept-Language: es\r\nIdempotency-Key: ";
            (head.to_owned(), format!("\r\nContent-Length: {}\r\n\r\n{content}", content.len()))
        });
        Self {
            bodies: bodies.collect(),
            run: Uuid::now_v7(),
            next: AtomicUsize::new(0),
        }
    }

    /// The next filing: body after body, with a key of its own.
    fn next(&self) -> Vec<u8> {
        let count = self.next.fetch_add(1, Ordering::Relaxed);
        let body = self.bodies.get(count % self.bodies.len().max(1));
        body.map_or_else(Vec::new, |(head, rest)| {
            format!("{head}{}-{count}{rest}", self.run).into_bytes()
        })
    }
}
