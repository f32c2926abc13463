//! When the term ends without an answer (domain 7.3 row 24; Ley 19.880 arts. 64, 65; TUO Ley 27444 art. 169).

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Filed, Reply, Town, invariants};

async fn denounces(town: &Town, case: &Filed) -> Reply {
    let text = json!({ "text": "Terminó el plazo y nadie me respondió." });
    town.holder(case).post(&case.path("silence"), text).await
}

#[actix_web::test]
async fn silence_can_be_denounced_once_after_the_term() {
    let town = Town::on("cl", "2026-06-25T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    denounces(&town, &case)
        .await
        .refused(409, "case.not-silent");
    // Due on 27 July.
    town.passes(TimeDelta::days(33));
    let seen = town.track(&case).await;
    assert!(
        seen["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("denounceSilence"))
    );

    let seen = denounces(&town, &case).await.ok();
    assert_eq!(
        seen["silence"]["until_on"], "2026-08-04",
        "five working days"
    );
    assert!(
        seen["silence"]["title"]
            .as_str()
            .unwrap()
            .contains("certifique")
    );
    denounces(&town, &case)
        .await
        .refused(409, "case.not-silent");
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn the_heads_hear_of_it() {
    let town = Town::on("cl", "2026-06-25T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    town.passes(TimeDelta::days(33));
    denounces(&town, &case).await.ok();
    town.settles().await;
    for name in ["ana", "sara", "luis"] {
        let letters = town.letters_to(&town.body().colleague(name).email);
        let told = letters
            .iter()
            .filter(|letter| letter.subject.contains("silen"))
            .count();
        assert_eq!(told, 1, "{name}");
    }
}

#[actix_web::test]
async fn where_the_law_gives_no_such_right_none_is_offered() {
    let town = Town::on("156", "2026-06-25T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    town.passes(TimeDelta::days(60));
    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["due"]["is_late"], &seen["silence"]),
        (&json!(true), &Value::Null)
    );
    denounces(&town, &case)
        .await
        .refused(409, "case.not-silent");
}
