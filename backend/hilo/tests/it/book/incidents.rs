//! Solved on the spot, and filed all the same (DS 007 arts. 9, 12; anchors check 31).

use serde_json::{Value, json};

use crate::kit::{Filed, Town, fresh_key};

fn incident() -> Value {
    json!({ "text": "The queue machine failed.", "is_solved": true, "how": "People were called by name." })
}

#[actix_web::test]
async fn what_was_solved_on_the_spot_can_be_filed_all_the_same() {
    // anchors check 31
    let town = Town::new().await;
    let olga = town.staff("olga");
    let mut sent = incident();
    sent["office"] = json!(town.body().office);
    let noted = olga.post("/staff/incidents", sent).await;
    assert_eq!(noted.status, 201);
    let noted = noted.json();
    assert_eq!(
        (&noted["recorded_by"], &noted["number"]),
        (&json!("Olga"), &Value::Null)
    );

    let mut filing = town.filing();
    filing["incident"] = noted["id"].clone();
    let case = Filed::of(olga.post("/cases", filing.clone()).key(&fresh_key()).await);
    let list = town.staff("sara").get("/staff/incidents").await.ok();
    assert_eq!(list["items"][0]["number"], json!(case.number));
    assert_eq!(list["items"][0]["is_solved"], true);
    // An incident leads to one case.
    let again = olga.post("/cases", filing).key(&fresh_key()).await;
    assert_eq!(again.wrong(), ["/incident unknown"]);
}

#[actix_web::test]
async fn only_staff_know_incidents_and_only_their_own() {
    let town = Town::new().await;
    let noted = town
        .staff("olga")
        .post("/staff/incidents", incident())
        .await
        .ok();
    let foreign = town
        .staff_of("pe2", "olga")
        .post("/staff/incidents", incident())
        .await
        .ok();
    for (caller, id) in [
        (town.visitor(), &noted["id"]),
        (town.machine(), &noted["id"]),
        (town.staff("olga"), &foreign["id"]),
    ] {
        let mut filing = town.filing();
        filing["incident"] = id.clone();
        let reply = caller.post("/cases", filing).key(&fresh_key()).await;
        assert_eq!(reply.wrong(), ["/incident unknown"]);
    }
    let list = town.staff("luis").get("/staff/incidents").await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn an_incident_that_was_solved_says_how() {
    let town = Town::new().await;
    for (name, value, wrong) in [
        ("how", Value::Null, "/how required"),
        ("text", json!("x"), "/text length"),
        ("office", json!(town.other("pe2").office), "/office unknown"),
        ("person", json!("Rosa"), "/person unknown-field"),
    ] {
        let mut sent = incident();
        sent[name] = value;
        let reply = town.staff("olga").post("/staff/incidents", sent).await;
        assert_eq!(reply.wrong(), [wrong]);
    }
}

#[actix_web::test]
async fn incidents_are_read_page_by_page_and_by_office() {
    let town = Town::new().await;
    let olga = town.staff("olga");
    for n in 1..=3 {
        let sent = json!({ "text": format!("Nr {n}"), "is_solved": false });
        olga.post("/staff/incidents", sent).await.ok();
        town.passes(chrono::TimeDelta::seconds(1));
    }
    let first = olga.get("/staff/incidents?limit=2").await.ok();
    let texts = |page: &Value| {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|item| item["text"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&first), ["Nr 3", "Nr 2"]);
    let next = format!(
        "/staff/incidents?limit=2&cursor={}",
        first["next_cursor"].as_str().unwrap()
    );
    assert_eq!(texts(&olga.get(&next).await.ok()), ["Nr 1"]);
    let elsewhere = format!("/staff/incidents?office={}", town.body().office);
    assert!(texts(&olga.get(&elsewhere).await.ok()).is_empty());
}
