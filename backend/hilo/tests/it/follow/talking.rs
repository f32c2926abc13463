//! Messages of the person, and withdrawing.

use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn a_message_is_stored_as_written_and_seen_by_both_sides() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let text = "Ahora parpadea.\nA las 23:00 <b>se apaga</b>.";

    let reply = town.holder(&case).says(&case, text).await;

    assert_eq!(reply.status, 201);
    let item = reply.json()["thread"]
        .as_array()
        .unwrap()
        .last()
        .cloned()
        .unwrap();
    assert_eq!(
        (&item["event"], &item["by"], &item["text"]),
        (&json!("case.message-added"), &json!("person"), &json!(text))
    );
    assert_eq!(
        town.staff("ana").looks_at(&case).await.ok()["messages"][0]["text"],
        text
    );
}

#[actix_web::test]
async fn a_withdrawn_case_stays_on_record_and_its_clock_stops() {
    // domain 7.3 row 21
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;

    let seen = town.holder(&case).withdraws(&case).await.ok();

    assert_eq!(
        (&seen["state"], &seen["outcome"]),
        (&json!("withdrawn"), &json!("withdrawn"))
    );
    assert_eq!(
        (&seen["due"]["is_stopped"], &seen["holder"]),
        (&json!(true), &json!(null))
    );
    assert_eq!(seen["actions"], json!([]));
    town.holder(&case)
        .withdraws(&case)
        .await
        .refused(409, "case.not-now");
    town.holder(&case)
        .says(&case, "Perdón.")
        .await
        .refused(409, "case.not-now");
    town.staff("ana")
        .drafts(&case, "save")
        .await
        .refused(409, "case.not-now");
}

#[actix_web::test]
async fn an_answered_case_cannot_be_withdrawn() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    town.holder(&case)
        .withdraws(&case)
        .await
        .refused(409, "case.not-now");
}

#[actix_web::test]
async fn a_person_may_send_the_version_they_saw() {
    // contract: citizen commands do not need If-Match, accepted when sent
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let message = json!({ "text": "Hola." });
    let stale = town
        .holder(&case)
        .post(&case.path("messages"), message.clone())
        .seen(7)
        .await;
    stale.refused(412, "request.stale");
    let right = town
        .holder(&case)
        .post(&case.path("messages"), message)
        .seen(1)
        .await;
    assert_eq!((right.status, right.header("etag")), (201, "\"2\""));
}
