//! One request with all defects; an answer goes on, silence archives (domain 7.3 rows 3 to 5).

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Filed, Reply, Town, invariants};

async fn asks(town: &Town, case: &Filed) -> Reply {
    let defects = json!({ "defects": ["¿En qué oficina fue?", "El día en que ocurrió"] });
    town.staff("dora").does(case, "correction", defects).await
}

async fn completes(town: &Town, case: &Filed) -> Reply {
    let text = json!({ "text": "Fue en la oficina central, el martes 8." });
    town.holder(case).post(&case.path("correction"), text).await
}

#[actix_web::test]
async fn the_clock_stands_still_until_the_person_has_completed_the_case() {
    // PE-42; DS 007-2020-PCM art. 16.1 b; anchors check 13
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_triage").await;
    assert_eq!(case.receipt["due_on"], "2026-10-23");

    let asked = asks(&town, &case).await.ok();
    assert_eq!(
        (
            &asked["state"],
            &asked["due"]["is_paused"],
            &asked["correction"]["until_on"]
        ),
        (
            &json!("awaiting_correction"),
            &json!(true),
            &json!("2026-09-14")
        )
    );
    let seen = town.track(&case).await;
    assert_eq!(
        seen["correction"]["defects"],
        json!(["¿En qué oficina fue?", "El día en que ocurrió"])
    );
    assert!(
        seen["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("correctCase"))
    );

    // Two working days later, on the last day: from Thursday to Monday.
    town.passes(TimeDelta::days(4));
    let after = completes(&town, &case).await.ok();
    assert_eq!(
        (
            &after["state"],
            &after["due"]["on"],
            &after["due"]["is_paused"]
        ),
        (&json!("in_triage"), &json!("2026-10-26"), &json!(false)),
        "one working day was given back"
    );
    assert_eq!(
        after["correction"]["answer"],
        "Fue en la oficina central, el martes 8."
    );
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn every_day_of_the_pause_is_named_with_its_ground() {
    // design 1, point 1
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_triage").await;
    asks(&town, &case).await.ok();
    town.passes(TimeDelta::days(4));
    completes(&town, &case).await.ok();
    let clocks = town.holder(&case).get(&case.path("clocks")).await.ok();
    let clocks = clocks["clocks"].as_array().unwrap();
    let main = clocks.iter().find(|clock| clock["name"] == "main").unwrap();
    let paused: Vec<&Value> = main["days"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|day| day["reason"] == "paused")
        .map(|day| &day["on"])
        .collect();
    assert_eq!(paused, ["2026-09-11", "2026-09-12", "2026-09-13"]);
}

#[actix_web::test]
async fn the_person_is_asked_once_only() {
    // DS 007-2020-PCM art. 16.1 b: one request, all defects together
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    asks(&town, &case).await.ok();
    completes(&town, &case).await.ok();
    asks(&town, &case)
        .await
        .refused(409, "case.correction-asked");
}

#[actix_web::test]
async fn silence_archives_the_case_and_says_that_it_can_be_filed_again() {
    // DS 007-2020-PCM art. 16.1 b; anchors check 13
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_triage").await;
    asks(&town, &case).await.ok();
    town.passes(TimeDelta::days(4));
    town.settles().await;
    assert_eq!(
        town.track(&case).await["state"],
        "awaiting_correction",
        "the last day counts"
    );
    town.passes(TimeDelta::days(1));
    town.settles().await;

    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["state"], &seen["outcome"]),
        (&json!("archived"), &Value::Null)
    );
    completes(&town, &case).await.refused(409, "case.not-now");
    let letter = town.letters_to("rosa@people.example").pop().unwrap();
    assert!(letter.subject.contains("archivado"), "{}", letter.subject);
    // The same words, filed again, are a new case.
    town.files(town.filing()).await;
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn in_chile_silence_is_a_withdrawal() {
    // Ley 19.880 art. 31
    let town = Town::on("cl", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_triage").await;
    asks(&town, &case).await.ok();
    town.passes(TimeDelta::days(12));
    town.settles().await;
    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["state"], &seen["outcome"]),
        (&json!("archived"), &json!("withdrawn"))
    );
}

#[actix_web::test]
async fn defects_are_said_in_words() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    for (defects, wrong) in [
        (json!([]), "/defects length"),
        (json!(["?"]), "/defects length"),
        (json!(["a".repeat(501)]), "/defects length"),
    ] {
        let reply = town
            .staff("dora")
            .does(&case, "correction", json!({ "defects": defects }))
            .await;
        assert_eq!(reply.wrong(), [wrong]);
    }
}

#[actix_web::test]
async fn a_case_can_be_withdrawn_while_it_waits_for_its_person() {
    // DS 007-2020-PCM art. 16.3 c
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    asks(&town, &case).await.ok();
    town.holder(&case).withdraws(&case).await.ok();
    town.passes(TimeDelta::days(9));
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "withdrawn");
    invariants::hold(&town.books);
}
