//! Starting a town.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};

use actix_web::dev::ServerHandle;
use chrono::{DateTime, Utc};
use hilo::service::Parts;
use hilo::{migrate, packs};
use hilo_local::mail_sink::{MailSink, SinkPlan};
use hilo_local::sms_sink::SmsSink;
use hilo_platform::clock::Clock;
use hilo_platform::settings::Settings;
use hilo_platform::tokens::Tokens;
use hilo_testkit::{Database, Recipe, SECRET, TownPlan, seed};

use super::town::Town;

/// How a town is to be.
pub struct Plan {
    /// Key of the body that tests speak of when they name none.
    pub body: &'static str,
    /// The instant at which it starts; the machine's time when empty.
    pub at: Option<DateTime<Utc>>,
    /// Settings that differ from those of all towns.
    pub settings: Vec<(&'static str, String)>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            body: "pe",
            at: None,
            settings: Vec::new(),
        }
    }
}

/// What the server's thread hands out once it listens.
pub struct Running {
    pub parts: Parts,
    pub sink: MailSink,
    pub texts: SmsSink,
    pub server: ServerHandle,
}

/// The folder of the cluster that all test programs share.
pub fn folder() -> PathBuf {
    std::env::var_os("HILO_TEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")), PathBuf::from)
}

/// A database without any schema.
pub fn empty_database() -> Database {
    Database::empty(&folder())
}

fn recipe() -> Recipe {
    Recipe {
        name: "town",
        folder: folder(),
        migrate: migrated,
        fill: filled,
    }
}

fn migrated(owner_url: &str) {
    migrate::run(owner_url).unwrap();
    packs::apply(owner_url, &hilo_rules::packs::shipped().unwrap()).unwrap();
}

fn filled(program_url: &str) -> TownPlan {
    seed(program_url)
}

impl Plan {
    /// Starts a town.
    pub async fn start(self) -> Town {
        self.start_with(str::to_owned).await
    }

    /// Starts a town whose server reaches the database by another address.
    pub async fn start_with(self, address: impl FnOnce(&str) -> String) -> Town {
        let database = Database::fresh(&recipe());
        let clock = Clock::default();
        if let Some(at) = self.at {
            clock.advance(at - clock.now());
        }
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let base = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let settings = settings(&address(&database.program_url()), &base, &self.settings);
        let (sender, receiver) = channel();
        let (of_server, clock_of_server) = (settings.clone(), clock.clone());
        // A runtime of its own: the server outlives neither the town nor waits for the test's.
        std::thread::spawn(move || serve(&of_server, clock_of_server, listener, &sender));
        let (running, settings) = receiver.recv().unwrap();
        let post = hilo::work::post(
            &settings,
            running.parts.db.clone(),
            running.parts.directory.clone(),
        );
        Town::of(self.body, database, clock, base, running, post.unwrap())
    }
}

fn serve(
    settings: &[(&'static str, String)],
    clock: Clock,
    listener: TcpListener,
    ready: &Sender<(Running, Settings)>,
) {
    actix_web::rt::System::new().block_on(async move {
        let sink = MailSink::start(SinkPlan::default()).await.unwrap();
        let mut settings = settings.to_vec();
        if !settings.iter().any(|(name, _)| *name == "HILO_MAIL") {
            settings.push(("HILO_MAIL", format!("smtp://{}", sink.smtp_addr())));
        }
        let texts = SmsSink::start(0).unwrap();
        if !settings.iter().any(|(name, _)| *name == "HILO_SMS") {
            settings.push(("HILO_SMS", texts.gateway_url()));
        }
        let settings = Settings::read(&settings).unwrap();
        let parts = Parts::of(&settings, clock).unwrap();
        let server = parts.serve(listener, 1, 16).unwrap();
        ready
            .send((
                Running {
                    parts,
                    sink,
                    texts,
                    server: server.handle(),
                },
                settings,
            ))
            .unwrap();
        server.await.unwrap();
    });
}

/// Nothing is left to the environment of whoever runs the tests.
pub fn settings(
    database: &str,
    base: &str,
    differing: &[(&'static str, String)],
) -> Vec<(&'static str, String)> {
    let common = [
        ("HILO_MODE", "production".to_owned()),
        ("DATABASE_URL", database.to_owned()),
        ("DATABASE_OWNER_URL", database.to_owned()),
        ("HILO_SECRET", SECRET.to_owned()),
        ("HILO_TOKEN_KEYS", Tokens::fresh_key()),
        ("HILO_BIND", "127.0.0.1".to_owned()),
        ("HILO_PUBLIC_URL", base.to_owned()),
        ("HILO_WEB", folder().join("no-pages").display().to_string()),
        (
            "HILO_FILES",
            format!("file://{}", folder().join("files").display()),
        ),
        ("HILO_MAIL_FROM", "Hilo <no-reply@hilo.example>".to_owned()),
        ("HILO_POOL", "6".to_owned()),
        ("HILO_FILING_POOL", "6".to_owned()),
        ("HILO_WORKERS", "1".to_owned()),
        ("HILO_TRUSTED_PROXIES", "127.0.0.1".to_owned()),
        ("HILO_LIMIT_PER_MINUTE", "0".to_owned()),
    ];
    let is_kept = |name: &str| !differing.iter().any(|(differing, _)| *differing == name);
    common
        .into_iter()
        .filter(|(name, _)| is_kept(name))
        .chain(differing.iter().cloned())
        .collect()
}
