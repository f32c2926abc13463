//! Passwords: argon2id with 19 MiB and two passes (OWASP's floor), each with its own salt.
//!
//! A check costs some 25 ms of one core: callers bound how many run at once.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use hilo_platform::chance;
use hilo_platform::problem::{Answer, Problem};

/// KiB of memory for one hash.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The hash to store, in PHC form.
///
/// # Errors
/// Broken when the parameters are refused, which a test rules out.
pub fn hash(password: &str) -> Answer<String> {
    let params = Params::new(MEMORY, PASSES, LANES, None).map_err(Problem::broken)?;
    let salt: [u8; 16] = chance::bytes();
    let hash: PasswordHash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(Problem::broken)?;
    Ok(hash.to_string())
}

/// Is this the password of the hash? A hash that cannot be read fits no password.
pub fn is_right(password: &str, hash: &str) -> bool {
    Argon2::default()
        .verify_password(password.as_bytes(), hash)
        .is_ok()
}

/// A random password that can be read aloud: 20 characters, 100 bits.
pub fn fresh() -> String {
    // No letters that look alike; 32 of them, so that five bits choose one without preference.
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let bytes: [u8; 20] = chance::bytes();
    let letters = bytes
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)));
    let mut password = String::with_capacity(23);
    for (n, letter) in letters.enumerate() {
        if n > 0 && n % 5 == 0 {
            password.push('-');
        }
        password.push(char::from(*letter));
    }
    password
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_only_its_own_hash_and_the_hash_says_how_it_was_made() {
        let stored = hash("correct horse").unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(is_right("correct horse", &stored));
        assert!(!is_right("correct hors", &stored));
        assert!(!is_right("correct horse", "not a hash"));
        assert_ne!(stored, hash("correct horse").unwrap());
    }

    #[test]
    fn fresh_passwords_differ() {
        assert_eq!(fresh().len(), 23);
        assert_ne!(fresh(), fresh());
    }
}
