//! Access tokens: EdDSA only, ten minutes, tied to a session row (reliability rules 41, 42; promise A1).

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::problem::{Answer, Problem};

/// Seconds an access token lives.
pub const LIFETIME_SECONDS: i64 = 600;
const ISSUER: &str = "hilo";
const AUDIENCE: &str = "hilo-api";
const TYPE: &str = "at+jwt";

/// What a token says. Roles are not in it: they are read with the session on every request.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    pub sub: Uuid,
    pub sid: Uuid,
    pub ent: Uuid,
    pub iat: i64,
    pub nbf: i64,
    pub exp: i64,
}

struct Key {
    id: String,
    private: EncodingKey,
    public: DecodingKey,
    public_bytes: Vec<u8>,
}

/// The keys of the installation. The first signs, all verify: rotation is to put a new one in front.
pub struct Tokens(Vec<Key>);

impl Tokens {
    /// Reads `kid:base64seed,…`; seeds have 32 bytes.
    ///
    /// # Errors
    /// When there is no key, or one that cannot be read.
    pub fn of(keys: &str) -> Result<Self, String> {
        let keys: Result<Vec<_>, String> = keys
            .split(',')
            .filter(|key| !key.trim().is_empty())
            .map(read_key)
            .collect();
        match keys? {
            keys if keys.is_empty() => Err("HILO_TOKEN_KEYS has no key".to_owned()),
            keys => Ok(Self(keys)),
        }
    }

    /// A fresh key in the form that `of` reads.
    pub fn fresh_key() -> String {
        let id: [u8; 6] = crate::chance::bytes();
        let seed: [u8; 32] = crate::chance::bytes();
        format!("{}:{}", URL_SAFE_NO_PAD.encode(id), STANDARD.encode(seed))
    }

    /// A token for a session.
    pub fn issue(
        &self,
        account: Uuid,
        session: Uuid,
        entity: Uuid,
        now: DateTime<Utc>,
    ) -> Answer<String> {
        let key = self
            .0
            .first()
            .ok_or_else(|| Problem::broken("no token key"))?;
        let iat = now.timestamp();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: account,
            sid: session,
            ent: entity,
            iat,
            nbf: iat,
            exp: iat + LIFETIME_SECONDS,
        };
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.id.clone());
        jsonwebtoken::encode(&header, &claims, &key.private).map_err(Problem::broken)
    }

    /// The claims of a token that is ours, of the right type and in time; nothing otherwise.
    pub fn believed(&self, token: &str, now: DateTime<Utc>) -> Option<Claims> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.alg != Algorithm::EdDSA || header.typ.as_deref() != Some(TYPE) {
            return None;
        }
        let key = self
            .0
            .iter()
            .find(|key| Some(&key.id) == header.kid.as_ref())?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        // Time is ours to judge, by the clock that everything else uses.
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.public, &rules)
            .ok()?
            .claims;
        let second = now.timestamp();
        let in_time = claims.nbf <= second && second < claims.exp && claims.iat <= second;
        (in_time && claims.exp - claims.iat <= LIFETIME_SECONDS).then_some(claims)
    }

    /// A statement of the installation, signed for good: not a token, it opens nothing. `kind` keeps statements apart.
    pub fn state(&self, kind: &str, claims: &impl Serialize) -> Answer<String> {
        let key = self
            .0
            .first()
            .ok_or_else(|| Problem::broken("no token key"))?;
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(kind.to_owned());
        header.kid = Some(key.id.clone());
        jsonwebtoken::encode(&header, claims, &key.private).map_err(Problem::broken)
    }

    /// What a statement says, when one of our keys signed it; nothing otherwise.
    pub fn stated<T: serde::de::DeserializeOwned>(&self, kind: &str, text: &str) -> Option<T> {
        let header = jsonwebtoken::decode_header(text).ok()?;
        if header.alg != Algorithm::EdDSA || header.typ.as_deref() != Some(kind) {
            return None;
        }
        let key = self
            .0
            .iter()
            .find(|key| Some(&key.id) == header.kid.as_ref())?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_required_spec_claims::<&str>(&[]);
        rules.validate_exp = false;
        rules.validate_aud = false;
        let claims = jsonwebtoken::decode::<T>(text, &key.public, &rules).ok()?;
        Some(claims.claims)
    }

    /// The public halves, as a JSON Web Key Set.
    pub fn key_set(&self) -> serde_json::Value {
        let keys: Vec<_> = self
            .0
            .iter()
            .map(|key| {
                serde_json::json!({
                    "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
                    "kid": key.id, "x": URL_SAFE_NO_PAD.encode(&key.public_bytes),
                })
            })
            .collect();
        serde_json::json!({ "keys": keys })
    }
}

fn read_key(text: &str) -> Result<Key, String> {
    let (id, seed) = text
        .trim()
        .split_once(':')
        .ok_or("HILO_TOKEN_KEYS: each key is kid:base64")?;
    let seed = STANDARD
        .decode(seed)
        .map_err(|_| format!("HILO_TOKEN_KEYS: {id} is not base64"))?;
    let pair = Ed25519KeyPair::from_seed_unchecked(&seed)
        .map_err(|_| format!("HILO_TOKEN_KEYS: {id} needs 32 bytes"))?;
    let document = pair
        .to_pkcs8()
        .map_err(|_| format!("HILO_TOKEN_KEYS: {id} cannot be used"))?;
    let public_bytes = pair.public_key().as_ref().to_vec();
    Ok(Key {
        id: id.to_owned(),
        private: EncodingKey::from_ed_der(document.as_ref()),
        public: DecodingKey::from_ed_components(&URL_SAFE_NO_PAD.encode(&public_bytes))
            .map_err(|e| e.to_string())?,
        public_bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn only_our_tokens_are_believed_and_only_in_time() {
        // promise A1; reliability rule 42
        let (ours, theirs) = (
            Tokens::of(&Tokens::fresh_key()).unwrap(),
            Tokens::of(&Tokens::fresh_key()).unwrap(),
        );
        let token = ours
            .issue(
                Uuid::now_v7(),
                Uuid::now_v7(),
                Uuid::now_v7(),
                at(1_000_000),
            )
            .unwrap();
        assert!(ours.believed(&token, at(1_000_000)).is_some());
        assert!(ours.believed(&token, at(1_000_599)).is_some());
        assert!(ours.believed(&token, at(1_000_600)).is_none());
        assert!(ours.believed(&token, at(999_999)).is_none());
        assert!(theirs.believed(&token, at(1_000_000)).is_none());
    }

    #[test]
    fn forged_tokens_are_refused() {
        let ours = Tokens::of(&Tokens::fresh_key()).unwrap();
        let token = ours
            .issue(
                Uuid::now_v7(),
                Uuid::now_v7(),
                Uuid::now_v7(),
                at(1_000_000),
            )
            .unwrap();
        let (head, rest) = token.split_once('.').unwrap();
        let (body, signature) = rest.split_once('.').unwrap();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"at+jwt"}"#);
        let other_body = URL_SAFE_NO_PAD.encode(r#"{"iss":"hilo"}"#);
        for forged in [
            format!("{none}.{body}."),
            format!("{none}.{body}.{signature}"),
            format!("{head}.{other_body}.{signature}"),
            format!("{head}.{body}."),
            format!("{head}.{body}"),
            String::new(),
        ] {
            assert!(ours.believed(&forged, at(1_000_000)).is_none(), "{forged}");
        }
    }

    #[test]
    fn an_old_key_still_verifies_after_rotation() {
        let (old, new) = (Tokens::fresh_key(), Tokens::fresh_key());
        let token = Tokens::of(&old)
            .unwrap()
            .issue(Uuid::nil(), Uuid::nil(), Uuid::nil(), at(50))
            .unwrap();
        assert!(
            Tokens::of(&format!("{new},{old}"))
                .unwrap()
                .believed(&token, at(50))
                .is_some()
        );
    }
}
