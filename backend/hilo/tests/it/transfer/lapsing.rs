//! An offer that nobody answers (anchors check 37).

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Town, invariants};

#[actix_web::test]
async fn in_peru_silence_takes_the_case_over_and_both_sides_are_told() {
    // DS 007-2020-PCM art. 16.1 a: three working days
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let (case, _) = town.offered_to("pe2").await;
    town.passes(TimeDelta::days(4));
    town.settles().await;
    assert_eq!(
        town.track(&case).await["state"],
        "in_triage",
        "until the 15th"
    );

    town.passes(TimeDelta::days(2));
    town.settles().await;

    let old = town.track(&case).await;
    assert_eq!(old["state"], "transferred");
    let number = &old["links"][0]["number"];
    let new = town.track(&case.under(number)).await;
    assert_eq!(new["entity"]["name"], "Municipalidad de Puerto Sur");
    let number = number.as_str().unwrap();
    let is_told = |address: &str, subject: String| {
        let letters = town.letters_to(address);
        letters.iter().any(|letter| letter.subject == subject)
    };
    assert!(is_told(
        "luis@pe2.example",
        format!("Caso {number} recibido por traslado")
    ));
    assert!(is_told(
        "luis@pe.example",
        format!("Caso {}: traslado aceptado", case.number)
    ));
    assert_eq!(
        town.staff_of("pe2", "luis").offered().await,
        Vec::<Value>::new()
    );
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn where_the_regime_says_so_silence_leaves_the_case_with_its_sender() {
    // pack br-156
    let town = Town::at("156").await;
    let (case, offer) = town.offered_to("ouvidoria").await;
    town.passes(TimeDelta::days(8));
    town.settles().await;

    let seen = town.staff("luis").looks_at(&case).await.ok();
    assert_eq!(
        (&seen["state"], &seen["transfer"]["state"]),
        (&json!("in_triage"), &json!("lapsed"))
    );
    town.staff_of("ouvidoria", "luis")
        .takes_over(&offer)
        .await
        .refused(409, "transfer.answered");
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn an_offer_that_was_answered_does_not_lapse() {
    let town = Town::new().await;
    let (case, offer) = town.offered_to("pe2").await;
    town.staff_of("pe2", "luis").turns_down(&offer).await.ok();
    town.passes(TimeDelta::days(30));
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "in_triage");
    assert_eq!(town.books.lines("SELECT state FROM transfers"), ["refused"]);
}
