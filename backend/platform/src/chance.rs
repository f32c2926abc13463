//! The only source of randomness: the operating system's.

use rand::TryRngCore;
use rand::rngs::OsRng;

/// Random bytes.
///
/// # Panics
/// When the operating system has no randomness to give, which leaves nothing safe to do.
#[expect(
    clippy::panic,
    reason = "without randomness every secret would be guessable"
)]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    match OsRng.try_fill_bytes(&mut out) {
        Ok(()) => out,
        Err(error) => panic!("no randomness: {error}"),
    }
}
