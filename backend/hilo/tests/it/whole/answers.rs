//! Every row of the table of answers, met once over HTTP (reliability 6.1).

use serde_json::json;

use crate::kit::files::pdf;
use crate::kit::{Plan, Town, fresh_key};

#[actix_web::test]
async fn successes_say_what_kind_they_are() {
    // rows 200, 201, 204
    let town = Town::new().await;
    let case = town.case_in("registered").await;
    let track = town.holder(&case).get(&case.path("")).await;
    assert_eq!((track.status, track.header("etag")), (200, "\"1\""));
    let filed = town
        .visitor()
        .post("/cases", town.filing())
        .key(&fresh_key())
        .await;
    assert_eq!(filed.status, 201);
    assert_eq!(
        filed.header("location"),
        format!("/api/v1/cases/{}", filed.json()["number"].as_str().unwrap())
    );
    assert_eq!(town.holder(&case).says(&case, "Hola.").await.status, 201);
    let upload = town
        .holder(&case)
        .upload(&case.path("attachments"), "a.pdf", pdf())
        .await;
    assert_eq!(upload.status, 201);
    let out = town
        .staff("ana")
        .call(reqwest::Method::POST, "/staff/sign-out")
        .await;
    assert_eq!((out.status, out.body.len()), (204, 0));
}

#[actix_web::test]
async fn a_limit_says_how_much_is_left_and_when_to_come_back() {
    // row 429; promise C2
    let settings = vec![("HILO_LIMIT_PER_MINUTE", "20".to_owned())];
    let town = Plan {
        settings,
        ..Plan::default()
    }
    .start()
    .await;
    let first = town
        .visitor()
        .with("x-forwarded-for", "192.0.2.1")
        .get("/lifecycle")
        .await;
    assert_eq!(
        (first.header("ratelimit-policy"), first.header("ratelimit")),
        ("\"address\";q=20;w=60", "\"address\";r=19")
    );
    // Filings have a tighter limit of their own: a tenth.
    let person = town.visitor().with("x-forwarded-for", "192.0.2.2");
    for _ in 0..2 {
        person
            .post("/cases", town.filing())
            .key(&fresh_key())
            .await
            .ok();
    }
    let limited = person.post("/cases", town.filing()).key(&fresh_key()).await;
    let wait: u32 = limited.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    limited.refused(429, "request.too-many");
    town.visitor()
        .with("x-forwarded-for", "192.0.2.3")
        .post("/cases", town.filing())
        .key(&fresh_key())
        .await
        .ok();
}

#[actix_web::test]
async fn an_address_is_believed_from_a_trusted_proxy_only() {
    // A9
    let settings = vec![
        ("HILO_LIMIT_PER_MINUTE", "10".to_owned()),
        ("HILO_TRUSTED_PROXIES", "192.0.2.99".to_owned()),
    ];
    let town = Plan {
        settings,
        ..Plan::default()
    }
    .start()
    .await;
    town.visitor()
        .with("x-forwarded-for", "192.0.2.1")
        .post("/cases", town.filing())
        .key(&fresh_key())
        .await
        .ok();
    let other = town
        .visitor()
        .with("x-forwarded-for", "192.0.2.2")
        .with("forwarded", "for=192.0.2.3")
        .with("x-real-ip", "192.0.2.4");
    other
        .post("/cases", town.filing())
        .key(&fresh_key())
        .await
        .refused(429, "request.too-many");
}

#[actix_web::test]
async fn not_signed_in_is_always_answered_with_the_same_body() {
    // row 401
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let mut bodies = Vec::new();
    for path in [
        "/staff/me".to_owned(),
        "/staff/cases".to_owned(),
        case.desk(""),
        "/staff/cases/0001-26999-99991".to_owned(),
    ] {
        let reply = town.visitor().get(&path).await;
        assert_eq!(reply.header("www-authenticate"), "Bearer");
        let mut body = reply.refused(401, "auth.not-signed-in");
        body.as_object_mut().unwrap().remove("reference");
        bodies.push(body);
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
}

#[actix_web::test]
async fn what_is_broken_gives_a_reference_and_nothing_else() {
    // row 500
    let town = Town::new().await;
    town.books.run("ALTER TABLE units RENAME TO elsewhere");
    let problem = town
        .staff("luis")
        .get("/staff/units")
        .await
        .refused(500, "server.broken");
    let mut names: Vec<_> = problem.as_object().unwrap().keys().cloned().collect();
    names.sort();
    assert_eq!(names, ["code", "reference", "status", "title", "type"]);
    assert!(
        !problem.to_string().contains("elsewhere") && !problem.to_string().contains("relation")
    );
}

#[actix_web::test]
async fn when_the_database_is_away_callers_are_told_to_come_back() {
    // row 503 with Retry-After
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
    let began = std::time::Instant::now();
    let reply = town
        .visitor()
        .post(
            "/cases",
            json!({
                "entity": "0001", "kind": "complaint", "story": "x", "language": "es",
                "filer": { "type": "natural", "notices": "page" },
            }),
        )
        .key(&fresh_key())
        .once()
        .await;
    assert!(began.elapsed().as_secs_f32() < 2.0, "{:?}", began.elapsed());
    assert_eq!(reply.header("retry-after"), "2");
    reply.refused(503, "server.busy");
}
