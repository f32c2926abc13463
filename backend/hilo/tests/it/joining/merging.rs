//! Join a case to an older one of the same person (DS 007-2020-PCM art. 16.3 a).

use chrono::TimeDelta;
use futures_util::future::join;
use serde_json::json;

use crate::kit::{Filed, Town, invariants};

async fn two(town: &Town) -> (Filed, Filed) {
    (
        town.case_in("in_triage").await,
        town.case_in("in_triage").await,
    )
}

#[actix_web::test]
async fn both_cases_show_the_one_answer() {
    let town = Town::new().await;
    let (older, newer) = two(&town).await;

    town.staff("luis").merges(&newer, &older.number).await.ok();

    let seen = town.track(&newer).await;
    assert_eq!(
        (&seen["state"], &seen["holder"]),
        (&json!("merged"), &json!(null))
    );
    assert_eq!(
        (
            &seen["links"][0]["kind"],
            &seen["links"][0]["number"],
            &seen["links"][0]["state"]
        ),
        (
            &json!("merged_into"),
            &json!(older.number),
            &json!("in_triage")
        )
    );
    let last = seen["thread"].as_array().unwrap().last().cloned().unwrap();
    assert_eq!(
        (&last["event"], &last["text"]),
        (&json!("case.merged"), &json!(older.number))
    );
    town.brings(&older, "notified").await;
    let (old, new) = (town.track(&older).await, town.track(&newer).await);
    assert_eq!(new["links"][0]["state"], "notified");
    assert_eq!(new["response"]["text"], "The lamp was replaced.");
    assert_eq!(new["response"], old["response"]);
    assert_eq!(old["links"][0]["kind"], "merged_from");
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn the_person_is_told_where_the_case_goes_on() {
    let town = Town::new().await;
    let (older, newer) = two(&town).await;
    town.staff("luis").merges(&newer, &older.number).await.ok();
    town.settles().await;
    let letters = town.letters_to("rosa@people.example");
    let joined = letters.last().unwrap();
    assert!(joined.subject.contains(&newer.number), "{}", joined.subject);
    assert!(joined.text.contains(&older.number), "{}", joined.text);
}

#[actix_web::test]
async fn a_merged_case_is_never_late() {
    // anchors check 46
    let town = Town::new().await;
    let (older, newer) = two(&town).await;
    town.staff("luis").merges(&newer, &older.number).await.ok();
    town.passes(TimeDelta::days(90));
    assert_eq!(town.staff("luis").numbers_in("late").await, [older.number]);
    assert_eq!(town.track(&newer).await["due"]["is_late"], json!(false));
}

#[actix_web::test]
async fn of_two_opposite_merges_at_once_only_the_lawful_one_happens() {
    // zammad#1216: both cases were closed
    let town = Town::new().await;
    let (older, newer) = two(&town).await;
    let luis = town.staff("luis");

    let (right, wrong) = join(
        luis.merges(&newer, &older.number),
        luis.merges(&older, &newer.number),
    )
    .await;

    assert_eq!(right.status, 200, "{}", right.text());
    let wrong = wrong.wrong();
    assert!(
        wrong == ["/into not-older"] || wrong == ["/into not-open"],
        "{wrong:?}"
    );
    assert_eq!(town.track(&older).await["state"], "in_triage");
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn only_an_older_open_case_of_the_same_person_takes_another_in() {
    let town = Town::new().await;
    let (older, newer) = two(&town).await;
    let other = town.citizen("luz").files("No hay agua.").await;
    let third = town.case_in("in_triage").await;
    let luis = town.staff("luis");
    let foreign = {
        let mut filing = town.filing();
        filing["entity"] = json!(town.other("pe2").number);
        town.files(filing).await.number
    };
    for (case, into, code) in [
        (&newer, newer.number.as_str(), "itself"),
        (&newer, "x", "unknown"),
        (&newer, "0001-26000-99990", "unknown"),
        (&newer, &foreign, "unknown"),
        (&third, &other.number, "another-person"),
        (&older, &newer.number, "not-older"),
    ] {
        let reply = luis.merges(case, into).await;
        assert_eq!(reply.wrong(), [format!("/into {code}")], "{into}");
    }
    town.holder(&older).withdraws(&older).await.ok();
    let reply = luis.merges(&newer, &older.number).await;
    assert_eq!(reply.wrong(), ["/into not-open"]);
}

#[actix_web::test]
async fn the_same_document_is_the_same_person() {
    let town = Town::new().await;
    let mut numbers = Vec::new();
    for (email, number) in [("a@b.example", "4567 8901"), ("c@d.example", "45678901")] {
        let mut filing = town.filing();
        filing["filer"]["email"] = json!(email);
        filing["filer"]["document"] = json!({ "type": "dni", "number": number });
        numbers.push(town.files(filing).await);
    }
    let newer = numbers.pop().unwrap();
    let older = numbers.pop().unwrap();
    town.staff("luis").merges(&newer, &older.number).await.ok();
}
