//! The points that a person raised (PE-40).

use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn points_are_listed_and_the_list_can_be_written_anew() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let dora = town.staff("dora");
    let first = json!({ "points": ["Nobody at the counter", "No receipt"] });
    dora.does(&case, "points", first).await.ok();
    let second = json!({ "points": ["  Nobody at the counter on Monday  "] });
    let seen = dora.does(&case, "points", second).await.ok();
    assert_eq!(
        seen["points"],
        json!([{ "n": 1, "text": "Nobody at the counter on Monday" }])
    );
}

#[actix_web::test]
async fn a_point_says_something() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    for points in [
        json!([]),
        json!(["   "]),
        json!(["x".repeat(501)]),
        json!(vec!["x"; 31]),
    ] {
        let reply = town
            .staff("dora")
            .does(&case, "points", json!({ "points": points }))
            .await;
        assert_eq!(reply.wrong(), ["/points length"]);
    }
}

#[actix_web::test]
async fn the_person_does_not_see_how_the_body_sorts_the_story() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let points = json!({ "points": ["Nobody at the counter"] });
    town.staff("dora").does(&case, "points", points).await.ok();
    let seen = town.track(&case).await;
    assert!(!seen.to_string().contains("counter"), "{seen}");
    assert!(!seen.to_string().contains("points-listed"), "{seen}");
}
