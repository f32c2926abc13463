//! What a newcomer's machine lacks: a private PostgreSQL cluster and places where sent mail and text messages land.
//!
//! Used by `hilo dev` and by the test kit.
//! A deployment has its own database and its own mail server, and never comes here.

pub mod cluster;
pub mod mail_sink;
pub mod sms_sink;
