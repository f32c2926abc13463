//! Templates and their blanks (anchors check 44; CL-42).

use serde_json::{Value, json};
use uuid::Uuid;

use crate::kit::{Client, Reply, Town};

const BODY: &str = "{{name}}: su caso {{number}} del {{filed_on}} lo atendió {{unit}} de {{entity}} el {{día}}. {{signer}}";

fn template(name: &str) -> Value {
    json!({ "name": name, "language": "es", "body": BODY, "state": "in_use" })
}

/// Makes a template; answers with its id.
async fn makes(who: &Client<'_>, template: Value) -> String {
    let id = Uuid::now_v7().to_string();
    let reply = saves_new(who, &id, template).await;
    assert_eq!(
        (reply.status, reply.header("etag")),
        (201, "\"1\""),
        "{}",
        reply.text()
    );
    id
}

async fn saves_new(who: &Client<'_>, id: &str, template: Value) -> Reply {
    who.put(&format!("/staff/templates/{id}"), template)
        .header("if-none-match", "*")
        .await
}

#[actix_web::test]
async fn a_template_is_filled_from_the_case_in_the_persons_language() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    let id = makes(&town.staff("sara"), template("Luminaria")).await;
    let path = case.desk(&format!("templates/{id}"));

    let filled = town.staff("ana").get(&path).await.ok();

    let begin = format!(
        "rosa: su caso {} del 10/09/2026 lo atendió Obras de Municipalidad de Villa Clara el {{{{día}}}}.",
        case.number
    );
    assert!(
        filled["text"].as_str().unwrap().starts_with(&begin),
        "{filled}"
    );
    // Two leads may sign; which one it will be nobody knows yet.
    assert_eq!(filled["left"], json!(["día", "signer"]));
    assert_eq!(
        town.books.lines("SELECT array_to_string(fields, ',') || ' ' || reason FROM access_log ORDER BY at DESC LIMIT 1"),
        ["name assigned"]
    );
    let by_lead = town.staff("luis").get(&path).await.ok();
    assert_eq!(
        by_lead["left"],
        json!(["name", "día"]),
        "the lead does not work on the case"
    );
    assert!(
        by_lead["text"].as_str().unwrap().ends_with("Luis"),
        "{by_lead}"
    );
}

#[actix_web::test]
async fn what_a_template_leaves_blank_does_not_go_out() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let id = makes(&town.staff("sara"), template("Luminaria")).await;
    let ana = town.staff("ana");
    let text = ana.get(&case.desk(&format!("templates/{id}"))).await.ok()["text"].clone();
    let draft = json!({ "outcome": "accepted", "text": text, "step": "send_for_review" });
    let reply = ana
        .post(&case.desk("draft"), draft)
        .header("if-match", "*")
        .await;
    assert_eq!(reply.wrong(), ["/text blank-left"]);
}

#[actix_web::test]
async fn templates_are_found_by_what_they_suit() {
    let town = Town::new().await;
    let sara = town.staff("sara");
    let mut refusal = template("B refusal");
    refusal["outcome"] = json!("denied");
    refusal["kind"] = json!("complaint");
    makes(&sara, refusal).await;
    makes(&sara, template("A for all")).await;
    let mut english = template("C");
    english["language"] = json!("en");
    makes(&sara, english).await;
    let mut retired = template("D");
    retired["state"] = json!("retired");
    makes(&sara, retired).await;
    for (query, names) in [
        ("", vec!["A for all", "B refusal", "C"]),
        (
            "?outcome=denied&language=es",
            vec!["A for all", "B refusal"],
        ),
        ("?outcome=accepted&language=es", vec!["A for all"]),
        ("?kind=query", vec!["A for all", "C"]),
        ("?state=retired", vec!["D"]),
    ] {
        let page = town
            .staff("ana")
            .get(&format!("/staff/templates{query}"))
            .await
            .ok();
        let items = page["items"].as_array().unwrap();
        let found: Vec<&str> = items
            .iter()
            .map(|item| item["name"].as_str().unwrap())
            .collect();
        assert_eq!(found, names, "{query}");
    }
    let first = town.staff("ana").get("/staff/templates?limit=2").await.ok();
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = town
        .staff("ana")
        .get(&format!("/staff/templates?limit=2&cursor={cursor}"))
        .await
        .ok();
    assert_eq!(rest["items"][0]["name"], "C");
    assert_eq!(
        town.staff_of("pe2", "ana")
            .get("/staff/templates")
            .await
            .ok()["items"],
        json!([])
    );
}

#[actix_web::test]
async fn a_template_is_changed_by_who_saw_its_last_version() {
    let town = Town::new().await;
    let (sara, luis) = (town.staff("sara"), town.staff("luis"));
    let id = makes(&sara, template("Luminaria")).await;
    let path = format!("/staff/templates/{id}");
    let changed = luis.put(&path, template("Poste")).seen(1).await.ok();
    assert_eq!(
        (
            &changed["name"],
            &changed["version"],
            &changed["changed_by"]
        ),
        (&json!("Poste"), &json!(2), &json!("Luis"))
    );
    sara.put(&path, template("Farol"))
        .seen(1)
        .await
        .refused(412, "request.stale");
    saves_new(&sara, &id, template("Farol"))
        .await
        .refused(412, "request.stale");
    sara.put(&path, template("Farol"))
        .await
        .refused(428, "request.no-version");
    assert_eq!(
        saves_new(&sara, &Uuid::now_v7().to_string(), template("Poste"))
            .await
            .wrong(),
        ["/name taken"]
    );
}

#[actix_web::test]
async fn officers_fill_templates_and_do_not_write_them() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    saves_new(
        &town.staff("ana"),
        &Uuid::now_v7().to_string(),
        template("Mine"),
    )
    .await
    .refused(403, "auth.not-allowed");
    let foreign = makes(&town.staff_of("pe2", "sara"), template("Theirs")).await;
    for id in [foreign.as_str(), "x"] {
        town.staff("ana")
            .get(&case.desk(&format!("templates/{id}")))
            .await
            .refused(404, "template.not-found");
        town.staff("sara")
            .put(&format!("/staff/templates/{id}"), template("Mine"))
            .seen(1)
            .await
            .refused(404, "template.not-found");
    }
}
