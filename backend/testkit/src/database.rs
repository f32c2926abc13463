//! A fresh database for each test, copied from a template that is migrated and filled once.
//!
//! Names: `hilo_template_<recipe>_<digest>`, and `hilo_test_<process>_<number>` for the copies.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query};
use sha2::{Digest, Sha256};

use crate::books::Books;
use crate::cluster::{Shared, shared};
use crate::plan::TownPlan;

/// How a template is made.
pub struct Recipe {
    /// Short and in lower case: who uses the template.
    pub name: &'static str,
    /// Folder of the shared cluster.
    pub folder: PathBuf,
    /// Brings an empty database to the present schema, as its owner.
    pub migrate: fn(owner_url: &str),
    /// Fills it, as the program.
    pub fill: fn(program_url: &str) -> TownPlan,
}

/// A database of one test; gone with the value.
pub struct Database {
    shared: &'static Shared,
    name: String,
    /// Who and what is in it.
    pub town: TownPlan,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

impl Database {
    /// A copy of the recipe's template.
    ///
    /// # Panics
    /// When PostgreSQL or the recipe fails.
    pub fn fresh(recipe: &Recipe) -> Self {
        static TEMPLATE: OnceLock<(String, TownPlan)> = OnceLock::new();
        let shared = shared(&recipe.folder);
        let (template, town) = TEMPLATE.get_or_init(|| template(shared, recipe));
        Self::copy(shared, template, town.clone())
    }

    /// An empty database without any schema.
    ///
    /// # Panics
    /// When PostgreSQL fails.
    pub fn empty(folder: &Path) -> Self {
        Self::copy(shared(folder), "template1", TownPlan::default())
    }

    fn copy(shared: &'static Shared, template: &str, town: TownPlan) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("hilo_test_{}_{number}", std::process::id());
        // FILE_COPY: without fsync copying files is quicker than writing them through the log.
        let make = format!(
            "CREATE DATABASE {name} TEMPLATE {template} OWNER hilo_owner STRATEGY file_copy"
        );
        shared
            .superuser("postgres")
            .batch_execute(&make)
            .expect("a database for this test");
        Self { shared, name, town }
    }

    /// As the program works: a role that owns nothing.
    pub fn program_url(&self) -> String {
        self.shared.program_url(&self.name)
    }

    /// As migrations work.
    pub fn owner_url(&self) -> String {
        self.shared.owner_url(&self.name)
    }

    /// Everything that is written down, past row security.
    pub fn books(&self) -> Books {
        Books::open(&self.shared.superuser_url(&self.name))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // FORCE cuts what the server under test still holds. A failure leaves a database behind,
        // which the next run sweeps.
        let gone = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let _ = self.shared.superuser("postgres").batch_execute(&gone);
    }
}

/// The template of this build, made when there is none yet.
fn template(shared: &Shared, recipe: &Recipe) -> (String, TownPlan) {
    let mut conn = shared.lock();
    let name = format!("hilo_template_{}_{}", recipe.name, build_digest());
    let note = recipe.folder.join(format!("{name}.json"));
    let known = databases(&mut conn).contains(&name);
    if known && let Ok(text) = std::fs::read_to_string(&note) {
        return (
            name,
            serde_json::from_str(&text).expect("the note of a template"),
        );
    }
    sweep(&mut conn, recipe);
    let draft = format!("{name}_draft");
    for step in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)"),
        format!("CREATE DATABASE {draft} OWNER hilo_owner"),
    ] {
        conn.batch_execute(&step).unwrap();
    }
    (recipe.migrate)(&shared.owner_url(&draft));
    let town = (recipe.fill)(&shared.program_url(&draft));
    std::fs::write(&note, serde_json::to_string(&town).unwrap()).unwrap();
    // Whoever filled it may still hold connections; a template must have none.
    conn.batch_execute(&format!("ALTER DATABASE {draft} ALLOW_CONNECTIONS false"))
        .unwrap();
    let cut = format!(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{draft}'"
    );
    conn.batch_execute(&cut).unwrap();
    conn.batch_execute(&format!("ALTER DATABASE {draft} RENAME TO {name}"))
        .unwrap();
    (name, town)
}

/// Another build may have other migrations, packs or people: each has its own template.
fn build_digest() -> String {
    let program = std::env::current_exe().expect("this program");
    let about = std::fs::metadata(&program).expect("this program's file");
    let mut digest = Sha256::new();
    digest.update(program.to_string_lossy().as_bytes());
    digest.update(format!("{:?} {}", about.modified().ok(), about.len()));
    format!("{:x}", digest.finalize())
        .chars()
        .take(12)
        .collect()
}

fn databases(conn: &mut PgConnection) -> Vec<String> {
    let rows: Vec<Name> = sql_query("SELECT datname::text AS name FROM pg_database")
        .load(conn)
        .unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// Removes templates of earlier builds and databases of programs that are gone.
fn sweep(conn: &mut PgConnection, recipe: &Recipe) {
    let old = format!("hilo_template_{}_", recipe.name);
    for name in databases(conn) {
        let is_orphan = name.strip_prefix("hilo_test_").is_some_and(|rest| {
            let process = rest.split('_').next().unwrap_or_default();
            !Path::new("/proc").join(process).exists()
        });
        if is_orphan || name.starts_with(&old) {
            let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
            let _ = std::fs::remove_file(recipe.folder.join(format!("{name}.json")));
        }
    }
}
