//! Bodies are sealed from each other: an id of another body is answered like one that does not exist (promise Z2).

use hilo::contract::{document, listed};
use hilo_rules::matrix::{Reach, cells};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::kit::files::pdf;
use crate::kit::{Client, Reply, Town, fresh_key};

fn shape(reply: &Reply) -> (u16, Value) {
    let mut body = if reply.body.is_empty() {
        Value::Null
    } else {
        reply.json()
    };
    if let Some(members) = body.as_object_mut() {
        members.remove("reference");
    }
    (reply.status, body)
}

/// A body that each command takes.
fn body(id: &str, unit: Uuid) -> Value {
    match id {
        "assignCase" => json!({ "unit": unit }),
        "mergeCases" => json!({ "into": "0001-26000-00010" }),
        "groupCase" => json!({ "with": "0001-26000-00010" }),
        "splitCase" => {
            json!({ "parts": [{ "kind": "complaint", "story": "long enough a story" }] })
        }
        "transferCase" => json!({ "to": "0001", "reason": "long enough a reason" }),
        "returnCase" | "reopenCase" | "ungroupCase" => json!({ "reason": "long enough a reason" }),
        "consultUnit" => {
            json!({ "kind": "unit", "unit": unit, "question": "long enough a question" })
        }
        "replyInterim" => json!({ "text": "long enough a text" }),
        "draftResponse" => json!({ "outcome": "denied", "text": "x", "step": "save" }),
        "notifyCase" => {
            json!({ "way": "desk", "outcome": "delivered", "received_by": "x", "on": "2026-01-01" })
        }
        "reviewResponse" => json!({ "verdict": "approve" }),
        "addNote" => json!({ "text": "x" }),
        "setPoints" => json!({ "points": ["x"] }),
        "requestCorrection" => json!({ "defects": ["which office?"] }),
        "reclassifyCase" => json!({ "kind": "query", "reason": "long enough a reason" }),
        "archiveCase" | "suspendCase" => {
            json!({ "ground": "duplicate", "reason": "long enough a reason" })
        }
        "extendCase" => json!({ "days": 1, "reason": "long enough a reason" }),
        "resumeCase" => json!({ "reason": "long enough a reason" }),
        _ => json!({}),
    }
}

#[actix_web::test]
async fn every_staff_operation_answers_a_foreign_number_like_an_unknown_one() {
    // Z2
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    let file = town
        .holder(&case)
        .upload(&case.path("attachments"), "a.pdf", pdf())
        .await
        .ok()["id"]
        .clone();
    let before = town.books.lines("SELECT version FROM cases");
    let unknown = "0001-26999-99991";
    let (lead, machine) = (
        town.staff_of("pe2", "luis"),
        town.visitor().bearer(&town.other("pe2").api_key),
    );

    let mut walked = 0;
    for (id, method, path) in listed(&document()) {
        let Some(path) = path
            .strip_prefix("/api/v1")
            .filter(|path| path.starts_with("/staff/cases/{number}"))
        else {
            continue;
        };
        let path = path.replace("{id}", file.as_str().unwrap());
        let row = cells(&id).unwrap();
        let ask = async |client: &Client<'_>, number: &str| {
            let path = path.replace("{number}", number);
            match method.as_str() {
                "GET" => shape(&client.get(&path).await),
                _ => shape(
                    &client
                        .post(&path, body(&id, town.other("pe2").works))
                        .header("if-match", "*")
                        .await,
                ),
            }
        };
        let callers = [(&lead, row.lead), (&machine, row.machine)];
        for (client, _) in callers.into_iter().filter(|(_, reach)| *reach != Reach::No) {
            let foreign = ask(client, &case.number).await;
            assert_eq!(
                (foreign.0, &foreign.1["code"]),
                (404, &json!("case.not-found")),
                "{id}"
            );
            assert_eq!(foreign, ask(client, unknown).await, "{id}");
            walked += 1;
        }
    }
    assert!(walked >= 15, "{walked}");
    assert_eq!(town.books.lines("SELECT version FROM cases"), before);
}

#[actix_web::test]
async fn foreign_ids_inside_of_bodies_are_unknown() {
    // Z2: every id in the body
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let (dora, other) = (town.staff("dora"), town.other("pe2"));
    let send = async |part: &str, body: Value| {
        shape(
            &dora
                .post(&case.desk(part), body)
                .header("if-match", "*")
                .await,
        )
    };
    let works = town.body().works;
    let wishes = |id: Uuid| {
        [
            ("assign", json!({ "unit": id })),
            ("assign", json!({ "unit": works, "assignee": id })),
            (
                "reclassify",
                json!({ "service": id, "reason": "It is about this service." }),
            ),
        ]
    };
    for foreign in [other.works, other.colleague("ana").account, other.light.id] {
        for ((part, body), (_, unknown)) in wishes(foreign).into_iter().zip(wishes(Uuid::now_v7()))
        {
            let found = send(part, body).await;
            assert_eq!(found.0, 422, "{found:?}");
            assert_eq!(found, send(part, unknown).await);
        }
    }
    for (field, foreign) in [("service", other.light.id), ("office", other.office)] {
        let mut filing = town.filing();
        filing[field] = json!(foreign);
        let found = town
            .visitor()
            .post("/cases", filing.clone())
            .key(&fresh_key())
            .await;
        filing[field] = json!(Uuid::now_v7());
        assert_eq!(
            shape(&found),
            shape(
                &town
                    .visitor()
                    .post("/cases", filing)
                    .key(&fresh_key())
                    .await
            )
        );
    }
}

#[actix_web::test]
async fn foreign_ids_in_queries_find_nothing() {
    // Z2: query and cursor
    let town = Town::new().await;
    town.case_in("assigned").await;
    let other = town.other("pe2");
    let luis = town.staff("luis");
    for query in [
        format!("unit={}", other.works),
        format!("assignee={}", other.colleague("ana").account),
        format!("service={}", other.light.id),
    ] {
        let page = luis.get(&format!("/staff/cases?{query}")).await.ok();
        assert_eq!(page, json!({ "items": [], "next_cursor": null }), "{query}");
    }
    let officers = |unit: Uuid| {
        luis.get(&format!("/staff/officers?unit={unit}"))
            .into_future()
    };
    assert_eq!(
        shape(&officers(other.works).await),
        shape(&officers(Uuid::now_v7()).await)
    );

    // A cursor of one body in the hands of another shows the other's own cases only.
    for _ in 0..2 {
        town.citizen("rosa").files("No hay luz.").await;
    }
    let page = luis.get("/staff/cases?limit=1").await.ok();
    let cursor = page["next_cursor"].as_str().unwrap();
    let foreign = town
        .staff_of("pe2", "luis")
        .get(&format!("/staff/cases?cursor={cursor}"))
        .await
        .ok();
    assert_eq!(foreign["items"], json!([]));
}

#[actix_web::test]
async fn staff_and_machines_file_in_their_own_body_only() {
    let town = Town::new().await;
    let mut filing = town.filing();
    filing["entity"] = json!(town.other("pe2").number);
    for client in [town.staff("olga"), town.machine()] {
        let foreign = client
            .post("/cases", filing.clone())
            .key(&fresh_key())
            .await;
        let mut unknown = filing.clone();
        unknown["entity"] = json!("0999");
        assert_eq!(
            shape(&foreign),
            shape(&client.post("/cases", unknown).key(&fresh_key()).await)
        );
        assert_eq!(foreign.wrong(), ["/entity unknown"]);
    }
    assert_eq!(town.books.count("cases"), 0);
}

#[actix_web::test]
async fn a_key_of_one_case_opens_no_other_also_across_bodies() {
    let town = Town::new().await;
    let mine = town.citizen("rosa").files("No hay luz.").await;
    let mut filing = town.filing();
    filing["entity"] = json!(town.other("pe2").number);
    let other = town.files(filing).await;
    town.holder(&mine)
        .get(&other.path(""))
        .await
        .refused(404, "case.not-found");
}
