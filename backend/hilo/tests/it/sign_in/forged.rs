//! Only our tokens are believed (promise A1; RFC 8725; CVE-2026-25537).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::tokens;
use crate::kit::Town;

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// The same text with another first letter: the last one has bits that mean nothing.
fn turned(signature: &str) -> String {
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    std::iter::once(first)
        .chain(signature.chars().skip(1))
        .collect()
}

fn read(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// What a forger makes of a good token.
fn forgeries(good: &str, public_key: &str) -> Vec<String> {
    let parts: Vec<&str> = good.split('.').collect();
    let (head, body, signature) = (parts[0], parts[1], parts[2]);
    let (header, claims) = (read(head), read(body));
    let with = |value: &Value, name: &str, new: Value| {
        let mut value = value.clone();
        value[name] = new;
        value
    };
    let mut forged = vec![
        String::new(),
        "..".into(),
        format!("{head}.{body}"),
        format!("{head}.{body}."),
        format!("{head}.{body}.{signature}."),
        format!("{head}.{body}.{}", URL_SAFE_NO_PAD.encode([0; 64])),
        format!("{head}.{body}.{}", turned(signature)),
        format!(" {good}"),
    ];
    for algorithm in ["none", "None", "HS256", "RS256", "ES256"] {
        let head = part(&with(&header, "alg", json!(algorithm)));
        forged.push(format!("{head}.{body}.{signature}"));
        forged.push(format!("{head}.{body}."));
    }
    for (name, new) in [
        ("kid", json!("other")),
        ("kid", json!(null)),
        ("kid", json!("../../etc/passwd")),
        ("kid", json!("' OR 1=1 --")),
        ("typ", json!("JWT")),
        ("typ", json!(null)),
        ("jku", json!("https://evil.example/jwks")),
    ] {
        forged.push(format!(
            "{}.{body}.{signature}",
            part(&with(&header, name, new))
        ));
    }
    for (name, new) in [
        ("sub", json!(uuid::Uuid::nil())),
        ("ent", json!(uuid::Uuid::now_v7())),
        ("exp", json!("9999999999")),
        ("exp", json!(9_999_999_999_i64)),
        ("exp", json!(null)),
        ("nbf", json!("0")),
        ("iss", json!("evil")),
        ("aud", json!(["hilo-api", "evil"])),
        ("sid", json!(uuid::Uuid::now_v7())),
    ] {
        forged.push(format!(
            "{head}.{}.{signature}",
            part(&with(&claims, name, new))
        ));
    }
    // The public key as a shared secret, and a key of the forger's own.
    let mut own = Header::new(Algorithm::HS256);
    own.kid = header["kid"].as_str().map(str::to_owned);
    own.typ = Some("at+jwt".into());
    forged.push(
        encode(
            &own,
            &claims,
            &EncodingKey::from_secret(public_key.as_bytes()),
        )
        .unwrap(),
    );
    forged
}

#[actix_web::test]
async fn forged_tokens_are_refused_with_one_and_the_same_answer() {
    // A1
    let town = Town::new().await;
    let (good, _) = tokens(&town, "ana").await;
    let keys = town.visitor().get("/.well-known/jwks.json").await.ok();
    let forged = forgeries(&good, keys["keys"][0]["x"].as_str().unwrap());
    assert!(forged.len() >= 35, "{}", forged.len());

    for token in forged {
        let mut problem = town
            .visitor()
            .bearer(&token)
            .get("/staff/me")
            .await
            .refused(401, "auth.not-signed-in");
        problem.as_object_mut().unwrap().remove("reference");
        assert_eq!(problem["title"], "Inicie sesión para continuar.", "{token}");
    }
    town.visitor().bearer(&good).get("/staff/me").await.ok();
}

#[actix_web::test]
async fn other_ways_to_say_who_one_is_are_ignored() {
    // A9
    let town = Town::new().await;
    let (good, refresh) = tokens(&town, "ana").await;
    for (name, value) in [
        ("authorization", format!("Basic {good}")),
        ("authorization", format!("bearer{good}")),
        ("authorization", format!("Bearer {refresh}")),
        ("authorization", "Bearer hk_AAAA".to_owned()),
        ("x-user", "ana@pe.example".to_owned()),
        ("x-forwarded-user", "ana".to_owned()),
        ("cookie", format!("hilo={good}")),
    ] {
        town.visitor()
            .with(name, &value)
            .get("/staff/me")
            .await
            .refused(401, "auth.not-signed-in");
    }
}

#[actix_web::test]
async fn the_public_keys_verify_our_tokens() {
    let town = Town::new().await;
    let (good, _) = tokens(&town, "ana").await;
    let keys = town.visitor().get("/.well-known/jwks.json").await.ok();
    let key = &keys["keys"][0];
    assert_eq!(
        (&key["kty"], &key["alg"], &key["use"]),
        (&json!("OKP"), &json!("EdDSA"), &json!("sig"))
    );
    let key = jsonwebtoken::DecodingKey::from_ed_components(key["x"].as_str().unwrap()).unwrap();
    let mut rules = jsonwebtoken::Validation::new(Algorithm::EdDSA);
    rules.set_audience(&["hilo-api"]);
    let claims = jsonwebtoken::decode::<Value>(&good, &key, &rules)
        .unwrap()
        .claims;
    assert!(
        claims.get("roles").is_none(),
        "roles are read on every request"
    );
}
