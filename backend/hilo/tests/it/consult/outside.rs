//! Somebody outside is asked by a mail with a link that works once (anchors check 38).

use serde_json::{Value, json};

use super::{asks, newest};
use crate::kit::{Client, Filed, Town};

const ELENA: &str = "elena@power.example";

fn to_elena() -> Value {
    json!({
        "kind": "outside", "question": "CANARY: is the pole yours?",
        "outside": { "name": "Elena Paz", "email": ELENA },
    })
}

/// The token of the newest link that was mailed.
async fn mailed(town: &Town) -> String {
    town.settles().await;
    let letters = town.letters_to(ELENA);
    let text = &letters.last().expect("a letter").text;
    let (_, rest) = text.split_once("/q#").expect("a link");
    rest.split_whitespace().next().unwrap().to_owned()
}

fn bearer<'t>(town: &'t Town, token: &str) -> Client<'t> {
    town.visitor().with("question-token", token)
}

async fn asked_outside(town: &Town) -> (Filed, String) {
    let case = town.case_in("in_progress").await;
    let question = newest(&asks(town, &case, to_elena()).await);
    (case, question)
}

#[actix_web::test]
async fn somebody_outside_answers_once_without_an_account() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let (case, _) = asked_outside(&town).await;
    let elena = bearer(&town, &mailed(&town).await);

    let question = elena.get("/questions").await.ok();

    assert_eq!(
        (
            &question["number"],
            &question["question"],
            &question["due_on"],
            &question["is_answered"]
        ),
        (
            &json!(case.number),
            &json!("CANARY: is the pole yours?"),
            &json!("2026-09-21"),
            &json!(false)
        )
    );
    assert_eq!(
        question.as_object().unwrap().len(),
        6,
        "nothing else of the case: {question}"
    );
    let said = json!({ "text": "Yes, we replace it on Tuesday." });
    let answered = elena.post("/questions/answer", said.clone()).await.ok();
    assert_eq!(answered["is_answered"], true);
    elena
        .post("/questions/answer", said.clone())
        .await
        .refused(409, "consultation.answered");
    assert_eq!(elena.get("/questions").await.ok()["is_answered"], true);

    let seen = town.staff("ana").looks_at(&case).await.ok();
    let opinion = &seen["consultations"][0];
    assert_eq!(
        (&seen["state"], &opinion["answer"], &opinion["answered_by"]),
        (&json!("in_progress"), &said["text"], &json!("Elena Paz"))
    );
    assert_eq!(
        town.books
            .lines("SELECT actor_kind FROM history WHERE event = 'case.consultation-answered'"),
        ["system"]
    );
}

#[actix_web::test]
async fn the_mail_holds_the_link_and_nothing_of_the_case() {
    // promise N10
    let town = Town::new().await;
    let (case, _) = asked_outside(&town).await;
    let token = mailed(&town).await;
    let letters = town.letters_to(ELENA);
    assert_eq!(letters.len(), 1);
    let text = format!("{} {}", letters[0].subject, letters[0].text);
    assert!(text.contains(&case.number), "{text}");
    for secret in ["CANARY", "poste", "rosa", &case.key] {
        assert!(!text.contains(secret), "{text}");
    }
    let stored = town
        .books
        .lines("SELECT encode(token_hash, 'hex') FROM consultations");
    assert!(
        stored[0].len() == 64 && !stored[0].contains(&token),
        "{stored:?}"
    );
    assert_eq!(
        town.books
            .count(&format!("queue.jobs WHERE error LIKE '%{token}%'")),
        0
    );
}

#[actix_web::test]
async fn a_link_that_opens_nothing_gets_one_constant_answer() {
    let town = Town::new().await;
    let (_, question) = asked_outside(&town).await;
    let token = mailed(&town).await;
    let mut wrong = token.clone().into_bytes();
    wrong[40] = if wrong[40] == b'A' { b'B' } else { b'A' };
    let wrong = String::from_utf8(wrong).unwrap();
    let shape = |mut problem: Value| {
        problem.as_object_mut().unwrap().remove("reference");
        problem
    };
    let said = json!({ "text": "Yes, we replace it on Tuesday." });
    let mut shapes = Vec::new();
    for text in [
        "x",
        "AAEB",
        &wrong,
        token.trim_start_matches('A'),
        &question,
    ] {
        let client = bearer(&town, text);
        shapes.push(shape(
            client
                .get("/questions")
                .await
                .refused(404, "question.not-found"),
        ));
        let reply = client.post("/questions/answer", said.clone()).await;
        shapes.push(shape(reply.refused(404, "question.not-found")));
    }
    shapes.push(shape(
        town.visitor()
            .get("/questions")
            .await
            .refused(404, "question.not-found"),
    ));
    assert!(shapes.iter().all(|other| *other == shapes[0]), "{shapes:?}");
}

#[actix_web::test]
async fn a_link_dies_with_its_question() {
    let town = Town::new().await;
    let (case, question) = asked_outside(&town).await;
    let token = mailed(&town).await;
    town.staff("ana").cancels(&question).await.ok();
    bearer(&town, &token)
        .get("/questions")
        .await
        .refused(404, "question.not-found");

    // Of two links the newest counts; of a question that was taken back before its mail left nobody hears.
    let again = newest(&asks(&town, &case, to_elena()).await);
    town.staff("ana").cancels(&again).await.ok();
    town.settles().await;
    assert_eq!(town.letters_to(ELENA).len(), 1);
}
