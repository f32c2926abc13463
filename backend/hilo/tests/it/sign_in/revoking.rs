//! Taking away rights works at once: the next request knows (promise A2).

use super::tokens;
use crate::kit::Town;

#[actix_web::test]
async fn a_session_that_ended_opens_nothing() {
    let town = Town::new().await;
    let ana = town.staff("ana");
    ana.get("/staff/me").await.ok();
    ana.call(reqwest::Method::POST, "/staff/sign-out")
        .await
        .ok();
    ana.get("/staff/me")
        .await
        .refused(401, "auth.not-signed-in");
    ana.get("/staff/cases")
        .await
        .refused(401, "auth.not-signed-in");
}

#[actix_web::test]
async fn a_disabled_account_a_lost_role_and_a_moved_unit_count_from_the_next_request() {
    let town = Town::new().await;
    let case = town.case_in("assigned").await;
    let body = town.body();
    let (ana, sara, luis) = (town.staff("ana"), town.staff("sara"), town.staff("luis"));
    for caller in [&ana, &sara, &luis] {
        caller.looks_at(&case).await.ok();
    }

    let account = |name: &str| body.colleague(name).account;
    town.books.run(&format!(
        "UPDATE accounts SET state = 'disabled' WHERE id = '{}'",
        account("ana")
    ));
    town.books.run(&format!(
        "UPDATE memberships SET unit_id = '{}' WHERE account_id = '{}'",
        body.parks,
        account("sara")
    ));
    town.books.run(&format!(
        "DELETE FROM memberships WHERE account_id = '{}'",
        account("luis")
    ));

    ana.looks_at(&case).await.refused(401, "auth.not-signed-in");
    sara.looks_at(&case).await.refused(404, "case.not-found");
    luis.looks_at(&case).await.refused(403, "auth.not-allowed");
}

#[actix_web::test]
async fn a_role_has_its_days() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    town.books
        .run("UPDATE memberships SET until_on = '2026-09-09' WHERE role = 'lead'");
    town.staff("luis")
        .get("/staff/cases")
        .await
        .refused(403, "auth.not-allowed");
    town.books.run("UPDATE memberships SET until_on = '2026-09-10', from_on = '2026-09-10' WHERE role = 'lead'");
    town.staff("luis").get("/staff/cases").await.ok();
}

#[actix_web::test]
async fn a_revoked_key_opens_nothing() {
    // X11
    let town = Town::new().await;
    town.machine().get("/staff/cases").await.ok();
    town.books.run("UPDATE api_keys SET revoked_at = now()");
    town.machine()
        .get("/staff/cases")
        .await
        .refused(401, "auth.not-signed-in");
}

#[actix_web::test]
async fn an_open_queue_ends_with_its_session() {
    // reliability part 3, overall rule 8: also for open streams
    let town = Town::new().await;
    let case = town.case_in("registered").await;
    let mut queue = crate::kit::Stream::open(town.staff("luis").get("/staff/follow")).await;
    town.books
        .run("UPDATE sessions SET ended_at = now(), end_reason = 'test'");
    town.staff("dora").triages(&case).await.ok();
    assert!(queue.next().await.is_none());
}

#[actix_web::test]
async fn a_sign_out_ends_every_copy_of_the_tokens() {
    let town = Town::new().await;
    let (access, refresh) = tokens(&town, "ana").await;
    let ana = town.visitor().bearer(&access);
    ana.call(reqwest::Method::POST, "/staff/sign-out")
        .await
        .ok();
    let body = serde_json::json!({ "refresh_token": refresh });
    town.visitor()
        .post("/staff/refresh", body)
        .await
        .refused(401, "auth.not-signed-in");
}
