//! The record: the chained history of every case, its checkpoints, and the check that nobody rewrote it (promise U1).

mod checkpoint;
mod verify;

pub use checkpoint::{Checkpoint, write};
pub use verify::{Fault, verify};

/// Bytes as people compare them.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}
