//! Appeals by instance, for access to information (domain 4.6, 7.3 row 23; Lei 12.527 arts. 15, 16).

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Filed, Reply, Town, invariants};

async fn request(town: &Town) -> Filed {
    let mut filing = town.filing();
    filing["kind"] = json!("information_request");
    town.files(filing).await
}

async fn appeals(town: &Town, case: &Filed) -> Reply {
    let reason = json!({ "reason": "O contrato é público e nada nele é pessoal." });
    town.holder(case).post(&case.path("appeal"), reason).await
}

#[actix_web::test]
async fn an_answer_goes_to_the_next_instance_with_a_clock_of_its_own() {
    let town = Town::on("156", "2026-10-10T15:00:00Z").await;
    let case = request(&town).await;
    town.brings(&case, "notified").await;
    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["appeal"]["is_outside"], &seen["appeal"]["source"]),
        (&json!(false), &json!("Lei 12.527/2011 art. 15"))
    );

    let seen = appeals(&town, &case).await.ok();
    assert_eq!(
        (&seen["state"], &seen["cycle"], &seen["due"]["on"]),
        (&json!("in_triage"), &json!(2), &json!("2026-10-15")),
        "five days"
    );
    // Other eyes: whoever wrote the answer does not get it again.
    let ana = town.body().colleague("ana").account;
    town.staff("luis")
        .assigns(&case, town.body().works, Some(ana))
        .await
        .refused(422, "case.same-person-again");
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn silence_can_be_appealed_where_the_law_says_so() {
    let town = Town::on("156", "2026-10-10T15:00:00Z").await;
    let case = request(&town).await;
    appeals(&town, &case).await.refused(409, "case.no-appeal");
    town.passes(TimeDelta::days(25));
    assert_eq!(appeals(&town, &case).await.ok()["cycle"], 2);
}

#[actix_web::test]
async fn after_the_last_instance_here_the_person_is_told_where_to_go() {
    let town = Town::on("156", "2026-10-10T15:00:00Z").await;
    let case = request(&town).await;
    for _ in 0..2 {
        town.passes(TimeDelta::days(25));
        appeals(&town, &case).await.ok();
    }
    town.passes(TimeDelta::days(25));
    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["appeal"]["is_outside"], &seen["appeal"]["source"]),
        (&json!(true), &json!("Lei 12.527/2011 art. 16"))
    );
    appeals(&town, &case).await.refused(409, "case.no-appeal");
}

#[actix_web::test]
async fn an_appeal_after_its_days_is_refused() {
    let town = Town::on("156", "2026-10-10T15:00:00Z").await;
    let case = request(&town).await;
    town.brings(&case, "notified").await;
    town.passes(TimeDelta::days(12));
    appeals(&town, &case).await.refused(409, "case.no-appeal");
    assert_eq!(town.track(&case).await["appeal"], Value::Null);
}

#[actix_web::test]
async fn complaints_have_no_instances() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    appeals(&town, &case).await.refused(409, "case.no-appeal");
}
