//! The HTTP service: API, pages, health and metrics.

use std::net::{IpAddr, TcpListener};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpResponse, HttpServer, web};
use hilo_cases::target::Room;
use hilo_platform::caller::Origins;
use hilo_platform::clock::Clock;
use hilo_platform::contract::Contract;
use hilo_platform::db::{Db, DbConfig};
use hilo_platform::edge::{self, Edge};
use hilo_platform::files::Files;
use hilo_platform::limits::AddressLimits;
use hilo_platform::live::Followers;
use hilo_platform::settings::Settings;
use hilo_platform::tokens::Tokens;
use hilo_registry::directory::Directory;
use hilo_registry::sign_in::{Gate, key_set};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{contract, pages};

/// Seconds for requests in hand when the program stops (promise O6).
const STOP_SECONDS: u64 = 25;
/// Between "not ready" and closing the door, so that a balancer can look away first.
const LOOK_AWAY: Duration = Duration::from_millis(500);

/// Everything the service is made of; shared with the worker and with tests.
#[derive(Clone)]
pub struct Parts {
    pub db: Db,
    pub directory: Directory,
    pub files: Files,
    pub followers: Followers,
    pub tokens: web::Data<Tokens>,
    pub gate: web::Data<Gate>,
    edge: web::Data<Edge>,
    origins: web::Data<Origins>,
    web_folder: web::Data<pages::Folder>,
    stopping: Arc<AtomicBool>,
}

impl Parts {
    /// Puts the parts together from settings. Nothing is connected yet.
    ///
    /// # Errors
    /// With the setting that cannot be used.
    pub fn of(settings: &Settings, clock: Clock) -> Result<Self, String> {
        let told = |problem: hilo_platform::problem::Problem| problem.to_string();
        let url = settings.text("DATABASE_URL").to_owned();
        let config = DbConfig {
            url: url.clone(),
            pool: settings.number("HILO_POOL")?,
            filing_pool: settings.number("HILO_FILING_POOL")?,
        };
        let public_url = settings.text("HILO_PUBLIC_URL").to_owned();
        let mut origins = vec![public_url.clone()];
        if settings.is_development() {
            // A newcomer types either name.
            origins.push(public_url.replace("127.0.0.1", "localhost"));
            origins.push(public_url.replace("localhost", "127.0.0.1"));
        }
        let trusted = settings
            .text("HILO_TRUSTED_PROXIES")
            .split(',')
            .filter(|address| !address.trim().is_empty());
        let trusted: Result<Vec<IpAddr>, _> =
            trusted.map(|address| address.trim().parse()).collect();
        let edge = Edge {
            contract: Contract::of(&contract::document()),
            limits: AddressLimits::per_minute(settings.number("HILO_LIMIT_PER_MINUTE")?),
            trusted: trusted.map_err(|error| format!("HILO_TRUSTED_PROXIES: {error}"))?,
            is_public: public_url.starts_with("https://"),
        };
        Ok(Self {
            db: Db::open(&config, clock),
            directory: Directory::default(),
            files: Files::open(settings.text("HILO_FILES"))?,
            followers: Followers::listening(url),
            tokens: web::Data::new(Tokens::of(settings.text("HILO_TOKEN_KEYS"))?),
            gate: web::Data::new(Gate::of(settings.text("HILO_SECRET").as_bytes()).map_err(told)?),
            edge: web::Data::new(edge),
            origins: web::Data::new(Origins(origins)),
            web_folder: web::Data::new(pages::Folder::of(settings.text("HILO_WEB"))),
            stopping: Arc::new(AtomicBool::new(false)),
        })
    }

    /// Readiness turns red, and streams end.
    pub fn begin_to_stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.followers.close();
    }

    /// A server on a listener that is open already.
    ///
    /// # Errors
    /// When the listener cannot be used.
    pub fn serve(
        &self,
        listener: TcpListener,
        workers: usize,
        blocking: usize,
    ) -> std::io::Result<Server> {
        let parts = self.clone();
        let server = HttpServer::new(move || {
            let parts = parts.clone();
            let room = Room {
                db: parts.db.clone(),
                directory: parts.directory.clone(),
            };
            let (ready, ready_stopping) = (parts.db.clone(), Arc::clone(&parts.stopping));
            let docs = Config::from("/api/openapi.yaml").try_it_out_enabled(true);
            let (app, _) = App::new()
                .into_utoipa_app()
                .map(|app| app.wrap(Compress::default()).wrap(from_fn(edge::wrap)))
                .app_data(web::Data::new(parts.db.clone()))
                .app_data(web::Data::new(parts.db.clock().clone()))
                .app_data(web::Data::new(parts.directory.clone()))
                .app_data(web::Data::new(parts.files.clone()))
                .app_data(web::Data::new(parts.followers.clone()))
                .app_data(web::Data::new(room))
                .app_data(parts.tokens.clone())
                .app_data(parts.gate.clone())
                .app_data(parts.edge.clone())
                .app_data(parts.origins.clone())
                .app_data(parts.web_folder.clone())
                .service(utoipa_actix_web::scope::scope(contract::BASE).configure(contract::routes))
                .split_for_parts();
            app.route(
                "/health/live",
                web::get().to(|| async { HttpResponse::Ok().body("live") }),
            )
            .route(
                "/health/ready",
                web::get().to(move || readiness(ready.clone(), Arc::clone(&ready_stopping))),
            )
            .route("/.well-known/jwks.json", web::get().to(key_set))
            .route("/api/openapi.yaml", web::get().to(document))
            .route("/api/problems/{code}", web::get().to(pages::problem))
            .service(
                web::scope("/api/docs")
                    .wrap(from_fn(pages::allow_inline_style))
                    .service(SwaggerUi::new("/{_:.*}").config(docs)),
            )
            .default_service(web::to(pages::page))
        });
        Ok(server
            .workers(workers)
            .worker_max_blocking_threads(blocking)
            // Packed answers leave in pieces: waiting to fill a segment would cost each 40 ms.
            .tcp_nodelay(true)
            .client_request_timeout(Duration::from_secs(15))
            .client_disconnect_timeout(Duration::from_secs(5))
            .keep_alive(Duration::from_secs(75))
            .shutdown_timeout(STOP_SECONDS)
            .disable_signals()
            .listen(listener)?
            .run())
    }
}

/// Written when somebody first asks for it: it costs time and memory that a start can do without.
async fn document() -> HttpResponse {
    static YAML: LazyLock<Result<String, String>> = LazyLock::new(contract::yaml);
    match web::block(|| YAML.as_deref()).await {
        Ok(Ok(yaml)) => HttpResponse::Ok()
            .content_type("application/yaml")
            .body(yaml),
        _ => HttpResponse::InternalServerError().finish(),
    }
}

/// Never touches more than one connection, with a limit of its own (reliability rule 24).
async fn readiness(db: Db, stopping: Arc<AtomicBool>) -> HttpResponse {
    if stopping.load(Ordering::Relaxed) {
        return HttpResponse::ServiceUnavailable().body("stopping");
    }
    let asked =
        tokio::time::timeout(Duration::from_secs(2), web::block(move || db.is_ready())).await;
    match asked {
        Ok(Ok(true)) => HttpResponse::Ok().body("ready"),
        _ => HttpResponse::ServiceUnavailable()
            .insert_header(("Retry-After", "2"))
            .body("database away"),
    }
}

/// The Prometheus recorder of this process.
///
/// # Errors
/// When there is one already.
pub fn recorder() -> Result<PrometheusHandle, String> {
    PrometheusBuilder::new()
        .set_buckets(&[
            0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
        ])
        .map_err(|error| error.to_string())?
        .install_recorder()
        .map_err(|error| error.to_string())
}

/// Metrics on a listener of their own: never on the public port.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve_metrics(listener: TcpListener, handle: PrometheusHandle) -> std::io::Result<Server> {
    let server = HttpServer::new(move || {
        let handle = handle.clone();
        App::new().route(
            "/metrics",
            web::get().to(move || {
                let text = handle.render();
                async move {
                    HttpResponse::Ok()
                        .content_type("text/plain; version=0.0.4")
                        .body(text)
                }
            }),
        )
    });
    Ok(server
        .workers(1)
        .disable_signals()
        .shutdown_timeout(1)
        .listen(listener)?
        .run())
}

/// Blocking threads for a worker: as many as there are connections, and some for files and passwords.
///
/// # Errors
/// When a setting is no number.
pub fn blocking_threads(settings: &Settings) -> Result<usize, String> {
    let connections: usize =
        settings.number::<usize>("HILO_POOL")? + settings.number::<usize>("HILO_FILING_POOL")?;
    let workers = settings.number::<NonZeroU32>("HILO_WORKERS")?.get();
    Ok((connections + 4)
        .div_ceil(usize::try_from(workers).unwrap_or(1))
        .max(4))
}

/// `hilo serve`.
///
/// # Errors
/// With the setting or port that cannot be used.
pub fn run(settings: &Settings) -> Result<(), String> {
    let parts = Parts::of(settings, Clock::default())?;
    let bind = settings.text("HILO_BIND").to_owned();
    let open = |port: u16| {
        TcpListener::bind((bind.as_str(), port)).map_err(|error| format!("{bind}:{port}: {error}"))
    };
    let listener = open(settings.number("HILO_PORT")?)?;
    let metrics = open(settings.number("HILO_METRICS_PORT")?)?;
    let handle = recorder()?;
    let (workers, blocking) = (
        settings.number("HILO_WORKERS")?,
        blocking_threads(settings)?,
    );
    actix_web::rt::System::new().block_on(async move {
        let server = parts
            .serve(listener, workers, blocking)
            .map_err(|error| error.to_string())?;
        let side = serve_metrics(metrics, handle).map_err(|error| error.to_string())?;
        until_stopped(parts, server, side).await
    })
}

/// Serves until a signal comes, then lets what is in hand finish.
///
/// # Errors
/// When a signal cannot be listened for.
pub async fn until_stopped(parts: Parts, server: Server, side: Server) -> Result<(), String> {
    let (main, metrics) = (server.handle(), side.handle());
    let serving = actix_web::rt::spawn(server);
    let measuring = actix_web::rt::spawn(side);
    stop_signal().await?;
    log::info!("stopping");
    parts.begin_to_stop();
    tokio::time::sleep(LOOK_AWAY).await;
    main.stop(true).await;
    metrics.stop(false).await;
    let _ = serving.await;
    let _ = measuring.await;
    Ok(())
}

/// Waits for SIGTERM or SIGINT.
///
/// # Errors
/// When signals cannot be listened for.
pub async fn stop_signal() -> Result<(), String> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| error.to_string())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
