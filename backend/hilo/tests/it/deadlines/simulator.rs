//! "If I file today" (issue: a simulator for anybody).

use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn anybody_can_ask_by_when_an_answer_would_come() {
    // domain 5.3: Mon 2026-07-20, thirty working days
    let town = Town::on("pe", "2026-07-20T15:00:00Z").await;
    let path = format!("/entities/{}/clock?kind=complaint", town.body().number);
    let clock = town.visitor().get(&path).await.ok();
    assert_eq!(
        (&clock["due_on"], &clock["length"], &clock["source"]),
        (
            &json!("2026-09-04"),
            &json!(30),
            &json!("DS 007-2020-PCM art. 14")
        )
    );
    let skipped: Vec<&str> = clock["days"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|day| day["reason"] == "holiday")
        .map(|day| day["on"].as_str().unwrap())
        .collect();
    assert_eq!(
        skipped,
        [
            "2026-07-23",
            "2026-07-28",
            "2026-07-29",
            "2026-08-06",
            "2026-08-30"
        ]
    );
}

#[actix_web::test]
async fn it_says_what_filing_would_then_say() {
    let town = Town::on("pe", "2026-07-25T15:00:00Z").await;
    let path = format!("/entities/{}/clock?kind=complaint", town.body().number);
    let clock = town.visitor().get(&path).await.ok();
    let case = town.case_in("registered").await;
    assert_eq!(clock["due_on"], case.receipt["due_on"]);
}

#[actix_web::test]
async fn what_nobody_attends_has_no_clock() {
    let town = Town::new().await;
    let number = &town.body().number;
    let visitor = town.visitor();
    let ask = async |query: &str| {
        visitor
            .get(&format!("/entities/{number}/clock?{query}"))
            .await
    };
    assert_eq!(ask("kind=denunciation").await.wrong(), ["?kind not-here"]);
    let nobody = format!("kind=complaint&service={}", uuid::Uuid::now_v7());
    assert_eq!(ask(&nobody).await.wrong(), ["?service unknown"]);
    assert_eq!(
        ask("kind=complaint&at=2040-01-01T00:00:00Z").await.wrong(),
        ["?at range"]
    );
    visitor
        .get("/entities/9999/clock?kind=complaint")
        .await
        .refused(404, "entity.not-found");
}
