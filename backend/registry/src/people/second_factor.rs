//! The second factor: six digits by time (RFC 6238, SHA-1, 30 seconds), one step of tolerance on each side.

use chrono::{DateTime, Utc};
use hilo_platform::chance;
use totp_rs::{Algorithm, Builder, Secret};

/// Steps before and after the present one that are accepted: clocks of telephones differ.
const SKEW: u16 = 1;

/// A fresh secret of 160 bits, as RFC 4226 section 4 recommends.
pub fn fresh_secret() -> [u8; 20] {
    chance::bytes()
}

/// The secret as authenticator apps take it: base 32.
pub fn written(secret: &[u8]) -> String {
    Secret::from(secret).to_base32()
}

/// The step of a right code; the caller sees to it that each step counts once (promise A7).
pub fn step_of(secret: &[u8], code: &str, now: DateTime<Utc>) -> Option<i64> {
    let time = u64::try_from(now.timestamp()).ok()?;
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_skew(SKEW)
        .with_secret(secret)
        .build()
        .ok()?;
    i64::try_from(totp.check(code, time)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn a_code_is_right_in_its_step_and_next_to_it_only() {
        // RFC 6238 appendix B: 94287082 at second 59, of which six digits are asked.
        let secret = b"12345678901234567890";
        assert_eq!(step_of(secret, "287082", at(59)), Some(1));
        assert_eq!(step_of(secret, "287082", at(30)), Some(1));
        assert_eq!(step_of(secret, "287082", at(89)), Some(1));
        assert_eq!(step_of(secret, "287082", at(29)), Some(1));
        assert_eq!(step_of(secret, "287082", at(90)), None);
        assert_eq!(step_of(secret, "28708", at(59)), None);
        assert_eq!(step_of(secret, "", at(59)), None);
    }

    #[test]
    fn a_secret_is_written_for_authenticator_apps() {
        assert_eq!(
            written(b"12345678901234567890"),
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        );
    }
}
