//! What the body says before it answers (domain 7.3 row 15).

use serde_json::{Value, json};

use crate::kit::Town;

#[actix_web::test]
async fn an_interim_reply_is_read_by_the_person_and_stops_no_clock() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    let before = town.track(&case).await["due"].clone();
    let text = "The lamp was ordered and comes next week.";

    let seen = town.staff("ana").replies_interim(&case, text).await.ok();

    assert_eq!(
        (
            &seen["state"],
            &seen["messages"][0]["by"],
            &seen["messages"][0]["text"]
        ),
        (&json!("in_progress"), &json!("body"), &json!(text))
    );
    let tracked = town.track(&case).await;
    let last = tracked["thread"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["event"], &last["by"], &last["text"]),
        (&json!("case.interim-reply"), &json!("body"), &json!(text))
    );
    assert_eq!(
        (&tracked["due"], &tracked["response"]),
        (&before, &Value::Null)
    );
}

#[actix_web::test]
async fn the_person_is_told_of_an_interim_reply_without_its_words() {
    // promise N10
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    town.settles().await;
    let before = town.letters_to("rosa@people.example").len();

    town.staff("ana")
        .replies_interim(&case, "CANARY comes next week.")
        .await
        .ok();
    town.settles().await;

    let letters = town.letters_to("rosa@people.example");
    assert_eq!(letters.len(), before + 1);
    let letter = letters.last().unwrap();
    assert!(letter.subject.contains("Novedades"), "{}", letter.subject);
    assert!(
        letter.text.contains(&format!("/c/{}", case.number)),
        "{}",
        letter.text
    );
    assert!(!letter.text.contains("CANARY"), "{}", letter.text);
}

#[actix_web::test]
async fn after_the_answer_there_is_nothing_interim_to_say() {
    let town = Town::new().await;
    let case = town.case_in("responded").await;
    town.staff("luis")
        .replies_interim(&case, "Something more to say.")
        .await
        .refused(409, "case.not-now");
    let case = town.case_in("in_progress").await;
    let short = town.staff("ana").replies_interim(&case, "Soon.").await;
    assert_eq!(short.wrong(), ["/text length"]);
}
