//! How news travels in and out: messages, their transports, imports, and the worker that carries them.

pub mod email;
pub mod import;
pub mod messages;
pub mod sms;
pub mod worker;
