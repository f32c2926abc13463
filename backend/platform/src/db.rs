//! The database: two small pools in bounded threads, one transaction per request.
//!
//! A handler calls exactly one of [`Db::read`] and [`Db::command`], once. Everything below is ordinary blocking Rust.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use r2d2::{ManageConnection, Pool};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::actor::Actor;
use crate::caller::{Door, Request};
use crate::clock::Clock;
use crate::live::{Herald, News};
use crate::problem::{self, Answer, Problem};
use crate::tx::Tx;

/// Longest wait for a turn, and for a connection (reliability rule 19).
const WAIT: Duration = Duration::from_secs(1);
/// Longest that a caller waits for the whole; the work itself is bounded by the statement limit.
const PATIENCE: Duration = Duration::from_secs(5);

/// A connection and whether it is known to be lost.
pub struct Link {
    conn: PgConnection,
    is_lost: bool,
}

/// Opens connections as the program's role with its limits.
pub struct Links {
    url: String,
}

impl ManageConnection for Links {
    type Connection = Link;
    type Error = diesel::result::Error;

    fn connect(&self) -> Result<Link, Self::Error> {
        let mut conn = PgConnection::establish(&self.url)
            .map_err(|error| diesel::result::Error::QueryBuilderError(error.to_string().into()))?;
        // SET ROLE: even a login with more rights works as the role that owns nothing and obeys row security.
        conn.batch_execute(
            "SET ROLE hilo_app; SET statement_timeout = '5s'; SET lock_timeout = '2s'; \
             SET idle_in_transaction_session_timeout = '10s'; SET timezone = 'UTC'",
        )?;
        Ok(Link {
            conn,
            is_lost: false,
        })
    }

    fn is_valid(&self, link: &mut Link) -> Result<(), Self::Error> {
        sql_query("SELECT 1").execute(&mut link.conn).map(|_| ())
    }

    fn has_broken(&self, link: &mut Link) -> bool {
        link.is_lost
    }
}

struct Lane {
    pool: Pool<Links>,
    turns: Arc<Semaphore>,
}

/// The database of the program. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    general: Lane,
    filing: Lane,
    clock: Clock,
    herald: Herald,
}

/// How many connections, and to where.
#[derive(Debug, Clone)]
pub struct DbConfig {
    pub url: String,
    pub pool: u32,
    pub filing_pool: u32,
}

impl Db {
    /// Prepares the pools. Does not connect: the program starts and heals without a database.
    pub fn open(config: &DbConfig, clock: Clock) -> Self {
        let url = with_limits(&config.url);
        let lane = |size: u32| Lane {
            pool: Pool::builder()
                .max_size(size)
                .min_idle(Some(0))
                .connection_timeout(WAIT)
                .test_on_check_out(false)
                .idle_timeout(Some(Duration::from_secs(300)))
                .error_handler(Box::new(Quiet))
                .build_unchecked(Links { url: url.clone() }),
            turns: Arc::new(Semaphore::new(usize::try_from(size).unwrap_or(1))),
        };
        Self(Arc::new(Inner {
            general: lane(config.pool),
            filing: lane(config.filing_pool),
            clock,
            herald: Herald::start(url.clone()),
        }))
    }

    /// The program's clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Tells followers in all processes of news that were committed elsewhere than in a command.
    pub fn tell(&self, news: Vec<News>) {
        self.0.herald.tell(news);
    }

    /// A read-only transaction.
    pub async fn read<T, F>(&self, request: Request, door: Door, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        self.run(request, door, true, work).await
    }

    /// A read-write transaction: one business step.
    pub async fn command<T, F>(&self, request: Request, door: Door, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        self.run(request, door, false, work).await
    }

    async fn run<T, F>(&self, request: Request, door: Door, read_only: bool, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        // People who file and follow have a lane of their own: nothing that staff do can starve them (promise O3).
        let lane = if matches!(door, Door::Person(_)) {
            &self.0.filing
        } else {
            &self.0.general
        };
        let turn = tokio::time::timeout(WAIT, Arc::clone(&lane.turns).acquire_owned())
            .await
            .map_err(|_| Problem::busy("no turn at the database within a second"))?
            .map_err(Problem::broken)?;
        let db = self.clone();
        let task = web::block(move || {
            let answer = db.run_blocking(request, door, read_only, work);
            drop(turn);
            answer
        });
        match tokio::time::timeout(PATIENCE, task).await {
            Ok(done) => done.map_err(Problem::broken)?,
            Err(_) => Err(Problem::busy("the database did not answer in time")),
        }
    }

    /// The same, in the present thread: for jobs, imports and commands of the shell.
    pub fn run_blocking<T, F>(
        &self,
        request: Request,
        door: Door,
        read_only: bool,
        work: F,
    ) -> Answer<T>
    where
        F: FnOnce(&mut Tx<'_>) -> Answer<T>,
    {
        let lane = if matches!(door, Door::Person(_)) {
            &self.0.filing
        } else {
            &self.0.general
        };
        let mut link = begun(&lane.pool, read_only, &door)?;
        let now = self.0.clock.now();
        let mut news = Vec::new();
        let caller = door.account();
        let result = (|| {
            let actor = Actor::enter(&mut link.conn, &door, &request, now)?;
            let mut tx = Tx::new(
                &mut link.conn,
                now,
                actor,
                &door,
                request.clone(),
                &mut news,
            );
            work(&mut tx)
        })();
        match finish(&mut link, result) {
            Ok(value) => {
                self.0.herald.tell(news);
                Ok(value)
            }
            Err(problem) => {
                if problem.kind.status == 403 {
                    log_denial(&mut link, &door, caller, &request, &problem, now);
                }
                Err(problem)
            }
        }
    }

    /// Can the database be reached and is it migrated? For readiness only.
    pub fn is_ready(&self) -> bool {
        let Ok(mut link) = self.0.general.pool.get_timeout(WAIT) else {
            return false;
        };
        let ready = sql_query("SELECT 1 FROM cases LIMIT 0")
            .execute(&mut link.conn)
            .is_ok();
        link.is_lost = !ready;
        ready
    }
}

/// Begins a transaction. A link that died since its last use is found out here, where trying another is harmless.
fn begun(
    pool: &Pool<Links>,
    read_only: bool,
    door: &Door,
) -> Answer<r2d2::PooledConnection<Links>> {
    let mode = if read_only {
        "BEGIN READ ONLY"
    } else {
        "BEGIN"
    };
    let scope = door.scope_sql();
    for _ in 0..pool.max_size() {
        let mut link = pool.get_timeout(WAIT).map_err(Problem::busy)?;
        match link.conn.batch_execute(&format!("{mode}; {scope}")) {
            Ok(()) => return Ok(link),
            Err(_) => link.is_lost = true,
        }
    }
    Err(Problem::busy("no live connection"))
}

fn finish<T>(link: &mut Link, result: Answer<T>) -> Answer<T> {
    match result {
        Ok(value) => match link.conn.batch_execute("COMMIT") {
            Ok(()) => Ok(value),
            Err(error) => {
                // Unknown, never "failed": the idempotency key of the retry decides (reliability rule 4).
                link.is_lost = true;
                Err(Problem::busy(error))
            }
        },
        Err(problem) => {
            link.is_lost = link.conn.batch_execute("ROLLBACK").is_err();
            Err(problem)
        }
    }
}

/// Denials stay on record although their transaction was rolled back (reliability rule 38).
fn log_denial(
    link: &mut Link,
    door: &Door,
    caller: Option<Uuid>,
    request: &Request,
    problem: &Problem,
    now: chrono::DateTime<chrono::Utc>,
) {
    let Some(entity) = door.entity() else { return };
    let written = link
        .conn
        .batch_execute(&format!("BEGIN; {}", door.scope_sql()))
        .and_then(|()| {
            crate::books::audit_denied(
                &mut link.conn,
                entity,
                caller,
                request,
                problem.kind.code,
                now,
            )?;
            link.conn.batch_execute("COMMIT")
        });
    if let Err(error) = written {
        link.is_lost = true;
        log::warn!("{} a denial could not be recorded: {error}", request.id);
    }
}

/// Limits of the connection itself, so that a database that is away or cut off is noticed.
fn with_limits(url: &str) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!(
        "{url}{joint}connect_timeout=2&keepalives_idle=5&keepalives_interval=2&keepalives_count=2&tcp_user_timeout=5000&application_name=hilo"
    )
}

/// r2d2 reports failed connections in its own words; ours go to the log at the edge, once a request.
#[derive(Debug)]
struct Quiet;

impl<E: std::error::Error> r2d2::HandleError<E> for Quiet {
    fn handle_error(&self, error: E) {
        log::debug!("database connection: {error}");
    }
}

/// Refuses what a role does not include.
pub fn not_allowed() -> Problem {
    Problem::of(&problem::NOT_ALLOWED)
}
