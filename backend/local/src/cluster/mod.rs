//! A PostgreSQL cluster of our own: made at the first start, started and stopped with the program.
//!
//! It listens on 127.0.0.1 only, asks for a password (scram) that is made at random for every new
//! folder, and lives in `<state folder>/pg` (or where `pg/cluster.json` says, see [`folder`]).
//! Roles and databases are made by the caller, with SQL over [`Cluster::superuser_url`].
//!
//! Who holds the cluster is a file lock, which the kernel releases however the program ends.
//! A program that was killed leaves its cluster running for a few seconds; then the
//! [`watchdog`] stops it, or the next start adopts it.

mod account;
mod binaries;
mod config;
mod error;
mod folder;
mod lock;
mod machine;
mod pid_file;
mod server;
mod watchdog;

use std::path::{Path, PathBuf};

pub use error::ClusterError;
use folder::Folder;
use lock::Locks;
use server::{Server, Status};

/// What the cluster is for; it decides about durability and about who may use it at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A running service: every commit is flushed to disk, one program at a time.
    Run,
    /// Tests: nothing is flushed, and several test programs share the cluster.
    Tests,
}

/// A running private cluster. Dropping it stops the server, unless other test programs use it.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    port: u16,
    password: String,
    purpose: Purpose,
    locks: Locks,
    is_running: bool,
}

impl Cluster {
    /// Starts the cluster of a state folder, making it first when there is none.
    ///
    /// Blocks for about half a second, for some seconds the first time, and for as long as
    /// recovery takes after a crash. A server left behind by a killed program is adopted.
    ///
    /// # Errors
    /// No usable PostgreSQL (15 or newer), a folder that another program holds, or a server that
    /// does not start; each says what to do.
    pub fn start(state_dir: &Path, purpose: Purpose) -> Result<Self, ClusterError> {
        let folder = Folder::open(state_dir)?;
        let _starting = lock::starting(&folder.lock_dir)?;
        let locks = Locks::take(&folder.lock_dir, purpose)?;
        let server = Server::prepare(&folder)?;
        let password = server.create_if_absent(purpose)?;
        let port = bring_up(&server, purpose)?;
        watchdog::spawn(&server, &locks);
        Ok(Self {
            server,
            port,
            password,
            purpose,
            locks,
            is_running: true,
        })
    }

    /// Where a superuser connects; the database is `postgres`.
    #[must_use]
    pub fn superuser_url(&self) -> String {
        self.url("postgres", &self.password, "postgres")
    }

    /// The address of a database for a role that the caller made. Parts are percent-encoded.
    #[must_use]
    pub fn url(&self, role: &str, password: &str, database: &str) -> String {
        let [role, password, database] = [role, password, database].map(percent_encoded);
        format!(
            "postgres://{role}:{password}@127.0.0.1:{}/{database}",
            self.port
        )
    }

    /// TCP port on 127.0.0.1. Kept from one start to the next where it is still free.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder of PostgreSQL's programs (`pgbench`, `pg_dump`) that the cluster runs with.
    #[must_use]
    pub fn bin_dir(&self) -> &Path {
        self.server.bin_dir()
    }

    /// The server's own log: one line per failed statement, without values of the statement.
    #[must_use]
    pub fn log_file(&self) -> PathBuf {
        self.server.log_file()
    }

    /// Stops the server and waits for it. Connections are cut, transactions rolled back.
    ///
    /// # Errors
    /// The server did not stop within a minute.
    pub fn stop(mut self) -> Result<(), ClusterError> {
        self.shut_down()
    }

    fn shut_down(&mut self) -> Result<(), ClusterError> {
        if !std::mem::replace(&mut self.is_running, false) {
            return Ok(());
        }
        if self.purpose == Purpose::Tests && !self.locks.is_last_to_leave() {
            return Ok(());
        }
        self.server.stop()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(problem) = self.shut_down() {
            log::error!("The private PostgreSQL cluster could not be stopped: {problem}");
        }
    }
}

/// Adopts a server that runs as this purpose wants it, else (re)starts it. Answers its port.
fn bring_up(server: &Server, purpose: Purpose) -> Result<u16, ClusterError> {
    if let Status::Running { port } = server.status()? {
        if server.runs_with(purpose, port) {
            server.wait_until_ready()?;
            log::info!("Adopted the private PostgreSQL cluster that was still running");
            return Ok(port);
        }
        server.stop()?;
    }
    server.start(purpose)
}

/// Everything but letters, digits and `-._~` becomes `%XX` (RFC 3986, 2.3).
fn percent_encoded(part: &str) -> String {
    part.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn a_password_with_signs_stays_one_part_of_the_address() {
        assert_eq!(percent_encoded("a/b@c:d é"), "a%2Fb%40c%3Ad%20%C3%A9");
    }
}
