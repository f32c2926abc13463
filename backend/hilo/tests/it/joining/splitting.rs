//! Split a case that is about several things (anchors check 26).

use chrono::TimeDelta;
use serde_json::json;

use crate::kit::{Town, invariants};

const TREE: &str = "El árbol frente al colegio está por caer.";

#[actix_web::test]
async fn each_part_is_a_case_of_its_own_with_the_same_person_and_key() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    town.passes(TimeDelta::days(9));
    let parts = json!([
        { "kind": "complaint", "story": TREE, "service": town.body().trees.id },
        { "kind": "suggestion", "story": "Poner más bancas en la plaza." },
    ]);

    let seen = town.staff("luis").splits(&case, parts).await.ok();

    let links = seen["links"].as_array().unwrap();
    assert_eq!(
        (links.len(), &links[0]["kind"], &seen["state"]),
        (2, &json!("split_into"), &json!("in_triage"))
    );
    let part = town.track(&case.under(&links[0]["number"])).await;
    assert_eq!(
        (&part["story"], &part["service"]["name"]),
        (&json!(TREE), &json!("Poda de árboles"))
    );
    // The service promises five working days; the law's thirty begin at the original filing as well.
    assert_eq!(part["filed_at"], case.receipt["filed_at"]);
    assert_eq!(part["waiting_since"], case.receipt["filed_at"]);
    let idea = town.track(&case.under(&links[1]["number"])).await;
    assert_eq!(idea["due"]["on"], case.receipt["due_on"]);
    assert_eq!(
        (&idea["kind"], &idea["links"][0]["number"]),
        (&json!("suggestion"), &json!(case.number))
    );
    let path = case.under(&links[1]["number"]).desk("");
    let filer = town
        .staff("luis")
        .get(&format!("{path}?reason=calling+back"))
        .await
        .ok()["filer"]
        .clone();
    assert_eq!(filer["email"], "rosa@people.example");
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn the_person_is_told_of_every_number() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let parts = json!([{ "kind": "complaint", "story": TREE }]);
    let seen = town.staff("luis").splits(&case, parts).await.ok();
    let number = seen["links"][0]["number"].as_str().unwrap();
    let thread = town.track(&case).await["thread"].clone();
    let last = thread.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["event"], &last["text"]),
        (&json!("case.split"), &json!(number))
    );
    town.settles().await;
    let letters = town.letters_to("rosa@people.example");
    assert!(letters.iter().any(|letter| letter.subject.contains(number)));
}

#[actix_web::test]
async fn a_part_needs_words_a_kind_and_a_service_of_this_body() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let luis = town.staff("luis");
    let good = json!({ "kind": "complaint", "story": TREE });
    let reply = luis
        .splits(
            &case,
            json!([
                good,
                { "kind": "denunciation", "story": TREE },
                { "kind": "complaint", "story": TREE, "service": town.other("pe2").light.id },
            ]),
        )
        .await;
    assert_eq!(
        reply.wrong(),
        ["/parts/1/kind not-here", "/parts/2/service unknown"]
    );
    let reply = luis
        .splits(&case, json!([{ "kind": "complaint", "story": "x" }]))
        .await;
    assert_eq!(reply.wrong(), ["/parts/0/story length"]);
    let reply = luis.splits(&case, json!([])).await;
    assert_eq!(reply.wrong(), ["/parts length"]);
    assert_eq!(town.books.count("cases"), 1);
}

#[actix_web::test]
async fn an_answered_case_is_not_split() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    let parts = json!([{ "kind": "complaint", "story": TREE }]);
    town.staff("luis")
        .splits(&case, parts)
        .await
        .refused(409, "case.not-now");
}
