//! The server is killed in the middle of filings: what was acknowledged is there, and nothing is half (promises R1, R2, R4).

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hilo_testkit::Database;
use reqwest::Client;
use serde_json::{Value, json};

use crate::kit::{Filed, Town, fresh_key, invariants, settings};

/// Kills of one run.
const ROUNDS: usize = 3;
/// How long people file before each kill.
const LOAD: Duration = Duration::from_millis(1_200);
const CLIENTS: usize = 8;

/// What people hold: key of the request → receipt, or nothing where no answer came.
type Ledger = Arc<Mutex<BTreeMap<String, Option<Value>>>>;

/// `hilo serve` as a process of its own, killed with the value.
struct Program {
    child: Child,
    base: String,
}

impl Program {
    async fn start(database: &Database) -> Self {
        let free = || {
            TcpListener::bind(("127.0.0.1", 0))
                .unwrap()
                .local_addr()
                .unwrap()
                .port()
                .to_string()
        };
        let port = free();
        let base = format!("http://127.0.0.1:{port}");
        let mut settings = settings(
            &database.program_url(),
            &base,
            &[("HILO_PORT", port), ("HILO_METRICS_PORT", free())],
        );
        settings.push(("HILO_MAIL", "smtp://127.0.0.1:1".to_owned()));
        let child = Command::new(env!("CARGO_BIN_EXE_hilo"))
            .arg("serve")
            .env_clear()
            .envs(settings)
            .env("RUST_LOG", "off")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let program = Self { child, base };
        program.is_ready().await;
        program
    }

    async fn is_ready(&self) {
        let began = Instant::now();
        let http = Client::builder().no_proxy().build().unwrap();
        while !matches!(http.get(format!("{}/health/ready", self.base)).send().await, Ok(answer) if answer.status() == 200)
        {
            assert!(
                began.elapsed() < Duration::from_secs(30),
                "the program does not start"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // SIGKILL: no goodbye.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn filing(key: &str) -> Value {
    json!({
        "entity": "0001", "kind": "complaint", "story": format!("story of {key}"), "language": "es",
        "filer": { "type": "natural", "notices": "page" },
    })
}

/// Sends once; nothing where no answer came back whole, or one that says "later".
async fn files(http: &Client, base: &str, key: &str) -> Option<Value> {
    let call = http
        .post(format!("{base}/api/v1/cases"))
        .header("idempotency-key", key)
        .json(&filing(key));
    let answer = call.send().await.ok()?;
    match answer.status().as_u16() {
        201 => answer.json().await.ok(),
        503 => None,
        other => panic!("{other} {}", answer.text().await.unwrap_or_default()),
    }
}

async fn person(base: String, ledger: Ledger, over: Arc<AtomicBool>) {
    let http = Client::builder().no_proxy().build().unwrap();
    while !over.load(Ordering::Relaxed) {
        let key = fresh_key();
        ledger.lock().unwrap().insert(key.clone(), None);
        let receipt = files(&http, &base, &key).await;
        ledger.lock().unwrap().insert(key, receipt);
    }
}

#[actix_web::test]
async fn no_acknowledged_case_is_lost_when_the_server_is_killed_under_load() {
    let town = Town::new().await;
    let ledger = Ledger::default();
    for _ in 0..ROUNDS {
        let program = Program::start(&town.database).await;
        let over = Arc::new(AtomicBool::new(false));
        let people: Vec<_> = (0..CLIENTS)
            .map(|_| {
                actix_web::rt::spawn(person(
                    program.base.clone(),
                    Arc::clone(&ledger),
                    Arc::clone(&over),
                ))
            })
            .collect();
        tokio::time::sleep(LOAD).await;
        drop(program);
        over.store(true, Ordering::Relaxed);
        for person in people {
            person.await.unwrap();
        }
        invariants::hold(&town.books);
    }
    all_is_there(&town, &ledger).await;
}

/// Another program, after the last kill: every receipt is found, every open question is answered by its key.
async fn all_is_there(town: &Town, ledger: &Ledger) {
    let program = Program::start(&town.database).await;
    let http = Client::builder().no_proxy().build().unwrap();
    let ledger = ledger.lock().unwrap().clone();
    assert!(ledger.len() >= 50, "too little load: {}", ledger.len());
    let acknowledged = ledger.values().flatten().count();
    assert!(
        acknowledged * 2 > ledger.len(),
        "{acknowledged} of {}",
        ledger.len()
    );
    for (key, known) in &ledger {
        let receipt = files(&http, &program.base, key).await.unwrap();
        if let Some(known) = known {
            assert_eq!(
                &receipt, known,
                "the same key gives the same receipt, also after a restart"
            );
        }
        let text = |name: &str| receipt[name].as_str().unwrap().to_owned();
        let case = Filed {
            number: text("number"),
            key: text("key"),
            receipt: receipt.clone(),
        };
        assert_eq!(town.track(&case).await["story"], format!("story of {key}"));
    }
    assert_eq!(
        town.books.count("cases"),
        i64::try_from(ledger.len()).unwrap()
    );
    invariants::hold(&town.books);
}
