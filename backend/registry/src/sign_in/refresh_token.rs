//! Refresh tokens: `r1.entity.session.secret`. The entity stands in it because row security must be set before the
//! session can be read; only the hash of the secret is stored.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hilo_platform::sealed;
use uuid::Uuid;

const VERSION: &str = "r1";
/// Bytes of a secret.
pub const SECRET_BYTES: usize = 32;

/// A refresh token as its holder sent it; nothing in it is believed yet.
pub struct RefreshToken {
    pub entity: Uuid,
    pub session: Uuid,
    pub secret: Vec<u8>,
}

impl RefreshToken {
    /// As its holder keeps it.
    pub fn written(&self) -> String {
        let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let (entity, session) = (part(self.entity.as_bytes()), part(self.session.as_bytes()));
        format!("{VERSION}.{entity}.{session}.{}", part(&self.secret))
    }

    /// Takes a token apart; `None` when it is not one of ours by its form.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let is_ours = parts.next()? == VERSION;
        let mut part = || URL_SAFE_NO_PAD.decode(parts.next()?).ok();
        let token = Self {
            entity: Uuid::from_slice(&part()?).ok()?,
            session: Uuid::from_slice(&part()?).ok()?,
            secret: part()?,
        };
        (is_ours && parts.next().is_none() && token.secret.len() == SECRET_BYTES).then_some(token)
    }

    /// What is stored instead of the secret.
    pub fn digest(&self) -> Vec<u8> {
        sealed::digest(&self.secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_nothing_else_reads() {
        let token = RefreshToken {
            entity: Uuid::now_v7(),
            session: Uuid::now_v7(),
            secret: vec![7; SECRET_BYTES],
        };
        let written = token.written();
        let read = RefreshToken::read(&written).unwrap();
        assert_eq!(
            (read.entity, read.session, read.secret),
            (token.entity, token.session, token.secret)
        );
        for wrong in [
            "",
            "r1",
            "r1...",
            written.trim_start_matches('r'),
            &format!("{written}.x"),
            &written.replace("r1", "r2"),
        ] {
            assert!(RefreshToken::read(wrong).is_none(), "{wrong}");
        }
    }
}
