//! Who sees whom: contact data is covered, and every look at it is on record (promise P2).

use serde_json::{Value, json};

use crate::kit::{Filed, Town, fresh_key};

fn covered(filer: &Value) -> bool {
    ["name", "document", "email", "phone", "address"]
        .iter()
        .all(|field| filer[field].is_null())
        && filer["is_masked"] == true
}

async fn filed(town: &Town) -> Filed {
    let mut filing = town.filing();
    filing["filer"]["document"] = json!({ "type": "dni", "number": "41234567" });
    filing["filer"]["phone"] = json!("999 888 777");
    let case = town.files(filing).await;
    town.brings(&case, "in_progress").await;
    case
}

#[actix_web::test]
async fn whoever_works_on_a_case_sees_who_filed_and_the_look_is_recorded() {
    // P2: 100 %
    let town = Town::new().await;
    let case = filed(&town).await;
    let before = town.books.count("access_log");

    let seen = town.staff("ana").looks_at(&case).await.ok();

    assert_eq!(
        (&seen["filer"]["name"], &seen["filer"]["document"]),
        (&json!("rosa"), &json!("dni 41234567"))
    );
    assert_eq!(town.books.count("access_log"), before + 1);
    let look = town.books.lines(
        "SELECT actor_role || ' ' || reason || ' ' || array_to_string(fields, ',') FROM access_log ORDER BY id DESC LIMIT 1",
    );
    assert_eq!(look, ["officer assigned name,document,email,phone"]);
}

#[actix_web::test]
async fn supervisors_and_leads_give_a_reason() {
    // reliability part 3, row "read contact data"
    let town = Town::new().await;
    let case = filed(&town).await;
    let before = town.books.count("access_log");
    for name in ["sara", "luis"] {
        assert!(
            covered(&town.staff(name).looks_at(&case).await.ok()["filer"]),
            "{name}"
        );
    }
    assert_eq!(town.books.count("access_log"), before, "nothing was seen");

    let path = format!("{}?reason=He%20phoned%20about%20it", case.desk(""));
    let seen = town.staff("luis").get(&path).await.ok();
    assert_eq!(seen["filer"]["phone"], "999 888 777");
    let reasons = town
        .books
        .lines("SELECT reason FROM access_log ORDER BY id DESC LIMIT 1");
    assert_eq!(reasons, ["He phoned about it"]);
    let short = format!("{}?reason=no", case.desk(""));
    assert_eq!(
        town.staff("luis").get(&short).await.wrong(),
        ["?reason length"]
    );
}

#[actix_web::test]
async fn an_auditor_reads_the_procedure_and_no_person() {
    // reliability part 3, column AU: masked
    let town = Town::new().await;
    let case = filed(&town).await;
    town.holder(&case).says(&case, "CANARY message").await.ok();
    let path = format!("{}?reason=yearly%20audit", case.desk(""));

    for path in [case.desk(""), path] {
        let seen = town.staff("aura").get(&path).await.ok();
        assert!(covered(&seen["filer"]));
        assert_eq!(
            (&seen["story"], &seen["place"], &seen["messages"]),
            (&json!(""), &Value::Null, &json!([]))
        );
        assert!(
            !seen.to_string().contains("CANARY") && !seen.to_string().contains("poste"),
            "{seen}"
        );
        assert_eq!(seen["actions"], json!([]));
    }
    let list = town.staff("aura").get("/staff/cases").await.ok();
    assert!(!list.to_string().contains("poste"), "{list}");
}

#[actix_web::test]
async fn an_operator_reads_back_what_they_just_typed() {
    let town = Town::new().await;
    let case = Filed::of(
        town.staff("olga")
            .post("/cases", town.filing())
            .key(&fresh_key())
            .await,
    );
    let seen = town.staff("olga").looks_at(&case).await.ok();
    assert_eq!(seen["filer"]["name"], "rosa");
    let look = town
        .books
        .lines("SELECT actor_role || ' ' || reason FROM access_log");
    assert_eq!(look, ["operator intake"]);
}

#[actix_web::test]
async fn administrators_and_oversight_see_no_case() {
    // reliability part 3, overall rule 5
    let town = Town::new().await;
    let case = filed(&town).await;
    for name in ["adam", "nora"] {
        town.staff(name)
            .looks_at(&case)
            .await
            .refused(403, "auth.not-allowed");
        town.staff(name)
            .get("/staff/cases")
            .await
            .refused(403, "auth.not-allowed");
    }
}

#[actix_web::test]
async fn a_command_shows_no_more_than_a_look() {
    // Z6
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let shown = town.staff("luis").notes(&case, "x").await.ok();
    let seen = town.staff("luis").looks_at(&case).await.ok();
    assert_eq!(shown, seen);
    assert!(covered(&shown["filer"]));
}

#[actix_web::test]
async fn history_names_every_step_with_its_actor() {
    // domain 7.5 invariant 2
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    let history = town.staff("luis").get(&case.desk("history")).await.ok();
    let lines: Vec<String> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            format!(
                "{} {} {} {}",
                text(&line["event"]),
                text(&line["actor"]["kind"]),
                text(&line["actor"]["name"]),
                text(&line["to"])
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "case.registered person - registered",
            "case.triaged staff Dora in_triage",
            "case.assigned staff Dora assigned",
            "case.accepted staff Ana in_progress",
            "case.drafted staff Ana response_drafted",
            "case.sent-for-review staff Ana in_review",
            "case.approved staff Luis in_review",
            "case.responded staff Luis responded",
            "case.notified system - notified",
        ]
    );
    let page = town
        .staff("luis")
        .get(&format!("{}?limit=4", case.desk("history")))
        .await
        .ok();
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = town
        .staff("luis")
        .get(&format!(
            "{}?limit=100&cursor={cursor}",
            case.desk("history")
        ))
        .await
        .ok();
    assert_eq!(
        (next["items"][0]["seq"].clone(), next["next_cursor"].clone()),
        (json!(5), Value::Null)
    );
}
