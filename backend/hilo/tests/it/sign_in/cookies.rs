//! Page scripts cannot read the session, other sites cannot use it (promise A4).

use serde_json::json;

use super::proof;
use crate::kit::{Client, Reply, Town};

async fn signs_in(town: &Town) -> Reply {
    let mut proof = proof(town, "ana");
    proof["delivery"] = json!("cookie");
    own_page(town).post("/staff/sign-in", proof).await
}

/// As our own page calls.
fn own_page(town: &Town) -> Client<'_> {
    town.visitor()
        .with("hilo-client", "web")
        .with("origin", &town.base)
}

fn cookies(reply: &Reply) -> Vec<String> {
    reply
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap().to_owned())
        .collect()
}

/// What a browser sends back.
fn jar(reply: &Reply) -> String {
    let pairs = cookies(reply)
        .into_iter()
        .map(|cookie| cookie.split(';').next().unwrap().to_owned());
    pairs.collect::<Vec<_>>().join("; ")
}

#[actix_web::test]
async fn the_session_lies_in_cookies_that_scripts_cannot_read() {
    // ASVS 3.3.1 to 3.3.4
    let town = Town::new().await;
    let reply = signs_in(&town).await;
    let set = cookies(&reply);
    assert_eq!(set.len(), 2);
    for (cookie, name) in set.iter().zip(["__Host-hilo=", "__Host-hilo-refresh="]) {
        assert!(cookie.starts_with(name), "{cookie}");
        for flag in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(flag), "{flag} in {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert_eq!(
        reply.ok()["tokens"],
        json!(null),
        "no token where a script could read it"
    );
}

#[actix_web::test]
async fn a_write_with_a_cookie_must_come_from_our_own_page() {
    // A4: cross-site tries
    let town = Town::new().await;
    let case = town.case_in("assigned").await;
    let jar = jar(&signs_in(&town).await);
    let path = case.desk("accept");
    let with = |headers: &[(&str, &str)]| {
        let browser = town.visitor().with("cookie", &jar).with("if-match", "*");
        headers
            .iter()
            .fold(browser, |browser, (name, value)| browser.with(name, value))
    };
    let near = format!("{}.evil.example", town.base);
    let https = town.base.replace("http:", "https:");
    for headers in [
        vec![],
        vec![("hilo-client", "web")],
        vec![("origin", town.base.as_str())],
        vec![("hilo-client", "web"), ("origin", "null")],
        vec![("hilo-client", "web"), ("origin", "https://evil.example")],
        vec![("hilo-client", "web"), ("origin", near.as_str())],
        vec![("hilo-client", "web"), ("origin", https.as_str())],
        vec![("hilo-client", "web"), ("referer", town.base.as_str())],
    ] {
        with(&headers)
            .post(&path, json!({}))
            .await
            .refused(403, "auth.cross-site");
    }
    assert_eq!(town.track(&case).await["state"], "assigned");
    with(&[]).get("/staff/me").await.ok();
    with(&[("hilo-client", "web"), ("origin", &town.base)])
        .post(&path, json!({}))
        .await
        .ok();
}

#[actix_web::test]
async fn other_sites_can_neither_sign_in_refresh_nor_sign_out() {
    let town = Town::new().await;
    let jar = jar(&signs_in(&town).await);
    let evil = town
        .visitor()
        .with("cookie", &jar)
        .with("origin", "https://evil.example");
    let mut sign_in = proof(&town, "beto");
    sign_in["delivery"] = json!("cookie");
    evil.post("/staff/sign-in", sign_in)
        .await
        .refused(403, "auth.cross-site");
    evil.post("/staff/refresh", json!({}))
        .await
        .refused(403, "auth.cross-site");
    evil.call(reqwest::Method::POST, "/staff/sign-out")
        .await
        .refused(403, "auth.cross-site");
    assert_eq!(town.books.lines("SELECT ended_at FROM sessions"), [""]);
}

#[actix_web::test]
async fn a_page_refreshes_and_signs_out_with_its_cookies() {
    let town = Town::new().await;
    let jar_before = jar(&signs_in(&town).await);
    let refreshed = own_page(&town)
        .with("cookie", &jar_before)
        .post("/staff/refresh", json!({}))
        .await;
    let jar_after = jar(&refreshed);
    assert_ne!(jar_before, jar_after);
    let out = own_page(&town)
        .with("cookie", &jar_after)
        .call(reqwest::Method::POST, "/staff/sign-out")
        .await;
    assert_eq!(out.status, 204);
    assert!(
        cookies(&out)
            .iter()
            .all(|cookie| cookie.contains("Max-Age=0")),
        "{:?}",
        cookies(&out)
    );
    town.visitor()
        .with("cookie", &jar_after)
        .get("/staff/me")
        .await
        .refused(401, "auth.not-signed-in");
}

#[actix_web::test]
async fn a_sign_in_opens_a_new_session_each_time() {
    // ASVS 7.2.4: the session id is renewed
    let town = Town::new().await;
    let first = jar(&signs_in(&town).await);
    town.passes(chrono::TimeDelta::minutes(1));
    let second = jar(&signs_in(&town).await);
    assert_ne!(first, second);
    assert_eq!(town.books.count("sessions"), 2);
}
