//! Marks at 50, 80 and 100 % of a term, each told once (anchors checks 52, 53; CL-49).

use chrono::TimeDelta;
use serde_json::json;

use crate::kit::{Filed, Town};

fn marks(town: &Town, case: &Filed, clock: &str) -> Vec<String> {
    town.books.lines(&format!(
        "SELECT h.data ->> 'mark' FROM history h JOIN cases c ON c.entity_id = h.entity_id AND c.id = h.case_id \
         WHERE h.event = 'case.escalated' AND h.data ->> 'clock' = '{clock}' \
           AND c.key_hash = sha256(decode('{}', 'hex')) ORDER BY h.seq",
        case.key_hex()
    ))
}

#[actix_web::test]
async fn each_mark_of_the_main_clock_is_reached_once() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    town.settles().await;
    assert!(marks(&town, &case, "main").is_empty());
    // Fifteen of thirty working days end with 1 October.
    town.passes(TimeDelta::days(22));
    town.settles().await;
    town.settles().await;
    assert_eq!(marks(&town, &case, "main"), ["50"]);
    town.passes(TimeDelta::days(60));
    town.settles().await;
    town.settles().await;
    assert_eq!(marks(&town, &case, "main"), ["50", "80", "100"]);
}

#[actix_web::test]
async fn the_assignee_hears_of_each_the_supervisor_from_eighty_and_the_lead_at_the_end() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_progress").await;
    town.settles().await;
    let heard = |name: &str| {
        town.letters_to(&town.body().colleague(name).email)
            .into_iter()
            .filter(|letter| {
                letter.subject.contains("avanza") || letter.subject.contains("running")
            })
            .count()
    };
    town.passes(TimeDelta::days(22));
    town.settles().await;
    assert_eq!((heard("ana"), heard("sara"), heard("luis")), (1, 0, 0));
    town.passes(TimeDelta::days(14));
    town.settles().await;
    assert_eq!((heard("ana"), heard("sara"), heard("luis")), (2, 1, 0));
    town.passes(TimeDelta::days(20));
    town.settles().await;
    assert_eq!((heard("ana"), heard("sara"), heard("luis")), (3, 2, 1));
    assert_eq!(marks(&town, &case, "main"), ["50", "80", "100"]);
}

#[actix_web::test]
async fn a_pause_moves_the_marks() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("in_triage").await;
    let defects = json!({ "defects": ["¿En qué oficina fue?"] });
    town.staff("dora")
        .does(&case, "correction", defects)
        .await
        .ok();
    town.passes(TimeDelta::days(4));
    let text = json!({ "text": "En la oficina central." });
    town.holder(&case)
        .post(&case.path("correction"), text)
        .await
        .ok();
    town.brings(&case, "in_progress").await;
    town.passes(TimeDelta::days(18));
    town.settles().await;
    assert!(
        marks(&town, &case, "main").is_empty(),
        "one working day later than without the pause"
    );
    town.passes(TimeDelta::days(4));
    town.settles().await;
    assert_eq!(marks(&town, &case, "main"), ["50"]);
}

#[actix_web::test]
async fn an_answered_case_escalates_no_more() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.case_in("closed").await;
    town.passes(TimeDelta::days(90));
    town.settles().await;
    assert!(marks(&town, &case, "main").is_empty());
}

#[actix_web::test]
async fn the_desk_has_a_clock_of_its_own() {
    // DS 007-2020-PCM art. 16.1: three working days of triage
    let town = Town::on("pe", "2026-07-20T15:00:00Z").await;
    let case = town.case_in("registered").await;
    town.settles().await;
    let clocks = town.staff("dora").get(&case.desk("clocks")).await.ok();
    let triage = clocks["clocks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|clock| clock["name"] == "triage")
        .unwrap()
        .clone();
    assert_eq!(
        (&triage["due_on"], &triage["state"]),
        (&json!("2026-07-24"), &json!("running"))
    );
    town.passes(TimeDelta::days(10));
    town.settles().await;
    assert_eq!(marks(&town, &case, "triage"), ["50", "80", "100"]);
    town.brings(&case, "assigned").await;
    let clocks = town.staff("luis").get(&case.desk("clocks")).await.ok();
    let triage = clocks["clocks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|clock| clock["name"] == "triage")
        .unwrap()
        .clone();
    assert_eq!(triage["state"], "stopped");
}

#[actix_web::test]
async fn a_unit_has_its_own_term_anew_with_each_change_of_hands() {
    // Ley 19.880 art. 24: reports within ten working days
    let town = Town::on("cl", "2026-06-25T15:00:00Z").await;
    let case = town.case_in("assigned").await;
    town.passes(TimeDelta::days(1));
    town.staff("ana").returns(&case).await.ok();
    town.brings(&case, "assigned").await;
    let clocks = town.staff("luis").get(&case.desk("clocks")).await.ok();
    let units: Vec<_> = clocks["clocks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|clock| clock["name"] == "unit")
        .map(|clock| clock["state"].clone())
        .collect();
    assert_eq!(units, [json!("stopped"), json!("running")]);
    let person = town.holder(&case).get(&case.path("clocks")).await.ok();
    assert!(!person.to_string().contains("\"unit\",\"cycle\""));
    assert!(
        person["clocks"]
            .as_array()
            .unwrap()
            .iter()
            .all(|clock| clock["name"] != "unit"),
        "the body's own"
    );
}
