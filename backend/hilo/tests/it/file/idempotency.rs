//! A lost answer can be retried without harm (promises R3, R4).

use chrono::TimeDelta;
use futures_util::future::join_all;
use hilo_platform::sealed::digest;

use crate::kit::{Town, fresh_key};

#[actix_web::test]
async fn the_same_key_gives_the_same_receipt_and_one_case() {
    // R3
    let town = Town::new().await;
    let key = fresh_key();
    let first = town
        .visitor()
        .post("/cases", town.filing())
        .key(&key)
        .await
        .ok();
    let again = town.visitor().post("/cases", town.filing()).key(&key).await;
    assert_eq!((again.status, again.json()), (201, first));
    assert_eq!(town.books.count("cases"), 1);
}

#[actix_web::test]
async fn twenty_at_once_with_one_key_make_one_case_and_equal_receipts() {
    // R3
    let town = Town::new().await;
    let key = fresh_key();
    let calls = (0..20).map(|_| {
        town.visitor()
            .post("/cases", town.filing())
            .key(&key)
            .into_future()
    });
    let receipts: Vec<_> = join_all(calls)
        .await
        .into_iter()
        .map(|reply| reply.ok())
        .collect();
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]));
    assert_eq!(
        (town.books.count("cases"), town.books.count("history")),
        (1, 1)
    );
    assert_eq!(town.books.lines("SELECT last FROM case_counters"), ["1"]);
}

#[actix_web::test]
async fn a_key_with_another_body_is_refused() {
    let town = Town::new().await;
    let key = fresh_key();
    town.visitor()
        .post("/cases", town.filing())
        .key(&key)
        .await
        .ok();
    let other = town.citizen("rosa").filing("Otra historia.");
    town.visitor()
        .post("/cases", other)
        .key(&key)
        .await
        .refused(422, "request.key-reused");
    assert_eq!(town.books.count("cases"), 1);
}

#[actix_web::test]
async fn a_receipt_stays_the_same_when_the_case_has_moved_on() {
    // R4: six days later, triaged as another kind meanwhile
    let town = Town::new().await;
    let key = fresh_key();
    let case = crate::kit::Filed::of(town.visitor().post("/cases", town.filing()).key(&key).await);
    let change = serde_json::json!({ "kind": "suggestion", "reason": "It asks for a lamp, not for redress." });
    town.staff("dora")
        .does(&case, "reclassify", change)
        .await
        .ok();
    town.passes(TimeDelta::days(6));
    let again = town
        .visitor()
        .post("/cases", town.filing())
        .key(&key)
        .await
        .ok();
    assert_eq!(again, case.receipt);
}

#[actix_web::test]
async fn a_key_of_one_body_says_nothing_at_another() {
    let town = Town::new().await;
    let key = fresh_key();
    town.visitor()
        .post("/cases", town.filing())
        .key(&key)
        .await
        .ok();
    let mut filing = town.filing();
    filing["entity"] = town.other("pe2").number.clone().into();
    let second = town.visitor().post("/cases", filing).key(&key).await.ok();
    assert_eq!(second["entity"]["number"], town.other("pe2").number);
}

#[actix_web::test]
async fn filing_needs_a_key_that_can_be_read() {
    // reliability 6.1, row 400
    let town = Town::new().await;
    let without = town.visitor().post("/cases", town.filing());
    without.await.refused(400, "request.idempotency-key");
    for key in ["short", &"k".repeat(129), "with a space in it"] {
        let reply = town.visitor().post("/cases", town.filing()).key(key).await;
        reply.refused(400, "request.idempotency-key");
    }
}

#[actix_web::test]
async fn a_message_a_rating_and_a_dispute_are_taken_once() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    let person = town.holder(&case);
    let twice = async |part: &str, body: serde_json::Value| {
        let key = fresh_key();
        let first = person
            .post(&case.path(part), body.clone())
            .key(&key)
            .await
            .ok();
        assert_eq!(
            person.post(&case.path(part), body).key(&key).await.ok(),
            first,
            "{part}"
        );
    };
    twice("messages", serde_json::json!({ "text": "Sigue igual." })).await;
    twice("rating", serde_json::json!({ "stars": 1, "solved": "no" })).await;
    twice(
        "dispute",
        serde_json::json!({ "reason": "La calle sigue a oscuras." }),
    )
    .await;
    assert_eq!(
        (town.books.count("messages"), town.books.count("ratings")),
        (1, 1)
    );
    assert_eq!(town.track(&case).await["cycle"], 2);
}

#[actix_web::test]
async fn a_request_that_is_still_running_is_not_run_again() {
    // reliability 6.1, row 409
    let town = Town::new().await;
    let case = town.case_in("registered").await;
    let (key, body) = (fresh_key(), r#"{"text":"Hola."}"#);
    let hex = |text: &str| {
        digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    town.books.run(&format!(
        "INSERT INTO idempotency_keys (entity_id, operation, key_hash, body_hash, status, case_id, created_at) \
         SELECT entity_id, 'addMessage', decode('{}', 'hex'), decode('{}', 'hex'), 200, id, now() FROM cases",
        hex(&key),
        hex(body)
    ));
    let reply = town
        .holder(&case)
        .post_bytes(&case.path("messages"), "application/json", body)
        .key(&key)
        .await;
    reply.refused(409, "request.still-running");
}
