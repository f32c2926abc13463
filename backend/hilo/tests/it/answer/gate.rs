//! What an answer must say before it goes out (PE-40; anchors checks 42, 43, 57).

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Filed, Reply, Town};

/// An answer that says no, complete.
fn refusal() -> Value {
    json!({
        "outcome": "denied", "text": "The queue was respected that day.", "step": "send_for_review",
        "basis": "Two emergencies came first, as the rules of the house say.",
    })
}

async fn sends(town: &Town, case: &Filed, draft: Value) -> Reply {
    town.staff("ana")
        .post(&case.desk("draft"), draft)
        .header("if-match", "*")
        .await
}

/// Lists the points of a case.
async fn lists_points(town: &Town, case: &Filed, points: &[&str]) {
    let points = json!({ "points": points });
    town.staff("luis").does(case, "points", points).await.ok();
}

#[actix_web::test]
async fn whoever_says_no_says_why() {
    // anchors check 43; DS 007 art. 16.2
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let seen = town.staff("ana").looks_at(&case).await.ok();
    assert_eq!(
        seen["reasoned"],
        json!(["partially_accepted", "denied", "unfounded"])
    );
    let mut draft = refusal();
    draft.as_object_mut().unwrap().remove("basis");
    assert_eq!(
        sends(&town, &case, draft.clone()).await.wrong(),
        ["/basis required"]
    );
    draft["step"] = json!("save");
    sends(&town, &case, draft).await.ok();

    sends(&town, &case, refusal()).await.ok();

    town.brings(&case, "responded").await;
    let answer = town.track(&case).await["response"].clone();
    assert_eq!(answer["basis"], refusal()["basis"]);
    assert_eq!(answer["ground"], Value::Null);
}

#[actix_web::test]
async fn every_point_of_the_person_has_its_answer() {
    // PE-40; anchors check 42: the reviewer sees points raised beside points answered
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    lists_points(
        &town,
        &case,
        &["The queue", "The rude clerk", "The wrong sign"],
    )
    .await;
    let mut draft = refusal();
    draft["points"] = json!([{ "n": 1, "text": "It was respected." }, { "n": 3, "text": " \n" }]);
    let wrong = sends(&town, &case, draft.clone()).await.wrong();
    assert_eq!(wrong, ["/points/2 required", "/points/3 required"]);

    draft["points"] = json!([
        { "n": 3, "text": "It was taken down." },
        { "n": 1, "text": "It was respected." },
        { "n": 2, "text": "We spoke with the clerk." },
    ]);
    let seen = sends(&town, &case, draft).await.ok();

    let points = json!([
        { "n": 1, "point": "The queue", "text": "It was respected." },
        { "n": 2, "point": "The rude clerk", "text": "We spoke with the clerk." },
        { "n": 3, "point": "The wrong sign", "text": "It was taken down." },
    ]);
    assert_eq!(seen["responses"][0]["points"], points);
    town.brings(&case, "responded").await;
    assert_eq!(town.track(&case).await["response"]["points"], points);
}

#[actix_web::test]
async fn a_point_that_was_never_raised_has_no_answer() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    lists_points(&town, &case, &["The queue"]).await;
    let mut draft = refusal();
    draft["step"] = json!("save");
    draft["points"] =
        json!([{ "n": 1, "text": "x" }, { "n": 1, "text": "y" }, { "n": 2, "text": "z" }]);
    draft["ground"] = json!("because");
    assert_eq!(
        sends(&town, &case, draft).await.wrong(),
        [
            "/ground unknown",
            "/points/1/n duplicate-key",
            "/points/2/n unknown"
        ]
    );
}

#[actix_web::test]
async fn all_faults_of_an_answer_are_told_at_once() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    lists_points(&town, &case, &["The queue"]).await;
    town.passes(TimeDelta::days(60));
    let draft = json!({
        "outcome": "denied", "text": "Dear {{name}}, no.", "step": "send_for_review",
        "measures": [{ "text": "A new queue." }, { "text": "A sign", "owner": "Obras", "due_on": "2027-01-15" }],
    });
    assert_eq!(
        sends(&town, &case, draft).await.wrong(),
        [
            "/text blank-left",
            "/basis required",
            "/points/1 required",
            "/measures/0/owner required",
            "/measures/0/due_on required",
            "/late_reason required",
        ]
    );
    assert_eq!(town.books.count("responses"), 0);
}

#[actix_web::test]
async fn an_answer_of_a_dot_does_not_go_out() {
    // domain 9, trap 11: empty replies
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let mut draft = refusal();
    draft["text"] = json!(".");
    assert_eq!(
        sends(&town, &case, draft.clone()).await.wrong(),
        ["/text too-short"]
    );
    draft["step"] = json!("save");
    sends(&town, &case, draft).await.ok();
}

#[actix_web::test]
async fn a_case_that_became_late_before_the_signature_needs_its_reason() {
    // anchors check 57
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("approved").await;
    town.passes(TimeDelta::days(60));
    let luis = town.staff("luis");
    assert_eq!(
        luis.responds(&case).await.wrong(),
        ["/late_reason required"]
    );

    let reason = json!({ "late_reason": "The signature waited for the lawyer." });
    luis.post(&case.desk("respond"), reason.clone())
        .header("if-match", "*")
        .await
        .ok();

    assert_eq!(
        town.track(&case).await["response"]["late_reason"],
        reason["late_reason"]
    );
}

#[actix_web::test]
async fn what_became_incomplete_after_the_review_is_not_signed() {
    let town = Town::new().await;
    let case = town.case_in("approved").await;
    lists_points(&town, &case, &["The queue"]).await;
    assert_eq!(
        town.staff("luis").responds(&case).await.wrong(),
        ["/points/1 required"]
    );
}
