//! Telling people by mail: who, in which language, and never what was written (promises N1, N8, N10).

use chrono::TimeDelta;
use hilo_platform::jobs::Lane;
use serde_json::json;

use crate::kit::{Plan, Town};

#[actix_web::test]
async fn the_person_and_the_officer_are_told_and_nobody_twice() {
    // N1, N2
    let town = Town::new().await;
    let rosa = town.citizen("rosa");
    let case = rosa.files("No hay luz.").await;
    for state in ["assigned", "notified", "closed"] {
        town.brings(&case, state).await;
        town.settles().await;
    }
    let subjects = |address: &str| {
        town.letters_to(address)
            .into_iter()
            .map(|letter| letter.subject)
            .collect::<Vec<_>>()
    };
    // The invitation to rate is not sent to who rated already.
    assert_eq!(
        subjects(&rosa.email()),
        [
            format!("Recibimos su caso {}", case.number),
            format!("Hay una respuesta a su caso {}", case.number),
        ]
    );
    assert_eq!(
        subjects("ana@pe.example"),
        [format!("Caso {} asignado a usted", case.number)]
    );
    assert_eq!(town.books.count("queue.outbox WHERE relayed_at IS NULL"), 0);
}

#[actix_web::test]
async fn who_stayed_silent_is_invited_to_rate() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("notified").await;
    town.passes(TimeDelta::days(30));
    town.settles().await;
    let last = town.letters_to("rosa@people.example").pop().unwrap();
    assert_eq!(
        last.subject,
        format!("¿Cómo le fue con su caso {}?", case.number)
    );
}

#[actix_web::test]
async fn mails_are_in_the_language_of_the_person() {
    let town = Town::at("156").await;
    for (language, subject) in [
        ("es", "Recibimos su caso"),
        ("pt-BR", "Recebemos o seu caso"),
        ("en", "We received your case"),
    ] {
        let person = town.citizen(language.split('-').next().unwrap());
        let mut filing = person.filing("x");
        filing["language"] = json!(language);
        town.files(filing).await;
        town.settles().await;
        let letter = town.letters_to(&person.email()).pop().unwrap();
        assert!(letter.subject.starts_with(subject), "{}", letter.subject);
    }
}

#[actix_web::test]
async fn no_mail_carries_words_of_the_case() {
    // N10: canary words in story, wish, place, message, answer, comment and dispute; no key either
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let rosa = town.citizen("rosa");
    let mut filing = rosa.filing("CANARY story");
    filing["wanted"] = json!("CANARY wish");
    filing["place"] = json!({ "text": "CANARY street", "district": "CANARY" });
    filing["filer"]["name"] = json!("CANARY Quispe");
    let case = town.files(filing).await;
    town.brings(&case, "in_progress").await;
    town.holder(&case).says(&case, "CANARY message").await.ok();
    let draft = json!({
        "outcome": "denied", "text": "CANARY answer", "basis": "CANARY basis", "step": "send_for_review",
    });
    town.staff("ana")
        .post(&case.desk("draft"), draft)
        .header("if-match", "*")
        .await
        .ok();
    town.brings(&case, "notified").await;
    let dispute = json!({ "reason": "CANARY dispute" });
    town.holder(&case)
        .post(&case.path("dispute"), dispute)
        .await
        .ok();
    town.settles().await;

    let letters = town.sink.mailbox().list(None, None);
    assert_eq!(letters.len(), 4);
    for letter in letters {
        let raw = town.sink.mailbox().raw(letter.id).unwrap();
        let raw = String::from_utf8_lossy(&raw).into_owned() + &letter.subject + &letter.text;
        assert!(!raw.contains("CANARY"), "{raw}");
        assert!(
            !raw.contains(&case.key) && !raw.contains(&case.key.replace('-', "")),
            "{raw}"
        );
        assert!(
            letter.text.contains(&format!("/{}", case.number)),
            "{}",
            letter.text
        );
    }
}

#[actix_web::test]
async fn a_mail_that_is_refused_for_now_is_tried_again() {
    let town = Town::new().await;
    town.citizen("fail+rosa").files("No hay luz.").await;
    town.relays().await;
    assert_eq!(town.works(Lane::Mail).await, 1);
    assert_eq!(
        town.works(Lane::Mail).await,
        0,
        "not before its pause is over"
    );
    assert_eq!(
        town.books
            .lines("SELECT state || ' ' || attempts FROM deliveries"),
        ["queued 1"]
    );
    town.passes(TimeDelta::seconds(30));
    assert_eq!(town.works(Lane::Mail).await, 1);
    assert_eq!(town.books.lines("SELECT attempts FROM deliveries"), ["2"]);
    assert_eq!(
        town.books
            .count("queue.jobs WHERE failed_at IS NULL AND error <> ''"),
        1
    );
}

#[actix_web::test]
async fn an_answer_that_no_mail_can_bring_falls_back_to_the_page() {
    // N8: refused for good
    let town = Town::new().await;
    let case = town.citizen("bounce+rosa").files("No hay luz.").await;
    town.brings(&case, "notified").await;

    assert_eq!(town.track(&case).await["state"], "notified");
    let told = town.books.lines("SELECT transport || ' ' || state FROM deliveries WHERE event = 'case.responded' ORDER BY at, seq");
    assert_eq!(told, ["email failed", "page sent"]);
    let proof = town
        .books
        .lines("SELECT data->>'transport' FROM history WHERE event = 'case.notified'");
    assert_eq!(proof, ["page"]);
}

#[actix_web::test]
async fn a_mail_server_that_stays_away_for_days_gives_way_to_the_page() {
    // N8: 73 hours
    let settings = vec![("HILO_MAIL", "smtp://127.0.0.1:1".to_owned())];
    let town = Plan {
        settings,
        ..Plan::default()
    }
    .start()
    .await;
    let case = town.case_in("responded").await;
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "responded");
    town.passes(TimeDelta::hours(73));
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "notified");
}

#[actix_web::test]
async fn who_wants_no_mail_reads_the_page() {
    let town = Town::new().await;
    let mut filing = town.filing();
    filing["filer"] = json!({ "type": "natural", "notices": "page" });
    let case = town.files(filing).await;
    town.brings(&case, "notified").await;
    assert_eq!(town.track(&case).await["state"], "notified");
    assert!(town.letters_to("rosa@people.example").is_empty());
}
