//! Encryption at rest of the few secrets that must be read back: second-factor secrets and replayable case keys.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

use crate::problem::{Answer, Problem};

/// A key made of any secret bytes; `purpose` keeps uses apart.
pub struct Seal(LessSafeKey);

impl Seal {
    /// Derives the key. The secret must have at least 80 bits of entropy.
    pub fn of(secret: &[u8], purpose: &str) -> Answer<Self> {
        let key = Sha256::new()
            .chain_update(purpose.as_bytes())
            .chain_update([0])
            .chain_update(secret)
            .finalize();
        let key = UnboundKey::new(&AES_256_GCM, &key).map_err(|_| Problem::broken("seal key"))?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Nonce, then the sealed bytes.
    pub fn close(&self, plain: &[u8]) -> Answer<Vec<u8>> {
        let nonce: [u8; NONCE_LEN] = crate::chance::bytes();
        let mut body = plain.to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut body)
            .map_err(|_| Problem::broken("seal"))?;
        Ok([nonce.as_slice(), &body].concat())
    }

    /// The plain bytes.
    ///
    /// # Errors
    /// Broken when the bytes were sealed with another key or altered.
    pub fn open(&self, sealed: &[u8]) -> Answer<Vec<u8>> {
        let (nonce, body) = sealed
            .split_at_checked(NONCE_LEN)
            .ok_or_else(|| Problem::broken("sealed too short"))?;
        let nonce =
            Nonce::try_assume_unique_for_key(nonce).map_err(|_| Problem::broken("nonce"))?;
        let mut body = body.to_vec();
        let plain = self
            .0
            .open_in_place(nonce, Aad::empty(), &mut body)
            .map_err(|_| Problem::broken("seal broken"))?;
        Ok(plain.to_vec())
    }
}

/// SHA-256 of secret bytes, for secrets that need never be read back.
pub fn digest(secret: &[u8]) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// Compares without telling by time where the difference is.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(a, b).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_and_purpose_open_a_seal() {
        let sealed = Seal::of(b"secret", "case-key")
            .unwrap()
            .close(b"7K3M")
            .unwrap();
        assert_eq!(
            Seal::of(b"secret", "case-key")
                .unwrap()
                .open(&sealed)
                .unwrap(),
            b"7K3M"
        );
        assert!(Seal::of(b"secret", "totp").unwrap().open(&sealed).is_err());
        assert!(
            Seal::of(b"other", "case-key")
                .unwrap()
                .open(&sealed)
                .is_err()
        );
    }
}
