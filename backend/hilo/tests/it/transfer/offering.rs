//! Offer a case to another body (domain 7.3 row 6; DS 007 art. 16.1 a).

use serde_json::json;

use crate::kit::{Town, invariants};

#[actix_web::test]
async fn an_offered_case_stays_with_its_clock_until_it_is_taken() {
    // anchors section 7, row 2: an offer, not a push
    let town = Town::new().await;
    let (case, offer) = town.offered_to("pe2").await;

    let seen = town.staff("luis").looks_at(&case).await.ok();
    assert_eq!(seen["state"], "in_triage");
    assert_eq!(
        (&seen["transfer"]["state"], &seen["transfer"]["to"]["name"]),
        (&json!("offered"), &json!("Municipalidad de Puerto Sur"))
    );
    assert_eq!(seen["transfer"]["on_silence"], "accepted");
    let mine = town.track(&case).await;
    assert_eq!(mine["holder"]["entity"], town.body().name);
    assert_eq!(mine["due"]["on"], case.receipt["due_on"]);
    let last = mine["thread"].as_array().unwrap().last().cloned().unwrap();
    assert_eq!(
        (&last["event"], &last["text"]),
        (
            &json!("case.transfer-offered"),
            &json!("Municipalidad de Puerto Sur")
        )
    );
    assert!(!mine.to_string().contains("belongs to the other body"));
    let offers = town.staff_of("pe2", "luis").offered().await;
    assert_eq!(
        (&offers[0]["id"], &offers[0]["number"], offers.len()),
        (&json!(offer), &json!(case.number), 1)
    );
    assert_eq!(offers[0]["from"]["number"], town.body().number);
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn an_offer_tells_nothing_of_who_filed() {
    // personal data follows only what was accepted
    let town = Town::new().await;
    town.offered_to("pe2").await;
    let offers = town.staff_of("pe2", "luis").offered().await;
    assert!(!json!(offers).to_string().contains("rosa"));
}

#[actix_web::test]
async fn offers_are_seen_by_the_leads_of_the_receiver_only() {
    // Z2
    let town = Town::new().await;
    let (_, offer) = town.offered_to("pe2").await;
    for stranger in [town.staff("luis"), town.staff_of("cl", "luis")] {
        assert_eq!(stranger.offered().await, Vec::<serde_json::Value>::new());
        stranger
            .takes_over(&offer)
            .await
            .refused(404, "transfer.not-found");
        stranger
            .turns_down(&offer)
            .await
            .refused(404, "transfer.not-found");
    }
    let supervisor = town.staff_of("pe2", "sara");
    supervisor
        .takes_over(&offer)
        .await
        .refused(403, "auth.not-allowed");
    town.staff_of("pe2", "luis")
        .takes_over("nonsense")
        .await
        .refused(404, "transfer.not-found");
}

#[actix_web::test]
async fn a_case_is_offered_once_at_a_time_and_only_to_who_attends_its_kind() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let (luis, own) = (town.staff("luis"), town.body().number.clone());
    assert_eq!(luis.offers(&case, "0999").await.wrong(), ["/to unknown"]);
    assert_eq!(luis.offers(&case, "x").await.wrong(), ["/to unknown"]);
    assert_eq!(luis.offers(&case, &own).await.wrong(), ["/to itself"]);
    let mut filing = town.filing();
    filing["kind"] = json!("information_request");
    let request = town.files(filing).await;
    let harbour = &town.other("open").number;
    assert_eq!(
        luis.offers(&request, harbour).await.wrong(),
        ["/to not-here"]
    );

    luis.offers(&case, &town.other("pe2").number).await.ok();
    luis.offers(&case, &town.other("cl").number)
        .await
        .refused(409, "case.follows-another");
}

#[actix_web::test]
async fn an_officer_cannot_give_a_case_away() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let other = &town.other("pe2").number;
    town.staff("ana")
        .offers(&case, other)
        .await
        .refused(403, "auth.not-allowed");
    town.staff("sara").offers(&case, other).await.ok();
}
