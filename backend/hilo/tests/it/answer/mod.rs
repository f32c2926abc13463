//! Answering: draft, review, respond, tell the person, close.

mod closing;
mod drafting;
mod mails;
mod signing;
