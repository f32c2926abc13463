//! Extensions by the rule of each regime (domain 7.3 row 14; trap 2: one button would be unlawful in three ways).

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Filed, Reply, Town, invariants};

const WHY: &str = "La inspección necesita una grúa que llega el lunes.";

async fn extends(town: &Town, case: &Filed, days: u16) -> Reply {
    town.staff("luis")
        .does(case, "extend", json!({ "days": days, "reason": WHY }))
        .await
}

#[actix_web::test]
async fn in_peru_no_complaint_gets_more_time() {
    // TUO Ley 27444 art. 147.1; DS 007-2020-PCM art. 14
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let seen = town.staff("luis").looks_at(&case).await.ok();
    assert_eq!(seen["extension"], Value::Null);
    assert!(
        !seen["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("extendCase"))
    );
    extends(&town, &case, 1)
        .await
        .refused(409, "case.no-extension");
}

#[actix_web::test]
async fn in_chile_at_most_half_and_once() {
    // Ley 19.880 art. 26; domain 5.3: filed Thu 2026-06-25, 20 and 20+10 working days
    let town = Town::on("cl", "2026-06-25T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    assert_eq!(case.receipt["due_on"], "2026-07-27");
    let reply = extends(&town, &case, 11).await;
    assert_eq!(reply.wrong(), ["/days too-long-extension"]);

    let seen = extends(&town, &case, 10).await.ok();
    assert_eq!(seen["due"]["on"], "2026-08-10");
    extends(&town, &case, 1)
        .await
        .refused(409, "case.no-extension");
    town.settles().await;
    let letter = town.letters_to("rosa@people.example").pop().unwrap();
    assert!(letter.text.contains("10/08/2026"), "{}", letter.text);
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn in_brazil_the_same_time_again_and_once() {
    // Lei 13.460/2017 art. 16; domain 5.3: Sat 2026-10-10, 30 and 60 days
    let town = Town::on("156", "2026-10-10T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    assert_eq!(case.receipt["due_on"], "2026-11-09");
    assert_eq!(
        extends(&town, &case, 31).await.wrong(),
        ["/days too-long-extension"]
    );
    assert_eq!(
        extends(&town, &case, 30).await.ok()["due"]["on"],
        "2026-12-09"
    );
}

#[actix_web::test]
async fn an_expired_term_is_never_extended() {
    // Ley 19.880 art. 26; domain 7.5 invariant 5
    let town = Town::on("cl", "2026-06-25T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    town.passes(TimeDelta::days(33));
    extends(&town, &case, 5)
        .await
        .refused(409, "case.no-extension");
}

#[actix_web::test]
async fn a_request_for_information_gets_ten_more_days() {
    // Ley 20.285 art. 14
    let town = Town::on("cl", "2026-06-25T15:00:00Z").await;
    let mut filing = town.filing();
    filing["kind"] = json!("information_request");
    let case = town.files(filing).await;
    town.brings(&case, "in_progress").await;
    assert_eq!(
        extends(&town, &case, 10).await.ok()["due"]["on"],
        "2026-08-10"
    );
}

#[actix_web::test]
async fn officers_do_not_extend_and_everybody_says_why() {
    let town = Town::at("cl").await;
    let case = town.case_in("in_progress").await;
    let body = json!({ "days": 5, "reason": WHY });
    town.staff("ana")
        .does(&case, "extend", body)
        .await
        .refused(403, "auth.not-allowed");
    let reply = town
        .staff("luis")
        .does(&case, "extend", json!({ "days": 0, "reason": "no" }))
        .await;
    assert_eq!(reply.wrong(), ["/days range", "/reason length"]);
}
