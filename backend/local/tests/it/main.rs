//! What people who start Hilo rely on: a database that keeps what it was given, and readable mail.

mod cluster;
mod mail_sink;
mod support;
