//! The PostgreSQL that all test programs share, and its roles.

use std::path::Path;
use std::sync::OnceLock;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};
use hilo_local::cluster::{Cluster, Purpose};

/// Passwords of roles that exist in the test cluster only.
const OWNER_PASSWORD: &str = "owner-of-tests";
const PROGRAM_PASSWORD: &str = "program-of-tests";
/// Keeps two test programs from making roles or templates at once.
const LOCK: i64 = 4_804_412;

/// The shared cluster with its roles.
pub struct Shared(Cluster);

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The cluster of this test program: started at the first call, stopped some seconds after the last
/// program that uses it has ended.
///
/// # Panics
/// When there is no PostgreSQL, or another folder is asked for than before.
pub fn shared(folder: &Path) -> &'static Shared {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    SHARED.get_or_init(|| Shared::start(folder))
}

impl Shared {
    fn start(folder: &Path) -> Self {
        let shared = Self(Cluster::start(folder, Purpose::Tests).expect("a PostgreSQL for tests"));
        let mut conn = shared.lock();
        let make = [
            ("hilo_app", "NOLOGIN".to_owned()),
            ("hilo_search", "NOLOGIN".to_owned()),
            (
                "hilo_owner",
                format!("LOGIN PASSWORD '{OWNER_PASSWORD}' IN ROLE hilo_app, hilo_search"),
            ),
            (
                "hilo",
                format!("LOGIN PASSWORD '{PROGRAM_PASSWORD}' IN ROLE hilo_app"),
            ),
        ];
        let known: Vec<Name> = sql_query("SELECT rolname::text AS name FROM pg_roles")
            .load(&mut conn)
            .unwrap();
        for (role, options) in make {
            if !known.iter().any(|row| row.name == role) {
                conn.batch_execute(&format!("CREATE ROLE {role} {options}"))
                    .unwrap();
            }
        }
        drop(conn);
        shared
    }

    /// A superuser's connection to `postgres` that holds the lock of all test programs.
    pub(crate) fn lock(&self) -> PgConnection {
        let mut conn = self.superuser("postgres");
        conn.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))
            .unwrap();
        conn
    }

    /// A superuser's connection to a database: sees every row.
    pub fn superuser(&self, database: &str) -> PgConnection {
        PgConnection::establish(&self.superuser_url(database)).expect("a superuser's connection")
    }

    /// Address of a database for the superuser.
    pub fn superuser_url(&self, database: &str) -> String {
        let url = self.0.superuser_url();
        let (server, _) = url.rsplit_once('/').unwrap();
        format!("{server}/{database}")
    }

    /// Address of a database for the role that owns the schema.
    pub fn owner_url(&self, database: &str) -> String {
        self.0.url("hilo_owner", OWNER_PASSWORD, database)
    }

    /// Address of a database for the role that the program works as.
    pub fn program_url(&self, database: &str) -> String {
        self.0.url("hilo", PROGRAM_PASSWORD, database)
    }

    /// The cluster itself.
    pub fn cluster(&self) -> &Cluster {
        &self.0
    }
}
