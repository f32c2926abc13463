//! The people of a case are covered exactly as the filer, and each look is on record (promise P2).

use serde_json::{Value, json};

use crate::kit::{Filed, Town};

async fn filed(town: &Town) -> Filed {
    let mut filing = town.filing();
    filing["filer"]["age"] = json!(12);
    filing["filer"]["country"] = json!("CL");
    filing["parties"] = json!({
        "guardian": {
            "name": "CANARY María", "document": { "type": "dni", "number": "41234567" },
            "email": "maria@people.example", "phone": "999 888 777", "relation": "mother",
        },
        "affected": { "name": "CANARY Juan" },
    });
    let case = town.files(filing).await;
    town.brings(&case, "in_progress").await;
    case
}

#[actix_web::test]
async fn whoever_works_on_a_case_sees_its_people_and_the_look_is_recorded() {
    let town = Town::new().await;
    let case = filed(&town).await;
    let seen = town.staff("ana").looks_at(&case).await.ok();
    assert_eq!(
        seen["parties"][1],
        json!({
            "role": "guardian", "name": "CANARY María", "document": "dni 41234567", "email": "maria@people.example",
            "phone": "999 888 777", "relation": "mother",
        })
    );
    assert_eq!(
        (&seen["filer"]["age"], &seen["filer"]["country"]),
        (&json!(12), &json!("CL"))
    );
    assert_eq!(seen["is_confidential"], true);
    let look = town
        .books
        .lines("SELECT array_to_string(fields, ',') FROM access_log ORDER BY id DESC LIMIT 1");
    assert_eq!(look, ["name,email,country,age,affected,guardian"]);
}

#[actix_web::test]
async fn whoever_may_not_see_who_filed_sees_no_one_of_the_case() {
    let town = Town::new().await;
    let case = filed(&town).await;
    let before = town.books.count("access_log");
    for name in ["luis", "sara", "aura"] {
        let seen = town.staff(name).looks_at(&case).await.ok();
        assert!(!seen.to_string().contains("CANARY"), "{name}: {seen}");
        assert_eq!(seen["parties"][1]["role"], "guardian");
        assert_eq!(seen["filer"]["age"], Value::Null);
    }
    assert_eq!(town.books.count("access_log"), before);
    let path = format!("{}?reason=yearly%20audit", case.desk(""));
    let seen = town.staff("aura").get(&path).await.ok();
    assert!(!seen.to_string().contains("CANARY"), "{seen}");
    let seen = town.staff("luis").get(&path).await.ok();
    assert_eq!(seen["parties"][0]["name"], "CANARY Juan");
}

#[actix_web::test]
async fn the_people_of_a_case_are_in_no_mail_and_no_history() {
    // N10
    let town = Town::new().await;
    let case = filed(&town).await;
    town.brings(&case, "notified").await;
    assert_eq!(
        town.books.count("history WHERE data::text LIKE '%CANARY%'"),
        0
    );
    for letter in town.sink.mailbox().list(None, None) {
        assert!(!letter.text.contains("CANARY"), "{}", letter.text);
    }
    assert!(town.letters_to("maria@people.example").is_empty());
}
