//! What people who start Hilo rely on: a database that keeps what it was given, and readable mail.

// Marked, so that clippy excuses helpers as it excuses tests (clippy.toml).
#[cfg(test)]
mod cluster;
#[cfg(test)]
mod mail_sink;
#[cfg(test)]
mod support;
