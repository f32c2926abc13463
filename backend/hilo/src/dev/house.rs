//! Roles and database of the private cluster: one role that owns, one that works and owns nothing.

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};
use hilo_local::cluster::Cluster;
use hilo_platform::settings::Settings;

use super::home::Home;
use crate::migrate;

/// Addresses of the database.
pub struct Addresses {
    /// As the program works: a role that owns nothing.
    pub program: String,
    /// As migrations work.
    pub owner: String,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Makes roles and database where they are missing.
///
/// # Errors
/// With what the database said.
pub fn prepare(
    cluster: Option<&Cluster>,
    home: &Home,
    given: &Settings,
) -> Result<Addresses, String> {
    let Some(cluster) = cluster else {
        return Ok(Addresses {
            program: given.text("DATABASE_URL").to_owned(),
            owner: migrate::owner_url(given)?,
        });
    };
    let (owner_password, password) = (
        home.secret("owner-password")?,
        home.secret("program-password")?,
    );
    let mut conn =
        PgConnection::establish(&cluster.superuser_url()).map_err(|error| error.to_string())?;
    let told = |error: diesel::result::Error| error.to_string();
    // Passwords are hexadecimal, so they cannot carry SQL.
    for (role, options) in [
        ("hilo_app", "NOLOGIN".to_owned()),
        ("hilo_search", "NOLOGIN".to_owned()),
        (
            "hilo_owner",
            format!("LOGIN PASSWORD '{owner_password}' IN ROLE hilo_app, hilo_search"),
        ),
        (
            "hilo",
            format!("LOGIN PASSWORD '{password}' IN ROLE hilo_app"),
        ),
    ] {
        if !is_there(
            &mut conn,
            "SELECT rolname::text AS name FROM pg_roles WHERE rolname = $1",
            role,
        )? {
            conn.batch_execute(&format!("CREATE ROLE {role} {options}"))
                .map_err(told)?;
        }
    }
    if !is_there(
        &mut conn,
        "SELECT datname::text AS name FROM pg_database WHERE datname = $1",
        "hilo",
    )? {
        conn.batch_execute("CREATE DATABASE hilo OWNER hilo_owner")
            .map_err(told)?;
    }
    Ok(Addresses {
        program: cluster.url("hilo", &password, "hilo"),
        owner: cluster.url("hilo_owner", &owner_password, "hilo"),
    })
}

fn is_there(conn: &mut PgConnection, query: &str, name: &str) -> Result<bool, String> {
    let found: Vec<Name> = sql_query(query)
        .bind::<Text, _>(name)
        .load(conn)
        .map_err(|error| error.to_string())?;
    Ok(found.iter().any(|row| row.name == name))
}
