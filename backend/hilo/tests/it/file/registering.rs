//! Registering on behalf: the desk, the telephone, and the systems of a municipality.

use serde_json::json;

use crate::kit::{Filed, Town, fresh_key};

#[actix_web::test]
async fn the_channel_is_a_fact_about_the_caller() {
    let town = Town::new().await;
    let channel = async |caller: crate::kit::Client<'_>, wish: Option<&str>| {
        let mut filing = town.filing();
        filing["channel"] = json!(wish);
        let case = Filed::of(caller.post("/cases", filing).key(&fresh_key()).await);
        town.track(&case).await["channel"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(channel(town.visitor(), None).await, "web");
    assert_eq!(channel(town.visitor(), Some("web")).await, "web");
    assert_eq!(channel(town.staff("olga"), Some("phone")).await, "phone");
    assert_eq!(channel(town.staff("olga"), None).await, "desk");
    assert_eq!(channel(town.machine(), None).await, "app");
    assert_eq!(channel(town.machine(), Some("app")).await, "app");
}

#[actix_web::test]
async fn nobody_can_claim_another_channel() {
    let town = Town::new().await;
    let mut filing = town.filing();
    filing["channel"] = json!("phone");
    for caller in [town.visitor(), town.machine()] {
        let reply = caller
            .post("/cases", filing.clone())
            .key(&fresh_key())
            .await;
        assert_eq!(reply.wrong(), ["/channel choice"]);
    }
}

#[actix_web::test]
async fn who_registered_stands_in_history() {
    // X13: the operator's name belongs to the record
    let town = Town::new().await;
    town.staff("olga")
        .post("/cases", town.filing())
        .key(&fresh_key())
        .await
        .ok();
    let olga = town.body().colleague("olga").account;
    let actor = town
        .books
        .lines("SELECT actor_kind || ' ' || actor_role || ' ' || actor_id FROM history");
    assert_eq!(actor, [format!("staff operator {olga}")]);
}

#[actix_web::test]
async fn a_key_without_the_scope_files_nothing() {
    let town = Town::new().await;
    let reader = town.visitor().bearer(&town.body().reading_key);
    reader
        .post("/cases", town.filing())
        .key(&fresh_key())
        .await
        .refused(403, "auth.not-allowed");
    assert_eq!(town.books.count("cases"), 0);
    // reliability rule 38: denials stay on record
    let denied = town
        .books
        .lines("SELECT operation || ' ' || reason FROM audit WHERE verdict = 'denied'");
    assert_eq!(denied, ["submitCase auth.not-allowed"]);
}

#[actix_web::test]
async fn an_operator_sees_what_they_registered_for_a_day_only() {
    // reliability part 3, row "read ordinary case", column OP
    let town = Town::new().await;
    let mine = Filed::of(
        town.staff("olga")
            .post("/cases", town.filing())
            .key(&fresh_key())
            .await,
    );
    let other = town.citizen("luz").files("Otra cosa.").await;

    town.staff("olga").looks_at(&mine).await.ok();
    town.staff("olga")
        .looks_at(&other)
        .await
        .refused(404, "case.not-found");
    town.passes(chrono::TimeDelta::hours(25));
    town.staff("olga")
        .looks_at(&mine)
        .await
        .refused(404, "case.not-found");
}
