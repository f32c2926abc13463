//! Bodies, queries and headers that are not as the contract says (promises I1, I2, I3, Z5).

use serde_json::{Value, json};

use crate::kit::{Town, fresh_key};

const JSON: &str = "application/json";

#[actix_web::test]
async fn what_cannot_be_read_is_a_400() {
    // reliability 6.1, row 400
    let town = Town::new().await;
    let deep = format!(r#"{{"story":{}1{}}}"#, "[".repeat(5_000), "]".repeat(5_000));
    for body in [
        "",
        "{",
        "nonsense",
        "[1,]",
        "{\"a\":1}}",
        "\u{feff}{}",
        deep.as_str(),
    ] {
        let reply = town
            .visitor()
            .post_bytes("/cases", JSON, body)
            .key(&fresh_key())
            .await;
        reply.refused(400, "request.unreadable");
    }
    let latin = b"{\"story\":\"\xe9\"}".to_vec();
    town.visitor()
        .post_bytes("/cases", JSON, latin)
        .key(&fresh_key())
        .await
        .refused(400, "request.unreadable");
}

#[actix_web::test]
async fn unknown_fields_are_named_and_refused_by_every_write() {
    // Z5: only named fields can be written
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    let (person, lead) = (town.holder(&case), town.staff("luis").with("if-match", "*"));
    let body = town.body();
    let question = |part: &str| format!("/staff/consultations/{}/{part}", uuid::Uuid::now_v7());
    for (caller, path, known) in [
        (&person, "/cases".to_owned(), town.filing()),
        (&person, case.path("messages"), json!({ "text": "x" })),
        (&person, case.path("withdraw"), json!({})),
        (
            &person,
            case.path("rating"),
            json!({ "stars": 1, "solved": "no" }),
        ),
        (
            &person,
            case.path("dispute"),
            json!({ "reason": "long enough" }),
        ),
        (
            &person,
            "/staff/sign-in".into(),
            json!({ "email": "a@b.c", "password": "x", "code": "123456" }),
        ),
        (&person, "/staff/refresh".into(), json!({})),
        (&lead, case.desk("triage"), json!({})),
        (&lead, case.desk("assign"), json!({ "unit": body.works })),
        (&lead, case.desk("accept"), json!({})),
        (
            &lead,
            case.desk("return"),
            json!({ "reason": "long enough" }),
        ),
        (
            &lead,
            case.desk("consult"),
            json!({ "kind": "unit", "unit": body.parks, "question": "long enough" }),
        ),
        (&lead, question("answer"), json!({ "text": "long enough" })),
        (&lead, question("cancel"), json!({})),
        (
            &lead,
            case.desk("interim"),
            json!({ "text": "long enough" }),
        ),
        (
            &lead,
            case.desk("draft"),
            json!({ "outcome": "denied", "text": "x", "step": "save" }),
        ),
        (&lead, case.desk("review"), json!({ "verdict": "approve" })),
        (&lead, case.desk("respond"), json!({})),
        (
            &lead,
            format!("/staff/offices/{}/sheets", body.office),
            json!({ "sheet": 1, "written_on": "2026-01-01", "filing": town.filing() }),
        ),
        (
            &lead,
            format!("/staff/offices/{}/sheets/1/void", body.office),
            json!({ "reason": "long enough" }),
        ),
        (
            &lead,
            "/staff/incidents".into(),
            json!({ "text": "long enough", "is_solved": false }),
        ),
        (
            &lead,
            case.desk("notify"),
            json!({ "way": "desk", "outcome": "failed", "on": "2026-01-01" }),
        ),
        (&lead, case.desk("notes"), json!({ "text": "x" })),
        (&lead, case.desk("merge"), json!({ "into": "x" })),
        (&lead, case.desk("group"), json!({ "with": "x" })),
        (
            &lead,
            case.desk("ungroup"),
            json!({ "reason": "long enough" }),
        ),
        (&lead, case.desk("split"), json!({ "parts": [] })),
        (
            &lead,
            case.desk("transfer"),
            json!({ "to": "0002", "reason": "long enough" }),
        ),
        (
            &lead,
            format!("/staff/transfers/{}/accept", body.works),
            json!({}),
        ),
        (
            &lead,
            format!("/staff/transfers/{}/refuse", body.works),
            json!({ "reason": "long enough" }),
        ),
        (
            &lead,
            case.desk("reopen"),
            json!({ "reason": "long enough" }),
        ),
    ] {
        for (field, value) in [
            ("state", json!("closed")),
            ("entity_id", json!(1)),
            ("is_admin", json!(true)),
            ("__proto__", json!({})),
        ] {
            let mut sent = known.clone();
            sent[field] = value;
            let reply = caller.post(&path, sent).key(&fresh_key()).await;
            assert_eq!(reply.wrong(), [format!("/{field} unknown-field")], "{path}");
        }
    }
    assert_eq!(town.track(&case).await["state"], "notified");
}

#[actix_web::test]
async fn a_field_that_appears_twice_is_refused() {
    let town = Town::new().await;
    let text = town
        .filing()
        .to_string()
        .replacen('{', r#"{"story":"other","#, 1);
    let reply = town
        .visitor()
        .post_bytes("/cases", JSON, text)
        .key(&fresh_key())
        .await;
    assert_eq!(reply.wrong(), ["/story duplicate-key"]);
}

#[actix_web::test]
async fn control_characters_are_refused_and_line_breaks_are_not() {
    let town = Town::new().await;
    for (text, pointer) in [
        ("a\u{0}b", "/story"),
        ("\u{7}", "/story"),
        ("\u{1b}[31m", "/story"),
    ] {
        let mut filing = town.filing();
        filing["story"] = json!(text);
        let reply = town
            .visitor()
            .post("/cases", filing)
            .key(&fresh_key())
            .await;
        assert_eq!(reply.wrong(), [format!("{pointer} control-character")]);
    }
    let mut filing = town.filing();
    filing["filer"]["name"] = json!("Rosa\u{0}");
    let reply = town
        .visitor()
        .post("/cases", filing)
        .key(&fresh_key())
        .await;
    assert_eq!(reply.wrong(), ["/filer/name control-character"]);
}

#[actix_web::test]
async fn a_body_that_is_too_large_is_refused() {
    // reliability 6.1, row 413
    let town = Town::new().await;
    let mut filing = town.filing();
    filing["story"] = json!("a".repeat(200_000));
    town.visitor()
        .post("/cases", filing)
        .key(&fresh_key())
        .await
        .refused(413, "request.too-large");
}

#[actix_web::test]
async fn another_kind_of_content_and_packed_bodies_are_refused() {
    // I3; RUSTSEC-2026-0447 and -0448: packed bodies inflate before limits
    let town = Town::new().await;
    let text = town.filing().to_string();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "multipart/form-data",
        "nonsense",
    ] {
        let reply = town
            .visitor()
            .post_bytes("/cases", kind, text.clone())
            .key(&fresh_key())
            .await;
        reply.refused(415, "request.media-type");
    }
    for coding in ["gzip", "br", "zstd", "identity"] {
        let call = town
            .visitor()
            .post_bytes("/cases", JSON, text.clone())
            .key(&fresh_key());
        call.header("content-encoding", coding)
            .await
            .refused(415, "request.media-type");
    }
    let reply = town
        .visitor()
        .post_bytes("/cases", "application/json; charset=utf-8", text)
        .key(&fresh_key())
        .await;
    assert_eq!(reply.status, 201);
}

#[actix_web::test]
async fn another_method_is_told_which_there_are() {
    // reliability 6.1, row 405 with Allow
    let town = Town::new().await;
    for (method, path, allow) in [
        ("PUT", "/cases", "POST"),
        ("GET", "/cases", "POST"),
        ("DELETE", "/cases/0001-26000-00010", "GET"),
        ("PATCH", "/staff/cases/0001-26000-00010", "GET"),
        ("POST", "/entities", "GET"),
        ("TRACE", "/lifecycle", "GET"),
    ] {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let reply = town.visitor().call(method, path).await;
        assert_eq!(reply.header("allow"), allow, "{path}");
        reply.refused(405, "request.method");
    }
}

#[actix_web::test]
async fn unknown_and_doubled_query_parameters_are_refused() {
    let town = Town::new().await;
    for (path, error) in [
        ("/entities?limit=5&evil=1", "?evil unknown-parameter"),
        ("/lifecycle?x", "?x unknown-parameter"),
        ("/entities?limit=5&limit=6", "?limit duplicate-key"),
        ("/entities?limit=x", "?limit type"),
        ("/entities?q=a%00b", "?q control-character"),
    ] {
        assert_eq!(town.visitor().get(path).await.wrong(), [error], "{path}");
    }
    assert_eq!(
        town.staff("luis")
            .get("/staff/cases?state=open")
            .await
            .wrong(),
        ["?state choice"]
    );
    assert_eq!(
        town.staff("luis").get("/staff/cases?unit=x").await.wrong(),
        ["?unit type"]
    );
}

#[actix_web::test]
async fn a_refusal_repeats_nothing_and_tells_nothing_from_inside() {
    // I2
    let town = Town::new().await;
    let mut filing = town.filing();
    filing["story"] = json!(7);
    filing["CANARY-field"] = json!("CANARY-value");
    let reply = town
        .visitor()
        .post("/cases", filing)
        .key(&fresh_key())
        .await;
    let text = reply.text();
    for inside in [
        "CANARY-value",
        "serde",
        "line",
        "column",
        "src/",
        "diesel",
        "postgres",
        "hilo_app",
        "SELECT",
    ] {
        assert!(!text.contains(inside), "{inside} in {text}");
    }
    assert!(reply.headers.get("server").is_none());
}

#[actix_web::test]
async fn hostile_paths_and_headers_get_a_considered_answer() {
    // I1
    let town = Town::new().await;
    for path in [
        "/cases/%00",
        "/cases/..%2f..%2fetc",
        "/cases/0001-26000-00010%27%20OR%201=1",
        "/entities/%F0%9F%94%A6",
        "/staff/cases/%2e%2e/%2e%2e",
    ] {
        let reply = town.visitor().get(path).await;
        assert!(
            (400..500).contains(&reply.status),
            "{path}: {} {}",
            reply.status,
            reply.text()
        );
        let problem: Value = reply.json();
        assert_eq!(problem["status"], reply.status);
    }
    let long = format!("/entities?q={}", "a".repeat(7_000));
    assert_eq!(town.visitor().get(&long).await.status, 422);
    for version in ["abc", "\"\"", "W/\"x\"", "\"99999999999999\"", "1, 2"] {
        let case = "0001-26000-00010";
        let reply = town
            .staff("luis")
            .post(
                &format!("/staff/cases/{case}/notes"),
                json!({ "text": "x" }),
            )
            .header("if-match", version)
            .await;
        assert_eq!(reply.status, 404, "{version}");
    }
}
