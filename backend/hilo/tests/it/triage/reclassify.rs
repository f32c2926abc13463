//! Another kind or service: number and history stay, the clock follows the rule (domain 7.3 row 9; PE-54, anchors 24).

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Town, invariants};

const WHY: &str = "Pide una copia: es un pedido de información.";

#[actix_web::test]
async fn a_complaint_that_is_a_request_for_information_follows_the_law_of_those() {
    // CL-29; domain 1.8: ten working days, counted from the same filing
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_triage").await;
    assert_eq!(case.receipt["due_on"], "2026-10-23");
    town.passes(TimeDelta::days(1));

    let change = json!({ "kind": "information_request", "reason": WHY });
    let seen = town
        .staff("dora")
        .does(&case, "reclassify", change)
        .await
        .ok();
    assert_eq!(
        (&seen["kind"], &seen["due"]["on"], &seen["number"]),
        (
            &json!("information_request"),
            &json!("2026-09-24"),
            &json!(case.number)
        )
    );
    let pinned = "SELECT p.name FROM cases c JOIN packs p ON p.id = c.pack_id";
    assert_eq!(town.books.lines(pinned), ["pe-foi"]);
    let clocks = town.holder(&case).get(&case.path("clocks")).await.ok();
    let main: Vec<_> = clocks["clocks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|clock| clock["name"] == "main")
        .map(|clock| (clock["length"].clone(), clock["state"].clone()))
        .collect();
    assert_eq!(
        main,
        [(json!(30), json!("stopped")), (json!(10), json!("running"))],
        "the old clock stays on record"
    );
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn paused_days_stay_out_when_the_rule_changes() {
    // glpi#6902: paused time must survive a change of rule
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_triage").await;
    let dora = town.staff("dora");
    let defects = json!({ "defects": ["¿En qué oficina fue?"] });
    dora.does(&case, "correction", defects).await.ok();
    town.passes(TimeDelta::days(4));
    let text = json!({ "text": "En la oficina central." });
    town.holder(&case)
        .post(&case.path("correction"), text)
        .await
        .ok();

    let change = json!({ "kind": "information_request", "reason": WHY });
    let seen = town
        .staff("dora")
        .does(&case, "reclassify", change)
        .await
        .ok();
    assert_eq!(
        seen["due"]["on"], "2026-09-25",
        "ten working days and the one of the pause"
    );
}

#[actix_web::test]
async fn reclassifying_never_starts_the_clock_again() {
    // reliability X7: restart only through another body
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_triage").await;
    town.passes(TimeDelta::days(8));
    let dora = town.staff("dora");
    let there = json!({ "kind": "query", "reason": "Pregunta por un horario." });
    dora.does(&case, "reclassify", there).await.ok();
    let back = json!({ "kind": "complaint", "reason": "Era un reclamo, en verdad." });
    let seen = dora.does(&case, "reclassify", back).await.ok();
    assert_eq!(seen["due"]["on"], case.receipt["due_on"]);
}

#[actix_web::test]
async fn a_service_comes_with_its_promise_and_its_kind() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let dora = town.staff("dora");
    let light = town.body().light.id;
    let kind = town
        .books
        .lines(&format!("SELECT kind FROM services WHERE id = '{light}'"));
    let change =
        json!({ "kind": kind[0], "service": light, "reason": "Es el alumbrado de la calle." });
    let seen = dora.does(&case, "reclassify", change).await.ok();
    assert_eq!(seen["service"], "Alumbrado público");

    let other = if kind[0] == "query" {
        "complaint"
    } else {
        "query"
    };
    let misfit =
        json!({ "kind": other, "service": light, "reason": "Es el alumbrado de la calle." });
    let reply = dora.does(&case, "reclassify", misfit).await;
    assert_eq!(reply.wrong(), ["/service another-kind"]);
}

#[actix_web::test]
async fn what_the_body_does_not_attend_or_already_is_gets_refused() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    for (change, wrong) in [
        (
            json!({ "kind": "denunciation", "reason": WHY }),
            "/kind not-here",
        ),
        (
            json!({ "kind": "complaint", "reason": WHY }),
            "/kind unchanged",
        ),
        (
            json!({ "service": uuid::Uuid::now_v7(), "reason": WHY }),
            "/service unknown",
        ),
        (json!({ "kind": "query", "reason": "no" }), "/reason length"),
    ] {
        let reply = town.staff("dora").does(&case, "reclassify", change).await;
        assert_eq!(reply.wrong(), [wrong]);
    }
}

#[actix_web::test]
async fn the_person_reads_why_the_date_changed() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let change = json!({ "kind": "information_request", "reason": WHY });
    town.staff("dora")
        .does(&case, "reclassify", change)
        .await
        .ok();
    let thread: Value = town.track(&case).await["thread"].clone();
    let last = thread.as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["event"], &last["text"]),
        (&json!("case.reclassified"), &json!(WHY))
    );
}
