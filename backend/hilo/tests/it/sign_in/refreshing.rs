//! A stolen refresh token is noticed, an honest double click is not punished (promises A3, A10).

use chrono::TimeDelta;
use serde_json::json;

use super::tokens;
use crate::kit::{Reply, Town};

async fn refreshes(town: &Town, token: &str) -> Reply {
    town.visitor()
        .post("/staff/refresh", json!({ "refresh_token": token }))
        .await
}

fn next(reply: Reply) -> String {
    reply.ok()["tokens"]["refresh_token"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[actix_web::test]
async fn a_spent_token_that_comes_back_ends_the_session() {
    // A3
    let town = Town::new().await;
    let (_, first) = tokens(&town, "ana").await;
    let second = next(refreshes(&town, &first).await);
    assert_ne!(first, second);
    town.passes(TimeDelta::seconds(11));
    refreshes(&town, &first)
        .await
        .refused(401, "auth.not-signed-in");
    refreshes(&town, &second)
        .await
        .refused(401, "auth.not-signed-in");
    assert_eq!(
        town.books.lines("SELECT end_reason FROM sessions"),
        ["spent refresh token came back"]
    );
}

#[actix_web::test]
async fn a_double_click_gets_the_same_next_token() {
    let town = Town::new().await;
    let (_, first) = tokens(&town, "ana").await;
    let (one, two) =
        futures_util::future::join(refreshes(&town, &first), refreshes(&town, &first)).await;
    assert_eq!(next(one), next(two));
    assert_eq!(town.books.lines("SELECT ended_at FROM sessions"), [""]);
}

#[actix_web::test]
async fn a_guess_at_a_refresh_token_ends_nothing() {
    let town = Town::new().await;
    let (access, first) = tokens(&town, "ana").await;
    let (head, _) = first.rsplit_once('.').unwrap();
    let guess = format!("{head}.{}", "A".repeat(43));
    for token in [guess.as_str(), "r1.x.y.z", "nothing"] {
        refreshes(&town, token)
            .await
            .refused(401, "auth.not-signed-in");
    }
    town.visitor().bearer(&access).get("/staff/me").await.ok();
    refreshes(&town, &first).await.ok();
}

#[actix_web::test]
async fn a_session_ends_after_half_an_hour_of_silence_and_after_twelve_hours() {
    // A10
    let town = Town::new().await;
    let (_, mut token) = tokens(&town, "ana").await;
    for _ in 0..24 {
        town.passes(TimeDelta::minutes(29));
        token = next(refreshes(&town, &token).await);
    }
    town.passes(TimeDelta::minutes(29));
    refreshes(&town, &token)
        .await
        .refused(401, "auth.not-signed-in");

    let (_, token) = tokens(&town, "beto").await;
    town.passes(TimeDelta::minutes(31));
    refreshes(&town, &token)
        .await
        .refused(401, "auth.not-signed-in");
}

#[actix_web::test]
async fn an_access_token_lives_ten_minutes() {
    let town = Town::new().await;
    let (access, _) = tokens(&town, "ana").await;
    town.passes(TimeDelta::seconds(590));
    town.visitor().bearer(&access).get("/staff/me").await.ok();
    town.passes(TimeDelta::seconds(11));
    town.visitor()
        .bearer(&access)
        .get("/staff/me")
        .await
        .refused(401, "auth.not-signed-in");
}
