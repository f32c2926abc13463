//! The permission matrix is the program: every operation of the contract is called as every role (promise Z1).

use hilo::contract::{document, listed};
use hilo_rules::matrix::{Cells, MATRIX, Reach, cells};
use hilo_rules::vocabulary::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::kit::files::pdf;
use crate::kit::{Client, Filed, Reply, Town, fresh_key};

/// Who calls, and which column of the matrix that is.
type Caller = (&'static str, fn(&Cells) -> Reach);

const CALLERS: &[Caller] = &[
    ("anyone", |cells| cells.anyone),
    ("key holder", |cells| cells.key_holder),
    ("olga", |cells| cells.of_role(Role::Operator)),
    ("ana", |cells| cells.of_role(Role::Officer)),
    ("sara", |cells| cells.of_role(Role::Supervisor)),
    ("luis", |cells| cells.of_role(Role::Lead)),
    ("adam", |cells| cells.of_role(Role::Administrator)),
    ("aura", |cells| cells.of_role(Role::Auditor)),
    ("nora", |cells| cells.of_role(Role::Oversight)),
    ("machine", |cells| cells.machine),
];

#[test]
fn every_operation_has_a_row_and_every_row_an_operation() {
    // reliability part 3, overall rule 1
    let mut operations: Vec<String> = listed(&document())
        .into_iter()
        .map(|(id, _, _)| id)
        .collect();
    let mut rows: Vec<&str> = MATRIX.iter().map(|row| row.operation).collect();
    operations.sort();
    rows.sort_unstable();
    assert_eq!(operations, rows);
}

#[actix_web::test]
async fn every_role_can_do_what_the_matrix_says_and_nothing_else() {
    // Z1, Z7: 0 wrong cells
    let town = Town::new().await;
    // Within everybody's reach: olga registered it, ana of sara's unit works on it, luis leads.
    let case = Filed::of(
        town.staff("olga")
            .post("/cases", town.filing())
            .key(&fresh_key())
            .await,
    );
    town.brings(&case, "assigned").await;
    let file = town
        .holder(&case)
        .upload(&case.path("attachments"), "a.pdf", pdf())
        .await
        .ok();
    let file = file["id"].as_str().unwrap();
    let (question, template) = (settled_question(&town), template(&town));
    let offer = answered_offer(&town).await;
    let before = town
        .books
        .lines("SELECT version FROM cases WHERE correlative = 1");

    let mut wrong = Vec::new();
    for (id, method, path) in listed(&document()) {
        let row = cells(&id).unwrap();
        for (name, column) in CALLERS {
            let thing = match &path {
                path if path.contains("/consultations/") => &question,
                path if path.contains("/templates/") => &template,
                path if path.contains("/transfers/") => &offer,
                _ => file,
            };
            let path = filled(&path, &town, &case, thing);
            let client = client(&town, &case, name);
            let reply = call(&town, &client, &id, &method, &path).await;
            if is_let_in(&reply) != (column(row) != Reach::No) {
                wrong.push(format!("{id} as {name}: {} {}", reply.status, reply.text()));
            }
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let filed_on_the_way = "SELECT version FROM cases WHERE correlative = 1";
    assert_eq!(
        town.books.lines(filed_on_the_way),
        before,
        "the walk changed the case"
    );
}

/// A path with everything that it names.
fn filled(path: &str, town: &Town, case: &Filed, thing: &str) -> String {
    let number = if path.contains("/entities/") {
        "0001"
    } else {
        &case.number
    };
    path.replace("{number}", number)
        .replace("{id}", thing)
        .replace("{office}", &town.body().office.to_string())
        .replace("{sheet}", "1")
        .replace("{service}", &town.body().light.id.to_string())
}

/// An offer of another body that was refused: nobody can answer it again.
async fn answered_offer(town: &Town) -> String {
    let mut filing = town.filing();
    filing["entity"] = json!(town.other("pe2").number);
    let case = town.files(filing).await;
    let seen = town
        .staff_of("pe2", "luis")
        .offers(&case, &town.body().number)
        .await
        .ok();
    let offer = seen["transfer"]["id"].as_str().unwrap().to_owned();
    town.staff("luis").turns_down(&offer).await.ok();
    offer
}

/// A question to ana's unit that was answered, so that nobody can answer it or take it back; its id.
fn settled_question(town: &Town) -> String {
    let (id, works) = (uuid::Uuid::now_v7(), town.body().works);
    town.books.run(&format!(
        "INSERT INTO consultations (entity_id, id, case_id, kind, unit_id, clock_id, question, asked_by, asked_at, answer, \
         answered_at) SELECT c.entity_id, '{id}', c.id, 'unit', '{works}', k.id, 'x', a.id, now(), 'x', now() \
         FROM cases c JOIN clocks k ON k.case_id = c.id AND k.name = 'main', accounts a WHERE a.email = 'ana@pe.example'"
    ));
    id.to_string()
}

/// A template; its id.
fn template(town: &Town) -> String {
    let id = uuid::Uuid::now_v7();
    town.books.run(&format!(
        "INSERT INTO templates (entity_id, id, name, language, body, version, state, changed_by, changed_at) \
         SELECT '{}', '{id}', 'x', 'es', 'x', 1, 'in_use', a.id, now() FROM accounts a WHERE a.email = 'sara@pe.example'",
        town.body().id
    ));
    id.to_string()
}

fn client<'t>(town: &'t Town, case: &Filed, name: &str) -> Client<'t> {
    match name {
        "anyone" => town.visitor(),
        "key holder" => town.holder(case),
        "machine" => town.machine(),
        name => town.staff(name),
    }
}

/// Refused for who asks: by name, or by silence.
fn is_let_in(reply: &Reply) -> bool {
    let is_refused = match reply.status {
        401 | 403 => reply.json()["code"] != "auth.refused",
        // Whatever the role: the link's own token decides.
        404 => reply.json()["code"] != "question.not-found",
        _ => false,
    };
    !is_refused
}

/// A call that is right in every way but one, so that nothing changes: versions are stale, proofs are incomplete.
async fn call(town: &Town, client: &Client<'_>, id: &str, method: &str, path: &str) -> Reply {
    let path = path.strip_prefix("/api/v1").unwrap();
    if method == "GET" {
        let path = match id {
            "searchCatalogue" => format!("{path}?q=luz"),
            "simulateClock" => format!("{path}?kind=complaint"),
            _ => path.to_owned(),
        };
        if id == "followCase" || id == "followQueue" {
            return opened(client, &path).await;
        }
        return client.get(&path).await;
    }
    match id {
        "uploadAttachment" => client.upload(path, "a.pdf", pdf()).seen(999).await,
        "saveTemplate" => client.put(path, body(town, id)).seen(999).await,
        "signOut" => client.call(Method::POST, path).await,
        _ => {
            client
                .post(path, body(town, id))
                .key(&fresh_key())
                .seen(999)
                .await
        }
    }
}

/// The head of a stream; its body does not end.
async fn opened(client: &Client<'_>, path: &str) -> Reply {
    let response = client.get(path).raw().send().await.unwrap();
    match response.status().as_u16() {
        200 => Reply {
            status: 200,
            headers: response.headers().clone(),
            body: Vec::new(),
        },
        _ => Reply::of(response).await,
    }
}

fn body(town: &Town, id: &str) -> Value {
    match id {
        "submitCase" => town.filing(),
        "addMessage" | "addNote" => json!({ "text": "x" }),
        "rateCase" => json!({ "stars": 1, "solved": "no" }),
        "ungroupCase" | "refuseTransfer" => json!({ "reason": "long enough a reason" }),
        "mergeCases" => json!({ "into": "0001-26000-00010" }),
        "groupCase" => json!({ "with": "0001-26000-00010" }),
        "splitCase" => {
            json!({ "parts": [{ "kind": "complaint", "story": "long enough a story" }] })
        }
        "transferCase" => json!({ "to": "0002", "reason": "long enough a reason" }),
        "disputeCase" | "returnCase" | "reopenCase" | "resumeCase" | "appealCase" => {
            json!({ "reason": "long enough a reason" })
        }
        "setPoints" => json!({ "points": ["x"] }),
        "requestCorrection" => json!({ "defects": ["which office?"] }),
        "correctCase" => json!({ "text": "x" }),
        "reclassifyCase" => json!({ "kind": "query", "reason": "long enough a reason" }),
        "archiveCase" | "suspendCase" => {
            json!({ "ground": "duplicate", "reason": "long enough a reason" })
        }
        "extendCase" => json!({ "days": 1, "reason": "long enough a reason" }),
        "assignCase" => json!({ "unit": town.body().works }),
        "saveTemplate" => json!({ "name": "y", "language": "es", "body": "y", "state": "in_use" }),
        "consultUnit" => {
            json!({ "kind": "unit", "unit": town.body().parks, "question": "long enough a question" })
        }
        "answerConsultation" | "answerQuestion" => json!({ "text": "long enough a text" }),
        "replyInterim" => json!({ "text": "long enough a text" }),
        "draftResponse" => json!({ "outcome": "denied", "text": "x", "step": "save" }),
        // Not yet written.
        "enterSheet" => {
            json!({ "sheet": 1, "written_on": "2999-01-01", "filing": town.filing() })
        }
        "voidSheet" => json!({ "reason": "long enough a reason" }),
        "recordIncident" => json!({ "text": "long enough a text", "is_solved": false }),
        "notifyCase" => {
            json!({ "way": "desk", "outcome": "delivered", "received_by": "x", "on": "2026-01-01" })
        }
        "reviewResponse" => json!({ "verdict": "approve" }),
        "signIn" | "refreshSession" => json!({ "nothing": "of use" }),
        _ => json!({}),
    }
}
