//! Every row of every problem table is provoked: a new row without a way to meet it fails here.

use hilo::contract::problem_tables;
use hilo_rules::lifecycle::{Command, Facts, NoStep, Who, step};
use hilo_rules::vocabulary::State;
use serde_json::json;

use super::refused_steps::{of_cases, of_transfers};
use crate::kit::{Plan, Reply, Town, fresh_key};

/// Met only behind other walls: steps of the program ask before they try, and the matrix stops roles before the
/// table does. They are held by the table itself.
const INSIDE: &[(&str, State, Command, Who, NoStep)] = &[
    (
        "case.window-open",
        State::Notified,
        Command::Close,
        Who::SYSTEM,
        NoStep::NotLikeThis("case.window-open"),
    ),
    (
        "case.not-told",
        State::Responded,
        Command::Notify,
        Who::SYSTEM,
        NoStep::NotLikeThis("case.not-told"),
    ),
    (
        "case.not-offered",
        State::InTriage,
        Command::Handover,
        Who::SYSTEM,
        NoStep::NotLikeThis("case.not-offered"),
    ),
    (
        "case.correction-open",
        State::AwaitingCorrection,
        Command::Lapse,
        Who::SYSTEM,
        NoStep::NotLikeThis("case.correction-open"),
    ),
    (
        "case.consultation-open",
        State::AwaitingInternal,
        Command::Proceed,
        Who::SYSTEM,
        NoStep::NotLikeThis("case.consultation-open"),
    ),
    (
        "case.not-you",
        State::InTriage,
        Command::Assign,
        Who::OPERATOR,
        NoStep::NotYou,
    ),
];

#[actix_web::test]
async fn every_refusal_can_be_met_and_looks_like_all_others() {
    // house style 4.5; promise I2
    let town = Town::new().await;
    for (_, kinds) in problem_tables() {
        for kind in kinds {
            if let Some((_, state, command, who, refusal)) =
                INSIDE.iter().find(|row| row.0 == kind.code)
            {
                assert_eq!(
                    step(*state, *command, *who, &Facts::default()).err(),
                    Some(*refusal)
                );
                continue;
            }
            let reply = match kind.code.split_once('.').unwrap().0 {
                "request" | "server" => of_requests(&town, kind.code).await,
                "auth" => of_sign_in(&town, kind.code).await,
                "transfer" => of_transfers(&town, kind.code).await,
                _ => of_cases(&town, kind.code).await,
            };
            let problem = reply.refused(kind.status, kind.code);
            assert_eq!(problem["type"], format!("/api/problems/{}", kind.code));
            assert_eq!(problem["title"], kind.es);
        }
    }
}

#[test]
fn every_refusal_speaks_three_languages() {
    for (_, kinds) in problem_tables() {
        for kind in kinds {
            assert!(
                [kind.en, kind.es, kind.pt]
                    .iter()
                    .all(|text| text.ends_with('.') && text.len() > 10),
                "{}",
                kind.code
            );
            assert!(kind.en != kind.es && kind.es != kind.pt, "{}", kind.code);
        }
    }
}

#[test]
fn codes_are_unique_and_statuses_are_those_of_the_table() {
    // reliability 6.1
    let all: Vec<_> = problem_tables()
        .iter()
        .flat_map(|(_, kinds)| kinds.iter())
        .collect();
    for (i, kind) in all.iter().enumerate() {
        assert!(
            all.iter().skip(i + 1).all(|other| other.code != kind.code),
            "{} twice",
            kind.code
        );
        assert!(
            [
                400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500, 503
            ]
            .contains(&kind.status),
            "{}",
            kind.code
        );
    }
}

async fn of_requests(town: &Town, code: &str) -> Reply {
    let visitor = town.visitor();
    match code {
        "request.unreadable" => {
            visitor
                .post_bytes("/cases", "application/json", "{")
                .key(&fresh_key())
                .await
        }
        "request.idempotency-key" => visitor.post("/cases", town.filing()).await,
        "request.not-found" => visitor.get("/nowhere").await,
        "request.method" => visitor.get("/cases").await,
        "request.media-type" => {
            visitor
                .post_bytes("/cases", "text/plain", "x")
                .key(&fresh_key())
                .await
        }
        "request.invalid" => visitor.post("/cases", json!({})).key(&fresh_key()).await,
        "request.too-large" => {
            visitor
                .post_bytes("/cases", "application/json", " ".repeat(200_000))
                .key(&fresh_key())
                .await
        }
        "request.key-reused" => {
            let key = fresh_key();
            visitor.post("/cases", town.filing()).key(&key).await.ok();
            visitor
                .post("/cases", town.citizen("luz").filing("Otra."))
                .key(&key)
                .await
        }
        "request.still-running" => still_running(town).await,
        "request.stale" => {
            let case = town.case_in("in_triage").await;
            town.staff("luis")
                .post(&case.desk("notes"), json!({ "text": "x" }))
                .seen(1)
                .await
        }
        "request.no-version" => {
            let case = town.case_in("in_triage").await;
            town.staff("luis")
                .post(&case.desk("notes"), json!({ "text": "x" }))
                .await
        }
        "request.too-many" => {
            let settings = vec![("HILO_LIMIT_PER_MINUTE", "1".to_owned())];
            let town = Plan {
                settings,
                ..Plan::default()
            }
            .start()
            .await;
            town.visitor().get("/lifecycle").await.ok();
            town.visitor().get("/lifecycle").await
        }
        "server.broken" => {
            let town = Town::new().await;
            town.books.run("ALTER TABLE units RENAME TO elsewhere");
            town.staff("luis").get("/staff/units").await
        }
        "server.busy" => {
            let settings = vec![(
                "DATABASE_URL",
                "postgres://nobody@127.0.0.1:1/none".to_owned(),
            )];
            let town = Plan {
                settings,
                ..Plan::default()
            }
            .start()
            .await;
            town.visitor().get("/entities").await
        }
        other => panic!("no test provokes {other}"),
    }
}

/// A record without an answer is what a request leaves that is not done yet.
async fn still_running(town: &Town) -> Reply {
    let case = town.citizen("rosa").files("No hay luz.").await;
    let key = fresh_key();
    let send = async || town.holder(&case).says_with_key(&case, "Hola.", &key).await;
    send().await.ok();
    town.books
        .run("UPDATE idempotency_keys SET answer = NULL WHERE operation = 'addMessage'");
    send().await
}

async fn of_sign_in(town: &Town, code: &str) -> Reply {
    let visitor = town.visitor();
    let proof = |email: &str| json!({ "email": email, "password": "x", "code": "000000", "delivery": "bearer" });
    match code {
        "auth.not-signed-in" => visitor.get("/staff/me").await,
        "auth.not-allowed" => town.staff("adam").get("/staff/cases").await,
        "auth.cross-site" => {
            let mut proof = proof("ana@pe.example");
            proof["delivery"] = json!("cookie");
            visitor.post("/staff/sign-in", proof).await
        }
        "auth.refused" => {
            visitor
                .post("/staff/sign-in", proof("ana@pe.example"))
                .await
        }
        "auth.choose-entity" => {
            let lena = crate::sign_in::proof(town, "lena");
            visitor.post("/staff/sign-in", lena).await
        }
        other => panic!("no test provokes {other}"),
    }
}
