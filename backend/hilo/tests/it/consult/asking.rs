//! Asking other units (domain 7.3 row 12; PE-76, CL-20, CL-23).

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{asks, newest, to_parks};
use crate::kit::Town;

#[actix_web::test]
async fn a_question_to_another_unit_makes_the_case_wait() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    let due = town.track(&case).await["due"]["on"].clone();

    let seen = asks(
        &town,
        &case,
        to_parks(&town, "Does the tree belong to you?"),
    )
    .await;

    assert_eq!(seen["state"], "awaiting_internal");
    let asked = &seen["consultations"][0];
    assert_eq!(
        (&asked["unit"]["name"], &asked["asked_by"], &asked["story"]),
        (&json!("Parques"), &json!("Ana"), &Value::Null)
    );
    // Seven working days by TUO Ley 27444 art. 143.3; the case's own clock goes on.
    assert_eq!(
        (&asked["due_on"], &asked["is_late"]),
        (&json!("2026-09-21"), &json!(false))
    );
    assert_eq!(town.track(&case).await["due"]["on"], due);
}

#[actix_web::test]
async fn who_is_asked_reads_the_story_and_no_contact_data() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    asks(
        &town,
        &case,
        to_parks(&town, "Does the tree belong to you?"),
    )
    .await;
    let list = town.staff("carla").get("/staff/consultations").await.ok();
    let item = &list["items"][0];
    assert_eq!(
        (&item["number"], &item["story"], &item["actions"]),
        (
            &json!(case.number),
            &json!("No hay luz en el poste frente al colegio."),
            &json!(["answerConsultation"])
        )
    );
    assert!(!list.to_string().contains("rosa"), "{list}");
}

#[actix_web::test]
async fn the_answer_makes_the_case_go_on_by_itself() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let question = newest(&asks(&town, &case, to_parks(&town, "Is it your tree?")).await);
    let carla = town.staff("carla");

    let answered = carla.answers(&question, "Yes, it is ours.").await.ok();

    assert_eq!(
        (
            &answered["answered_by"],
            &answered["answer"],
            &answered["actions"]
        ),
        (&json!("Carla"), &json!("Yes, it is ours."), &json!([]))
    );
    assert_eq!(
        town.staff("ana").looks_at(&case).await.ok()["state"],
        "in_progress"
    );
    let steps = "SELECT event FROM history ORDER BY seq DESC LIMIT 3";
    assert_eq!(
        town.books.lines(steps),
        [
            "case.proceeded",
            "case.consultation-answered",
            "case.consulted"
        ]
    );
    let clocks = "SELECT state FROM clocks WHERE name = 'internal'";
    assert_eq!(town.books.lines(clocks), ["stopped"]);
    let ids = async |query: &str| {
        let page = carla
            .get(&format!("/staff/consultations{query}"))
            .await
            .ok();
        page["items"].as_array().unwrap().len()
    };
    assert_eq!((ids("").await, ids("?state=answered").await), (0, 1));
}

#[actix_web::test]
async fn a_case_waits_for_all_who_were_asked() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let first = newest(&asks(&town, &case, to_parks(&town, "Is it your tree?")).await);
    let desk =
        json!({ "kind": "legal", "unit": town.body().desk, "question": "Who is liable for it?" });
    let second = newest(&asks(&town, &case, desk).await);
    let third = newest(&asks(&town, &case, to_parks(&town, "Is it on your list?")).await);
    let state = async || town.staff("ana").looks_at(&case).await.ok()["state"].clone();

    town.staff("carla")
        .answers(&first, "Yes, since last year.")
        .await
        .ok();
    assert_eq!(state().await, "awaiting_internal");
    town.staff("ana").cancels(&third).await.ok();
    assert_eq!(state().await, "awaiting_internal");
    town.staff("dora")
        .answers(&second, "The city is liable.")
        .await
        .ok();

    assert_eq!(state().await, "in_progress");
    assert_eq!(
        town.books
            .count("clocks WHERE name = 'internal' AND state = 'stopped'"),
        3
    );
    assert_eq!(
        town.books
            .lines("SELECT run FROM clocks WHERE name = 'internal' ORDER BY run"),
        ["1", "2", "3"]
    );
}

#[actix_web::test]
async fn taking_the_last_question_back_makes_the_case_go_on() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let question = newest(&asks(&town, &case, to_parks(&town, "Is it your tree?")).await);

    let taken_back = town.staff("ana").cancels(&question).await.ok();

    assert!(taken_back["cancelled_at"].is_string(), "{taken_back}");
    assert_eq!(
        town.staff("ana").looks_at(&case).await.ok()["state"],
        "in_progress"
    );
    town.staff("carla")
        .answers(&question, "Yes, it is ours.")
        .await
        .refused(409, "consultation.answered");
}

#[actix_web::test]
async fn the_person_sees_that_somebody_was_asked_and_not_what() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let question = newest(&asks(&town, &case, to_parks(&town, "CANARY question?")).await);
    town.staff("carla")
        .answers(&question, "CANARY answer.")
        .await
        .ok();

    let tracked = town.track(&case).await;

    let events: Vec<&str> = tracked["thread"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["event"].as_str().unwrap())
        .collect();
    assert!(events.ends_with(&["case.consulted"]), "{events:?}");
    assert!(!tracked.to_string().contains("CANARY"), "{tracked}");
}

#[actix_web::test]
async fn who_is_asked_and_who_asked_are_told_without_words_of_the_case() {
    // CL-20, CL-23; promise N10
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    town.settles().await;
    let letters = async |name: &str| {
        town.settles().await;
        town.letters_to(&format!("{name}@pe.example"))
    };
    let before = letters("ana").await.len();
    let question = newest(&asks(&town, &case, to_parks(&town, "CANARY question?")).await);

    let asked = letters("carla").await;
    assert_eq!((asked.len(), letters("ana").await.len()), (1, before));
    assert!(
        asked[0].text.contains("/staff/consultations"),
        "{}",
        asked[0].text
    );
    town.staff("carla")
        .answers(&question, "CANARY answer.")
        .await
        .ok();

    let answered = letters("ana").await;
    assert_eq!(answered.len(), before + 1);
    let last = answered.last().unwrap();
    assert!(
        last.text.contains(&format!("/staff/cases/{}", case.number)),
        "{}",
        last.text
    );
    for letter in [&asked[0], last] {
        assert!(
            !letter.text.contains("CANARY") && !letter.text.contains("poste"),
            "{}",
            letter.text
        );
    }
}

#[actix_web::test]
async fn only_who_was_asked_and_the_lead_answer_once() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let question = newest(&asks(&town, &case, to_parks(&town, "Is it your tree?")).await);
    for stranger in [
        town.staff("ana"),
        town.staff("dora"),
        town.staff_of("pe2", "luis"),
    ] {
        stranger
            .answers(&question, "It is all mine.")
            .await
            .refused(404, "consultation.not-found");
        assert_eq!(
            stranger.get("/staff/consultations").await.ok()["items"],
            json!([])
        );
    }
    town.staff("carla")
        .answers("nonsense", "It is all mine.")
        .await
        .refused(404, "consultation.not-found");

    town.staff("luis")
        .answers(&question, "I know it is theirs.")
        .await
        .ok();

    town.staff("carla")
        .answers(&question, "Yes, it is ours.")
        .await
        .refused(409, "consultation.answered");
}

#[actix_web::test]
async fn only_who_holds_the_case_takes_a_question_back() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let question = newest(&asks(&town, &case, to_parks(&town, "Is it your tree?")).await);
    town.staff("carla")
        .cancels(&question)
        .await
        .refused(404, "consultation.not-found");
    let path = format!("/staff/consultations/{question}/cancel");
    let ana = town.staff("ana");
    ana.post(&path, json!({}))
        .await
        .refused(428, "request.no-version");
    ana.post(&path, json!({}))
        .seen(1)
        .await
        .refused(412, "request.stale");
    assert_eq!(
        ana.looks_at(&case).await.ok()["consultations"][0]["actions"],
        json!(["cancelConsultation"])
    );
}

#[actix_web::test]
async fn a_question_has_one_addressee() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let parks = town.body().parks;
    let elena = json!({ "name": "Elena", "email": "elena@power.example" });
    for (wish, wrong) in [
        (json!({ "kind": "unit" }), vec!["/unit required"]),
        (
            json!({ "kind": "legal", "outside": elena }),
            vec!["/unit required", "/outside leave-out"],
        ),
        (
            json!({ "kind": "outside", "unit": parks }),
            vec!["/outside required", "/unit leave-out"],
        ),
        (
            json!({ "kind": "unit", "unit": town.other("pe2").parks }),
            vec!["/unit unknown"],
        ),
        (
            json!({ "kind": "outside", "outside": { "name": "E", "email": "nowhere" } }),
            vec!["/outside/email email"],
        ),
    ] {
        let mut wish = wish;
        wish["question"] = json!("Is it your tree?");
        assert_eq!(town.staff("ana").consults(&case, wish).await.wrong(), wrong);
    }
    assert_eq!(town.books.count("consultations"), 0);
}

#[actix_web::test]
async fn an_answer_that_does_not_come_is_late() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    asks(&town, &case, to_parks(&town, "Is it your tree?")).await;
    town.passes(TimeDelta::days(20));
    let list = town.staff("carla").get("/staff/consultations").await.ok();
    assert_eq!(list["items"][0]["is_late"], true);
}

#[actix_web::test]
async fn nobody_waits_for_the_answer_to_a_withdrawn_case() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let question = newest(&asks(&town, &case, to_parks(&town, "Is it your tree?")).await);
    town.holder(&case).withdraws(&case).await.ok();
    let carla = town.staff("carla");
    assert_eq!(
        carla.get("/staff/consultations").await.ok()["items"],
        json!([])
    );
    carla
        .answers(&question, "Yes, it is ours.")
        .await
        .refused(409, "case.not-now");
    assert_eq!(town.books.count("clocks WHERE state = 'running'"), 0);
}

#[actix_web::test]
async fn questions_come_in_pages_oldest_first() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let mut asked = Vec::new();
    for i in 0..3 {
        asked.push(newest(
            &asks(
                &town,
                &case,
                to_parks(&town, &format!("Question number {i}?")),
            )
            .await,
        ));
    }
    let carla = town.staff("carla");
    let mut seen = Vec::new();
    let mut path = "/staff/consultations?limit=2".to_owned();
    loop {
        let page = carla.get(&path).await.ok();
        let items = page["items"].as_array().unwrap();
        seen.extend(
            items
                .iter()
                .map(|item| item["id"].as_str().unwrap().to_owned()),
        );
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/staff/consultations?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, asked);
}
