//! Two officers never overwrite each other unseen (promise R6).

use futures_util::future::join_all;
use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn a_command_without_a_version_is_refused() {
    // RFC 6585
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let reply = town
        .staff("ana")
        .post(&case.desk("notes"), json!({ "text": "x" }))
        .await;
    reply.refused(428, "request.no-version");
}

#[actix_web::test]
async fn a_stale_version_is_refused_and_changes_nothing() {
    // RFC 9110 section 13.1.1
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let before = town.staff("ana").looks_at(&case).await;
    let version: i64 = before.header("etag").trim_matches('"').parse().unwrap();
    assert_eq!(before.json()["version"], version);
    for (header, name) in [
        (format!("\"{}\"", version - 1), "older"),
        ("\"abc\"".to_owned(), "foreign"),
        (format!("\"{}\"", version + 1), "newer"),
    ] {
        let note = town
            .staff("ana")
            .post(&case.desk("notes"), json!({ "text": name }));
        note.header("if-match", &header)
            .await
            .refused(412, "request.stale");
    }
    assert_eq!(town.books.count("notes"), 0);
    let right = town
        .staff("ana")
        .post(&case.desk("notes"), json!({ "text": "right" }))
        .seen(version)
        .await;
    assert_eq!(right.header("etag"), format!("\"{}\"", version + 1));
}

#[actix_web::test]
async fn of_twenty_with_the_same_version_exactly_one_wins() {
    // R6
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let ana = town.staff("ana");
    let version = ana.looks_at(&case).await.ok()["version"].as_i64().unwrap();
    let calls = (0..20).map(|n| {
        ana.post(&case.desk("notes"), json!({ "text": format!("note {n}") }))
            .seen(version)
            .into_future()
    });

    let mut statuses: Vec<_> = join_all(calls)
        .await
        .into_iter()
        .map(|reply| reply.status)
        .collect();

    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (200, [412; 19].as_slice()));
    assert_eq!(town.books.count("notes"), 1);
    assert_eq!(
        town.books.lines("SELECT version FROM cases"),
        [(version + 1).to_string()]
    );
}
