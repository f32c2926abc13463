//! Lawful pauses (domain 7.3 row 13; anchors check 45).

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Filed, Town, invariants};

const WHY: &str = "Se preguntó a la empresa si se opone a la entrega.";

async fn request(town: &Town) -> Filed {
    let mut filing = town.filing();
    filing["kind"] = json!("information_request");
    let case = town.files(filing).await;
    town.brings(&case, "in_progress").await;
    case
}

#[actix_web::test]
async fn the_clock_stands_still_while_third_parties_are_heard() {
    // Ley 20.285 art. 20
    let town = Town::on("cl", "2026-06-25T15:00:00Z").await;
    let case = request(&town).await;
    town.passes(TimeDelta::days(5));
    let luis = town.staff("luis");
    let pause = json!({ "ground": "third_party", "reason": WHY });
    let seen = luis.does(&case, "suspend", pause).await.ok();
    assert_eq!(
        (&seen["state"], &seen["due"]["is_paused"]),
        (&json!("suspended"), &json!(true))
    );
    town.passes(TimeDelta::days(7));
    let luis = town.staff("luis");
    let seen = luis
        .does(&case, "resume", json!({ "reason": "No se opuso." }))
        .await
        .ok();
    assert_eq!(
        (&seen["state"], &seen["due"]["on"]),
        (&json!("in_progress"), &json!("2026-08-03")),
        "five working days were given back"
    );
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn a_paused_case_is_not_late_however_long_it_takes() {
    let town = Town::on("cl", "2026-06-25T15:00:00Z").await;
    let case = request(&town).await;
    let pause = json!({ "ground": "third_party", "reason": WHY });
    let luis = town.staff("luis");
    luis.does(&case, "suspend", pause).await.ok();
    town.passes(TimeDelta::days(90));
    assert_eq!(town.track(&case).await["due"]["is_late"], false);
    let luis = town.staff("luis");
    let late = luis.get("/staff/cases?view=late").await.ok();
    assert_eq!(late["items"], json!([]));
    let all = luis.get("/staff/cases?view=all").await.ok();
    assert_eq!(all["items"][0]["due"]["is_late"], false);
}

#[actix_web::test]
async fn a_pause_begins_neither_in_the_future_nor_before_the_clock_last_moved() {
    // anchors check 45
    let town = Town::on("cl", "2026-06-25T15:00:00Z").await;
    let case = request(&town).await;
    town.passes(TimeDelta::days(5));
    let luis = town.staff("luis");
    for (since, wrong) in [
        ("2026-06-24T15:00:00Z", "/since too-early"),
        ("2026-07-01T15:00:00Z", "/since in-future"),
    ] {
        let pause = json!({ "ground": "third_party", "reason": WHY, "since": since });
        assert_eq!(luis.does(&case, "suspend", pause).await.wrong(), [wrong]);
    }
    let pause = json!({ "ground": "third_party", "reason": WHY, "since": "2026-06-29T15:00:00Z" });
    luis.does(&case, "suspend", pause).await.ok();
    let days = town.holder(&case).get(&case.path("clocks")).await.ok();
    assert!(days.to_string().contains("Audiencia de terceros"), "{days}");
}

#[actix_web::test]
async fn only_grounds_of_the_regime_pause_and_peru_has_none() {
    // domain 1.3: the only thing that stops the clock is the one correction request
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let luis = town.staff("luis");
    let pause = json!({ "ground": "third_party", "reason": WHY });
    luis.does(&case, "suspend", pause)
        .await
        .refused(409, "case.no-suspension");
    assert_eq!(
        luis.looks_at(&case).await.ok()["suspension_grounds"],
        json!([])
    );

    let chile = Town::at("cl").await;
    let case = chile.case_in("in_progress").await;
    let pause = json!({ "ground": "holidays", "reason": WHY });
    let reply = chile.staff("luis").does(&case, "suspend", pause).await;
    assert_eq!(reply.wrong(), ["/ground unknown"]);
    let named: Value = chile.staff("luis").looks_at(&case).await.ok()["suspension_grounds"].clone();
    assert_eq!(named[0]["source"], "Ley 19.880 art. 27");
}
