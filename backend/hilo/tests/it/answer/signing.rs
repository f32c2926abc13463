//! Signing: by whom, after what, and that the clock stops there (domain 7.3 row 18).

use chrono::TimeDelta;
use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn where_two_persons_are_needed_nothing_leaves_unapproved() {
    // pack pe-libro
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    town.staff("luis")
        .responds(&case)
        .await
        .refused(409, "case.not-approved");
    town.staff("luis").approves(&case).await.ok();
    assert_eq!(
        town.staff("luis").responds(&case).await.ok()["state"],
        "responded"
    );
}

#[actix_web::test]
async fn where_the_lead_signs_a_supervisor_does_not() {
    // pack pe-libro: the responsible officer answers
    let town = Town::new().await;
    let case = town.case_in("approved").await;
    town.staff("sara")
        .responds(&case)
        .await
        .refused(403, "case.lead-signs");
}

#[actix_web::test]
async fn where_supervisors_sign_they_do_so_for_their_unit() {
    // pack cl-oirs
    let town = Town::at("cl").await;
    let case = town.case_in("in_review").await;
    town.staff("sara").approves(&case).await.ok();
    assert_eq!(
        town.staff("sara").responds(&case).await.ok()["state"],
        "responded"
    );
}

#[actix_web::test]
async fn where_one_person_is_enough_a_draft_can_be_signed_at_once() {
    // pack br-156
    let town = Town::at("156").await;
    let case = town.case_in("in_progress").await;
    town.staff("ana").drafts(&case, "save").await.ok();
    assert_eq!(
        town.staff("sara").responds(&case).await.ok()["state"],
        "responded"
    );
}

#[actix_web::test]
async fn nothing_is_signed_without_a_draft() {
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    town.books.run("UPDATE responses SET status = 'sent_back'");
    town.staff("luis")
        .responds(&case)
        .await
        .refused(409, "case.no-draft");
    town.staff("luis")
        .approves(&case)
        .await
        .refused(409, "case.no-draft");
}

#[actix_web::test]
async fn the_clock_stops_with_the_answer_and_days_left_freeze() {
    // compliance is measured here (domain 7.2, responded)
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("responded").await;
    let before = town.track(&case).await["due"].clone();
    town.passes(TimeDelta::days(200));
    let after = town.track(&case).await["due"].clone();
    assert_eq!(
        (&after["days_left"], &after["is_late"], &after["is_stopped"]),
        (&before["days_left"], &json!(false), &json!(true))
    );
    assert_eq!(
        town.books
            .lines("SELECT e.what FROM clock_events e JOIN clocks k ON k.id = e.clock_id WHERE k.name = 'main' ORDER BY e.seq"),
        ["start", "stop"]
    );
}

#[actix_web::test]
async fn an_answer_after_the_due_date_is_late_for_ever() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("assigned").await;
    town.passes(TimeDelta::days(60));
    assert_eq!(town.track(&case).await["due"]["is_late"], true);
    town.brings(&case, "in_progress").await;
    let draft = json!({
        "outcome": "accepted", "text": "The lamp was replaced.", "step": "send_for_review",
        "late_reason": "The lamp came from abroad.",
    });
    town.staff("ana")
        .post(&case.desk("draft"), draft)
        .header("if-match", "*")
        .await
        .ok();
    town.brings(&case, "responded").await;
    assert_eq!(town.track(&case).await["due"]["is_late"], true);
}

#[actix_web::test]
async fn an_answer_names_outcome_words_measures_and_unit() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let draft = json!({
        "outcome": "partially_accepted", "text": "Half of it is done.", "step": "send_for_review",
        "basis": "The other half is private ground.",
        "measures": [{ "text": "The rest in May.", "owner": "Obras", "due_on": "2027-05-31" }],
    });
    town.staff("ana")
        .post(&case.desk("draft"), draft)
        .header("if-match", "*")
        .await
        .ok();
    for state in ["approved", "responded"] {
        town.brings(&case, state).await;
    }
    let answer = town.track(&case).await["response"].clone();
    assert_eq!(
        (&answer["outcome"], &answer["text"]),
        (&json!("partially_accepted"), &json!("Half of it is done."))
    );
    assert_eq!(
        (
            &answer["measures"][0]["text"],
            &answer["unit"],
            &answer["cycle"]
        ),
        (&json!("The rest in May."), &json!("Obras"), &json!(1))
    );
}
