//! Filing: what a person sends, what comes back, and that it comes back only once.

mod idempotency;
mod numbers;
mod receipt;
mod registering;
mod wrong_filings;
