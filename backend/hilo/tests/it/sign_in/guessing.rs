//! Nobody learns who has an account, and guessing is slow (promises A5, A6, A7).

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{code, proof, signs_in, tokens};
use crate::kit::{Reply, Town};

fn shape(reply: &Reply) -> (u16, Value) {
    let mut body = reply.json();
    body.as_object_mut().unwrap().remove("reference");
    (reply.status, body)
}

#[actix_web::test]
async fn a_colleague_signs_in_with_password_and_code() {
    let town = Town::new().await;
    let me = signs_in(&town, proof(&town, "ana")).await.ok();
    assert_eq!(
        (&me["name"], &me["entity"]["number"]),
        (&json!("Ana"), &json!("0001"))
    );
    assert_eq!(
        (&me["roles"][0]["role"], &me["roles"][0]["unit"]["name"]),
        (&json!("officer"), &json!("Obras"))
    );
    assert!(me["may"].as_array().unwrap().contains(&json!("acceptCase")));
    assert!(
        !me["may"]
            .as_array()
            .unwrap()
            .contains(&json!("respondToCase"))
    );
    let token = me["tokens"]["access_token"].as_str().unwrap();
    let again = town.visitor().bearer(token).get("/staff/me").await.ok();
    assert_eq!(again["email"], "ana@pe.example");
}

#[actix_web::test]
async fn every_wrong_sign_in_is_answered_alike() {
    // A5: unknown address, wrong password, wrong code, disabled account, no role
    let town = Town::new().await;
    let good = proof(&town, "ana");
    let with = |name: &str, value: &str| {
        let mut proof = good.clone();
        proof[name] = json!(value);
        proof
    };
    let wrong = signs_in(&town, with("email", "nobody@pe.example")).await;
    assert_eq!(
        (wrong.status, &wrong.json()["code"]),
        (401, &json!("auth.refused"))
    );
    let shapes = [
        shape(&signs_in(&town, with("password", "wrong")).await),
        shape(&signs_in(&town, with("code", "000000")).await),
        shape(&signs_in(&town, with("email", "x@y")).await),
    ];
    assert!(
        shapes.iter().all(|found| *found == shape(&wrong)),
        "{shapes:?}"
    );
    town.books
        .run("UPDATE accounts SET state = 'disabled' WHERE email = 'ana@pe.example'");
    assert_eq!(shape(&signs_in(&town, good).await), shape(&wrong));
    town.books
        .run("DELETE FROM memberships; DELETE FROM account_entities");
    assert_eq!(
        shape(&signs_in(&town, proof(&town, "beto")).await),
        shape(&wrong)
    );
}

#[actix_web::test]
async fn a_code_works_once() {
    // A7
    let town = Town::new().await;
    let good = proof(&town, "ana");
    signs_in(&town, good.clone()).await.ok();
    signs_in(&town, good.clone())
        .await
        .refused(401, "auth.refused");
    let mut before = good;
    before["code"] = json!(code(&town, "ana", 0));
    town.passes(TimeDelta::seconds(30));
    signs_in(&town, before).await.refused(401, "auth.refused");
    town.passes(TimeDelta::seconds(30));
    signs_in(&town, proof(&town, "ana")).await.ok();
}

#[actix_web::test]
async fn two_at_once_with_one_code_open_one_session() {
    // A7
    let town = Town::new().await;
    let good = proof(&town, "ana");
    let both =
        futures_util::future::join(signs_in(&town, good.clone()), signs_in(&town, good)).await;
    let mut statuses = [both.0.status, both.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
    assert_eq!(town.books.count("sessions"), 1);
}

#[actix_web::test]
async fn guessing_ends_after_twenty_tries_and_locks_nobody_else_out() {
    // A6: by pair of address and e-mail. The test's proxy is trusted to tell the address.
    let town = Town::new().await;
    let mut wrong = proof(&town, "ana");
    wrong["code"] = json!("000000");
    let attacker = town.visitor().with("x-forwarded-for", "192.0.2.66");
    for _ in 0..20 {
        attacker
            .post("/staff/sign-in", wrong.clone())
            .await
            .refused(401, "auth.refused");
    }
    let limited = attacker.post("/staff/sign-in", wrong.clone()).await;
    let wait: u32 = limited.header("retry-after").parse().unwrap();
    assert!((3_000..=3_601).contains(&wait), "{wait}");
    limited.refused(429, "request.too-many");
    let right = attacker.post("/staff/sign-in", proof(&town, "ana")).await;
    right.refused(429, "request.too-many");
    let owner = town.visitor().with("x-forwarded-for", "192.0.2.7");
    owner.post("/staff/sign-in", proof(&town, "ana")).await.ok();
}

#[actix_web::test]
async fn who_works_for_two_bodies_chooses_one() {
    // reliability part 3, overall rule 4
    let town = Town::new().await;
    let mut good = proof(&town, "lena");
    let question = signs_in(&town, good.clone())
        .await
        .refused(409, "auth.choose-entity");
    let mut numbers: Vec<_> = question["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entity| entity["number"].clone())
        .collect();
    numbers.sort_by_key(|number| number.to_string());
    assert_eq!(numbers, ["0001", "0002"]);
    good["entity"] = json!("0003");
    signs_in(&town, good.clone())
        .await
        .refused(409, "auth.choose-entity");
    good["entity"] = json!("0002");
    assert_eq!(signs_in(&town, good).await.ok()["entity"]["number"], "0002");
}

#[actix_web::test]
async fn a_password_and_a_secret_are_stored_unreadably() {
    let town = Town::new().await;
    tokens(&town, "ana").await;
    let kept = town
        .books
        .lines("SELECT row_to_json(a)::text FROM accounts a WHERE email = 'ana@pe.example'");
    assert!(kept[0].contains("$argon2id$v=19$m=19456,t=2,p=1$"));
    let ana = town.body().colleague("ana");
    assert!(!kept[0].contains(&ana.password) && !kept[0].contains(&ana.totp_secret));
}
