//! Answering: draft, review, respond, tell the person, close.

mod closing;
mod drafting;
mod gate;
mod interim;
mod mails;
mod signing;
mod templates;
