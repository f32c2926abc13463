//! Bring the database to the present schema: migrations, then views, row security and rights rebuilt.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use hilo_platform::settings::Settings;

/// All migrations, in order.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Rebuilt after each migration, in this order.
const REBUILT: &[&str] = &[
    include_str!("../../../migrations/row_security.sql"),
    include_str!("../../../migrations/search.sql"),
    include_str!("../../../migrations/rights.sql"),
];

/// Keeps two programs from migrating at once.
const LOCK: i64 = 4_804_411;

/// The owner's address, or the program's where no other is given.
///
/// # Errors
/// When neither is set.
pub fn owner_url(settings: &Settings) -> Result<String, String> {
    let urls = [
        settings.text("DATABASE_OWNER_URL"),
        settings.text("DATABASE_URL"),
    ];
    let url = urls.into_iter().find(|url| !url.is_empty());
    url.map(str::to_owned)
        .ok_or_else(|| "DATABASE_OWNER_URL or DATABASE_URL is missing".to_owned())
}

/// Migrates and rebuilds. Safe to run again, and after having died half-way.
///
/// # Errors
/// With the statement that failed.
pub fn run(url: &str) -> Result<(), String> {
    let mut conn = PgConnection::establish(url).map_err(|error| error.to_string())?;
    let told = |error: diesel::result::Error| error.to_string();
    conn.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))
        .map_err(told)?;
    conn.batch_execute(include_str!("roles.sql"))
        .map_err(told)?;
    conn.batch_execute("SET lock_timeout = '1s'; SET client_min_messages = warning")
        .map_err(told)?;
    conn.run_pending_migrations(MIGRATIONS)
        .map_err(|error| error.to_string())?;
    conn.transaction(|conn| REBUILT.iter().try_for_each(|sql| conn.batch_execute(sql)))
        .map_err(told)?;
    Ok(())
}
