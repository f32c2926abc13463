//! Disputes and reopening: a new cycle, a new clock, other eyes (design 1, point 3; domain 7.3 row 22).

use chrono::TimeDelta;
use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn a_dispute_starts_a_new_cycle_with_a_new_clock() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("notified").await;
    town.passes(TimeDelta::days(4));

    let seen = town.holder(&case).disputes(&case).await.ok();

    assert_eq!(
        (&seen["state"], &seen["cycle"], &seen["outcome"]),
        (&json!("in_progress"), &json!(2), &json!(null))
    );
    assert_ne!(seen["due"]["on"], case.receipt["due_on"]);
    let clocks = town.holder(&case).get(&case.path("clocks")).await.ok();
    let shown: Vec<_> = clocks["clocks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|clock| clock["name"] == "main")
        .map(|clock| (clock["cycle"].clone(), clock["state"].clone()))
        .collect();
    assert_eq!(
        shown,
        [(json!(1), json!("stopped")), (json!(2), json!("running"))],
        "the old one is kept"
    );
    // The first answer stays where the person can read it.
    assert_eq!(seen["response"]["cycle"], 1);
}

#[actix_web::test]
async fn whoever_wrote_a_disputed_answer_does_not_get_it_again() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    town.holder(&case).disputes(&case).await.ok();
    let (body, sara) = (town.body(), town.staff("sara"));
    assert_eq!(sara.looks_at(&case).await.ok()["assignee"], json!(null));

    let ana = body.colleague("ana").account;
    sara.assigns(&case, body.works, Some(ana))
        .await
        .refused(422, "case.same-person-again");
    sara.assigns(&case, body.works, Some(body.colleague("beto").account))
        .await
        .ok();
    town.staff("ana")
        .looks_at(&case)
        .await
        .refused(404, "case.not-found");
    town.staff("beto").accepts(&case).await.ok();
}

#[actix_web::test]
async fn whoever_wrote_a_disputed_answer_does_not_draft_the_next_one() {
    // The same rule where nobody was assigned: a unit's supervisor who wrote the first answer.
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    town.staff("sara")
        .drafts(&case, "send_for_review")
        .await
        .ok();
    town.brings(&case, "notified").await;
    town.holder(&case).disputes(&case).await.ok();
    town.staff("sara")
        .drafts(&case, "save")
        .await
        .refused(422, "case.same-person-again");
}

#[actix_web::test]
async fn the_person_is_told_that_the_case_is_open_again() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    town.holder(&case).disputes(&case).await.ok();
    town.settles().await;
    let last = town.letters_to("rosa@people.example").pop().unwrap();
    assert_eq!(
        last.subject,
        format!("Abrimos de nuevo su caso {}", case.number)
    );
}

#[actix_web::test]
async fn a_dispute_after_the_window_is_refused() {
    // pack pe-libro: fifteen working days
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("notified").await;
    assert_eq!(town.track(&case).await["dispute_until"], "2026-10-01");
    town.passes(TimeDelta::days(21));
    assert!(
        town.track(&case).await["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("disputeCase")),
        "the last day counts"
    );
    town.passes(TimeDelta::days(1));
    town.holder(&case)
        .disputes(&case)
        .await
        .refused(409, "case.window-over");
    town.settles().await;
    town.holder(&case)
        .disputes(&case)
        .await
        .refused(409, "case.window-over");
}

#[actix_web::test]
async fn a_closed_case_can_be_disputed_while_the_window_is_open() {
    let town = Town::new().await;
    let case = town.case_in("closed").await;
    assert_eq!(
        town.holder(&case).disputes(&case).await.ok()["state"],
        "in_progress"
    );
}

#[actix_web::test]
async fn what_is_not_answered_cannot_be_disputed() {
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    town.holder(&case)
        .disputes(&case)
        .await
        .refused(409, "case.not-now");
}

#[actix_web::test]
async fn a_lead_reopens_what_was_not_done() {
    let town = Town::new().await;
    let case = town.case_in("closed").await;
    town.staff("sara")
        .reopens(&case)
        .await
        .refused(403, "auth.not-allowed");
    let seen = town.staff("luis").reopens(&case).await.ok();
    assert_eq!(
        (&seen["state"], &seen["cycle"]),
        (&json!("in_progress"), &json!(2))
    );
    town.staff("luis")
        .reopens(&case)
        .await
        .refused(409, "case.not-now");
}

#[actix_web::test]
async fn a_second_answer_goes_the_whole_way_again() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    town.holder(&case).disputes(&case).await.ok();
    let body = town.body();
    town.staff("luis")
        .assigns(&case, body.works, Some(body.colleague("beto").account))
        .await
        .ok();
    town.staff("beto").accepts(&case).await.ok();
    town.staff("beto")
        .drafts(&case, "send_for_review")
        .await
        .ok();
    town.staff("luis")
        .responds(&case)
        .await
        .refused(409, "case.not-approved");
    town.brings(&case, "notified").await;

    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["response"]["cycle"], &seen["state"]),
        (&json!(2), &json!("notified"))
    );
    assert_eq!(town.letters_to("rosa@people.example").len(), 4);
}
