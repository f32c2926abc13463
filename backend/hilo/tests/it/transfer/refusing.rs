//! Refuse a transfer.

use serde_json::json;

use crate::kit::{Town, invariants};

#[actix_web::test]
async fn a_refused_case_stays_and_its_sender_reads_why() {
    // who exactly refused and why
    let town = Town::new().await;
    let (case, offer) = town.offered_to("pe2").await;

    assert_eq!(
        town.staff_of("pe2", "luis").turns_down(&offer).await.status,
        204
    );

    let seen = town.staff("luis").looks_at(&case).await.ok();
    assert_eq!(
        (&seen["state"], &seen["transfer"]["state"]),
        (&json!("in_triage"), &json!("refused"))
    );
    assert_eq!(
        seen["transfer"]["answer_reason"],
        "It was handed to the district in 2019."
    );
    let mine = town.track(&case).await;
    let last = mine["thread"].as_array().unwrap().last().cloned().unwrap();
    assert_eq!(
        (&last["event"], &last["text"]),
        (
            &json!("case.transfer-refused"),
            &json!("Municipalidad de Puerto Sur")
        )
    );
    assert!(
        !mine.to_string().contains("2019"),
        "said to the sender only"
    );
    town.settles().await;
    let told = town.letters_to("luis@pe.example");
    assert!(told.iter().any(|letter| {
        letter
            .text
            .contains("Municipalidad de Puerto Sur no recibió")
    }));
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn a_refused_case_can_be_offered_to_somebody_else() {
    let town = Town::new().await;
    let (case, offer) = town.offered_to("pe2").await;
    town.staff_of("pe2", "luis").turns_down(&offer).await.ok();
    let seen = town
        .staff("luis")
        .offers(&case, &town.other("cl").number)
        .await
        .ok();
    assert_eq!(seen["transfer"]["to"]["name"], town.other("cl").name);
}

#[actix_web::test]
async fn a_refusal_says_why() {
    let town = Town::new().await;
    let (_, offer) = town.offered_to("pe2").await;
    let reply = town
        .staff_of("pe2", "luis")
        .post(
            &format!("/staff/transfers/{offer}/refuse"),
            json!({ "reason": "no" }),
        )
        .await;
    assert_eq!(reply.wrong(), ["/reason length"]);
}
