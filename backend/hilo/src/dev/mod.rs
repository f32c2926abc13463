//! `hilo dev`: everything on this machine, for newcomers, scripts and tests. Loopback only.

mod describe;
mod first_cases;
pub(crate) mod home;
pub(crate) mod house;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use hilo_local::cluster::{Cluster, Purpose};
use hilo_local::mail_sink::{MailSink, SinkPlan};
use hilo_local::sms_sink::SmsSink;
use hilo_platform::clock::Clock;
use hilo_platform::sealed::Seal;
use hilo_platform::settings::Settings;
use hilo_registry::demo;
use tokio::sync::watch;

use self::describe::Description;
use self::home::Home;
use self::house::Addresses;
use crate::service::{self, Parts};
use crate::{migrate, packs, work};

/// Runs until a signal comes.
///
/// # Errors
/// With what is missing, and how to get it.
pub fn run() -> Result<(), String> {
    let began = Instant::now();
    let given = Settings::read(&[])?;
    let home = Home::open(given.text("HILO_DIR"))?;
    let cluster = match given.text("DATABASE_URL") {
        "" => Some(Cluster::start(home.path(), Purpose::Run).map_err(|error| error.to_string())?),
        _ => None,
    };
    let addresses = house::prepare(cluster.as_ref(), &home, &given)?;
    migrate::run(&addresses.owner)?;
    packs::apply(
        &addresses.owner,
        &hilo_rules::packs::shipped().map_err(|error| error.to_string())?,
    )?;
    let served = actix_web::rt::System::new().block_on(serve(&home, &given, &addresses, began));
    if let Some(cluster) = cluster {
        cluster.stop().map_err(|error| error.to_string())?;
    }
    served
}

async fn serve(
    home: &Home,
    given: &Settings,
    addresses: &Addresses,
    began: Instant,
) -> Result<(), String> {
    let listener = listen(given.number("HILO_PORT")?)?;
    let metrics = listen(given.number("HILO_METRICS_PORT")?).or_else(|_| listen(0))?;
    let sink = MailSink::start(SinkPlan {
        smtp_port: 0,
        http_port: 0,
        folder: Some(home.path().join("mail")),
    })
    .await
    .map_err(|error| format!("mail sink: {error}"))?;
    let texts = SmsSink::start(0).map_err(|error| format!("text messages: {error}"))?;
    let port = |listener: &TcpListener| {
        listener
            .local_addr()
            .map(|address| address.port())
            .map_err(|e| e.to_string())
    };
    let base_url = format!("http://127.0.0.1:{}", port(&listener)?);
    let metrics_url = format!("http://127.0.0.1:{}/metrics", port(&metrics)?);
    let settings = Settings::read(&[
        ("HILO_MODE", "development".to_owned()),
        ("DATABASE_URL", addresses.program.clone()),
        ("HILO_SECRET", home.secret("secret")?),
        ("HILO_TOKEN_KEYS", home.token_key()?),
        ("HILO_PUBLIC_URL", base_url.clone()),
        ("HILO_FILES", home.files_url()?),
        ("HILO_MAIL", format!("smtp://{}", sink.smtp_addr())),
        ("HILO_MAIL_FROM", "Hilo <no-reply@hilo.example>".to_owned()),
        ("HILO_SMS", texts.gateway_url()),
        // One machine, one address: a limit by address would only limit the person who tries things out.
        ("HILO_LIMIT_PER_MINUTE", "0".to_owned()),
        ("HILO_WEB", given.text("HILO_WEB").to_owned()),
    ])?;
    let parts = Parts::of(&settings, Clock::default())?;
    let description = describe(
        home,
        &settings,
        &parts,
        (&sink, &texts),
        addresses,
        (&base_url, &metrics_url),
    )
    .await?;

    let handle = service::recorder()?;
    let (workers, blocking) = (
        settings.number("HILO_WORKERS")?,
        service::blocking_threads(&settings)?,
    );
    let server = parts
        .serve(listener, workers, blocking)
        .map_err(|error| error.to_string())?;
    let side = service::serve_metrics(metrics, handle).map_err(|error| error.to_string())?;
    let (stop, stopped) = watch::channel(false);
    let post = Arc::new(work::post(
        &settings,
        parts.db.clone(),
        parts.directory.clone(),
    )?);
    let working = tokio::spawn(hilo_reach::worker::run(post, stopped));
    description.print(&home.path().join("dev.json"), began.elapsed());
    actix_web::rt::spawn(fill(parts.clone(), description, home.path().to_path_buf()));
    let served = service::until_stopped(parts, server, side).await;
    let _ = stop.send(true);
    let _ = working.await;
    sink.stop().await;
    texts.stop().await;
    served
}

/// Fills a fresh demonstration, while people look around already.
async fn fill(parts: Parts, description: Description, home: PathBuf) {
    let (told, imported) = (
        first_cases::marker(&home, "cases"),
        first_cases::marker(&home, "records"),
    );
    if !told.exists() {
        match first_cases::tell(&description, &parts, &told).await {
            Ok(()) => println!("Demonstration cases are there, each marked as such."),
            Err(error) => log::warn!("demonstration cases: {error}"),
        }
    }
    if imported.exists() {
        return;
    }
    let db = parts.db.clone();
    match tokio::task::spawn_blocking(move || first_cases::import(&db)).await {
        Ok(Ok(reports)) => {
            for report in &reports {
                println!("{report}");
            }
            if let Err(error) = std::fs::write(&imported, "imported\n") {
                log::warn!("{}: {error}", imported.display());
            }
        }
        Ok(Err(error)) => log::warn!("real records: {error}"),
        Err(error) => log::warn!("real records: {error}"),
    }
}

fn listen(port: u16) -> Result<TcpListener, String> {
    TcpListener::bind(("127.0.0.1", port))
        .map_err(|error| format!("port {port}: {error}; choose another with HILO_PORT"))
}

/// Loads the demonstration once, remembers its passwords, and describes the instance in `dev.json`.
async fn describe(
    home: &Home,
    settings: &Settings,
    parts: &Parts,
    sinks: (&MailSink, &SmsSink),
    addresses: &Addresses,
    (base_url, metrics_url): (&str, &str),
) -> Result<Description, String> {
    let (db, secret) = (parts.db.clone(), settings.text("HILO_SECRET").to_owned());
    let loaded = tokio::task::spawn_blocking(move || {
        let seal = Seal::of(secret.as_bytes(), hilo_registry::people::SEAL_PURPOSE)?;
        demo::load(&db, &seal)
    });
    let loaded = loaded
        .await
        .map_err(|error| error.to_string())?
        .map_err(|problem| problem.to_string())?;
    let known = Description::read(&home.path().join("dev.json"));
    let description = Description::of(loaded, known, base_url, metrics_url, addresses, sinks);
    description.write(&home.path().join("dev.json"))?;
    Ok(description)
}
