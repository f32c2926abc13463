//! "Why this date?": the explanation says what the receipt promised.

use serde_json::{Value, json};

use crate::kit::Town;

fn counted(clock: &Value) -> Vec<&Value> {
    clock["days"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|day| day["counts"] == true)
        .collect()
}

#[actix_web::test]
async fn every_counted_day_is_shown_and_the_last_is_the_due_date() {
    // domain 5.3; T1
    for body in ["pe", "cl", "156", "ouvidoria"] {
        let town = Town::on(body, "2026-09-10T15:00:00Z").await;
        let case = town.citizen("rosa").files("No hay luz.").await;

        let clocks = town.holder(&case).get(&case.path("clocks")).await.ok();

        let clock = &clocks["clocks"][0];
        let receipt = &case.receipt;
        assert_eq!(clock["due_on"], receipt["due_on"], "{body}");
        assert_eq!(clock["counted_from"], receipt["counted_from"], "{body}");
        assert_eq!(
            (&clock["source"], &clock["zone"]),
            (&receipt["term"]["source"], &receipt["zone"])
        );
        let days = counted(clock);
        assert_eq!(json!(days.len()), receipt["term"]["length"], "{body}");
        assert_eq!(
            (&days[0]["on"], &days[0]["n"]),
            (&receipt["counted_from"], &json!(1)),
            "{body}"
        );
        assert_eq!(
            days.last().unwrap()["n"],
            receipt["term"]["length"],
            "{body}"
        );
    }
}

#[actix_web::test]
async fn weekends_and_holidays_say_why_they_do_not_count() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let clocks = town.holder(&case).get(&case.path("clocks")).await.ok();
    let day = |on: &str| {
        let days = clocks["clocks"][0]["days"].as_array().unwrap();
        days.iter().find(|day| day["on"] == on).cloned().unwrap()
    };
    assert_eq!(day("2026-09-10")["reason"], "filing_day");
    assert_eq!(day("2026-09-12")["reason"], "weekend");
    assert_eq!(day("2026-10-08")["reason"], "holiday");
    assert!(
        day("2026-10-08")["why"]
            .as_str()
            .unwrap()
            .contains("Angamos")
    );
}

#[actix_web::test]
async fn staff_read_the_same_ledger() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    let person = town.holder(&case).get(&case.path("clocks")).await.ok();
    let staff = town.staff("luis").get(&case.desk("clocks")).await.ok();
    assert_eq!(person, staff);
    let what: Vec<_> = person["clocks"][0]["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["what"].clone())
        .collect();
    assert_eq!(what, ["start", "stop"]);
}

#[actix_web::test]
async fn a_filing_on_a_closed_day_counts_as_filed_on_the_next_open_one() {
    // Ley 19.880 art. 25 and practice in Peru: deemed filing. 12 September 2026 is a Saturday.
    let town = Town::on("pe", "2026-09-12T15:00:00Z").await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    assert_eq!(case.receipt["counted_from"], "2026-09-15");
}
