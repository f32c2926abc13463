//! What a person holds after filing.

use serde_json::json;

use crate::kit::{Plan, Town};

#[actix_web::test]
async fn a_receipt_names_number_key_term_and_due_date() {
    // PE-31; DS 007-2020-PCM art. 14: thirty working days from the day after filing
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.citizen("rosa").files("No hay luz.").await;

    let receipt = &case.receipt;
    assert!(case.number.starts_with("0001-26000-"), "{}", case.number);
    assert_eq!(case.key.len(), 19);
    assert_eq!(receipt["counted_from"], "2026-09-11");
    assert_eq!(receipt["due_on"], "2026-10-23"); // 8 October is a holiday
    assert_eq!(
        receipt["term"],
        json!({ "length": 30, "unit": "working_days", "source": "DS 007-2020-PCM art. 14" })
    );
    assert_eq!(receipt["zone"], "America/Lima");
    assert_eq!(
        receipt["track_path"],
        format!("/c/{}#{}", case.number, case.key)
    );
    assert_eq!(
        receipt["entity"],
        json!({ "number": "0001", "name": town.body().name })
    );
}

#[actix_web::test]
async fn a_service_that_promises_less_time_than_the_law_is_held_to_it() {
    // domain 5.1: the stricter of law and charter
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let mut filing = town.filing();
    filing["service"] = json!(town.body().trees.id);
    filing["place"] = json!({ "text": "Jr. Los Pinos 120" });
    filing["answers"] = json!({ "height": 12.5 });

    let case = town.files(filing).await;

    assert_eq!(case.receipt["term"]["length"], 5);
    assert_eq!(case.receipt["due_on"], "2026-09-17");
}

#[actix_web::test]
async fn every_kind_of_every_regime_has_a_due_date() {
    // design 4: the main clock runs on every case
    let town = Town::new().await;
    for body in &town.database.town.bodies {
        let kinds = town
            .visitor()
            .get(&format!("/entities/{}", body.number))
            .await
            .ok()["kinds"]
            .clone();
        for option in kinds.as_array().unwrap() {
            let mut filing = town.filing();
            filing["entity"] = json!(body.number);
            filing["kind"] = option["kind"].clone();
            let case = town.files(filing).await;
            assert_eq!(
                case.receipt["term"], option["term"],
                "{} {option}",
                body.key
            );
            assert!(case.receipt["due_on"].is_string(), "{} {option}", body.key);
        }
    }
}

#[actix_web::test]
async fn every_language_is_taken_and_shown_as_it_came() {
    // promise I10; DS 007-2020-PCM art. 15.1
    let town = Town::new().await;
    for story in [
        "Manan kanchu k'anchay ñanniypichu.",
        "Janiw qhanax utjkiti.",
        "Ko'ápe ndaipóri tesape, g̃uahẽ.",
        "لا يوجد ضوء في الشارع",
        "🔦 sin luz 👩‍👧‍👦",
        "e\u{301} combinado",
        "<script>alert(1)</script> & 'quotes' \"dobles\" \\",
        "línea uno\nlínea dos\ttabulada",
    ] {
        let case = town.citizen("rosa").files(story).await;
        assert_eq!(town.track(&case).await["story"], story);
    }
}

#[actix_web::test]
async fn an_anonymous_person_leaves_no_trace() {
    // SP: anonymous per service; Lei 13.460 art. 10
    let town = Town::at("cl").await;
    let mut filing = town.filing();
    filing["filer"] = json!({ "type": "anonymous", "notices": "page" });

    town.files(filing).await;

    let kept =
        "SELECT concat(name, document_type, document_number, email, phone, address) FROM filers";
    assert_eq!(town.books.lines(kept), [""]);
}

#[actix_web::test]
async fn a_filing_leaves_all_its_books_behind() {
    // promise R2; domain 7.5 invariant 1
    let town = Plan::default().start().await;
    town.citizen("rosa").files("No hay luz.").await;
    for from in [
        "cases",
        "stories",
        "filers",
        "clocks",
        "clock_events",
        "history",
        "audit",
        "queue.outbox",
        "idempotency_keys",
    ] {
        assert_eq!(town.books.count(from), 1, "{from}");
    }
    let kept = town
        .books
        .lines("SELECT event || ' ' || from_state || ' ' || to_state FROM history");
    assert_eq!(kept, ["case.registered draft registered"]);
    // Neither key is stored: only what they are compared with.
    assert_eq!(
        town.books.lines("SELECT octet_length(key_hash) FROM cases"),
        ["32"]
    );
}
