//! Closing: the person confirmed, or stayed silent until the end of the window (domain 7.3 row 20).

use chrono::TimeDelta;
use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn silence_closes_a_case_at_the_end_of_the_window() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("notified").await;
    // Fifteen working days for a dispute: until 1 October.
    town.passes(TimeDelta::days(20));
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "notified");
    town.passes(TimeDelta::days(5));
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "closed");
}

#[actix_web::test]
async fn a_person_who_says_solved_closes_the_case() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    town.holder(&case).rates(&case, 5, "yes").await.ok();
    town.settles().await;
    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["state"], &seen["holder"]),
        (&json!("closed"), &json!(null))
    );
}

#[actix_web::test]
async fn partly_solved_closes_nothing() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    town.holder(&case).rates(&case, 3, "partly").await.ok();
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "notified");
}

#[actix_web::test]
async fn a_disputed_case_is_not_closed_by_the_old_window() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("notified").await;
    town.holder(&case).disputes(&case).await.ok();
    town.passes(TimeDelta::days(40));
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "in_progress");
}

#[actix_web::test]
async fn no_case_closes_without_proof_that_the_person_was_told() {
    // domain 7.5 invariant 10
    let town = Town::new().await;
    let case = town.case_in("responded").await;
    town.holder(&case).rates(&case, 5, "yes").await.ok();
    assert_eq!(town.track(&case).await["state"], "responded");
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "closed");
    let events = town.books.lines(
        "SELECT event FROM history WHERE event IN ('case.notified', 'case.closed') ORDER BY seq",
    );
    assert_eq!(events, ["case.notified", "case.closed"]);
}
