//! An answer that people hand over: at home once, else at the desk, with proof (DS 007 art. 17; anchors checks 32, 33).

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use crate::kit::{Client, Filed, Reply, Town};

/// Ten in the morning in Lima.
const THURSDAY: &str = "2026-09-10T15:00:00Z";

async fn answered(town: &Town, way: &str) -> Filed {
    let mut filing = town.filing();
    filing["filer"] =
        json!({ "type": "natural", "name": "Rosa", "address": "Jr. Lima 1", "notices": way });
    let case = town.files(filing).await;
    town.brings(&case, "responded").await;
    town.settles().await;
    case
}

async fn hands_over(client: &Client<'_>, case: &Filed, notice: Value) -> Reply {
    client
        .post(&case.desk("notify"), notice)
        .header("if-match", "*")
        .await
}

fn today(town: &Town) -> NaiveDate {
    (town.now() - TimeDelta::hours(5)).date_naive()
}

fn taken(town: &Town, way: &str) -> Value {
    json!({ "way": way, "outcome": "delivered", "received_by": "Rosa Quispe", "on": today(town) })
}

fn failed(town: &Town) -> Value {
    json!({ "way": "address", "outcome": "failed", "note": "Nobody opened", "on": today(town) })
}

#[actix_web::test]
async fn an_answer_waits_at_the_desk_and_the_page_says_where_and_until_when() {
    // DS 007 art. 17.3: thirty working days, from the end of the term for the answer
    let town = Town::on("pe", THURSDAY).await;
    let case = answered(&town, "desk").await;

    let seen = town.track(&case).await;
    assert_eq!(seen["state"], "responded");
    assert_eq!(seen["waiting"]["way"], "desk");
    assert_eq!(
        seen["waiting"]["office"],
        json!({ "name": "Sede central", "address": null })
    );
    assert_eq!(seen["due"]["on"], "2026-10-23");
    assert_eq!(seen["waiting"]["until_on"], "2026-12-04");
    assert!(
        town.sink
            .mailbox()
            .list(Some("rosa@people.example"), None)
            .is_empty()
    );
    let staff = town.staff("luis").looks_at(&case).await.ok();
    assert_eq!(staff["deliveries"][0]["state"], "waiting");
    assert!(
        staff["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("notifyCase"))
    );
    // The body has done its duty: the time that runs is the person's.
    let running = "SELECT name FROM clocks WHERE state = 'running'";
    assert_eq!(town.books.lines(running), ["pick_up"]);
}

#[actix_web::test]
async fn who_collected_and_when_is_recorded() {
    // anchors check 33
    let town = Town::on("pe", THURSDAY).await;
    let case = answered(&town, "desk").await;
    // The counter: an operator hands over what they may not read.
    let reply = hands_over(&town.staff("olga"), &case, taken(&town, "desk")).await;
    assert_eq!(reply.status, 204, "{}", reply.text());

    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["state"], &seen["waiting"]),
        (&json!("notified"), &Value::Null)
    );
    let staff = town.staff("ana").looks_at(&case).await.ok();
    let delivery = &staff["deliveries"][0];
    assert_eq!(
        (
            &delivery["way"],
            &delivery["state"],
            &delivery["proof"]["received_by"]
        ),
        (&json!("desk"), &json!("sent"), &json!("Rosa Quispe"))
    );
    assert_eq!(delivery["proof"]["recorded_by"], "Olga");
    assert_eq!(town.books.count("clocks WHERE state = 'running'"), 0);
    // History is for ever and holds no name.
    assert_eq!(
        town.books.count("history WHERE data::text LIKE '%Quispe%'"),
        0
    );
    town.passes(TimeDelta::days(40));
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "closed");
}

#[actix_web::test]
async fn an_answer_that_nobody_collects_counts_as_notified_after_its_time() {
    // anchors check 33; DS 007 art. 17.3
    let town = Town::on("pe", THURSDAY).await;
    let case = answered(&town, "desk").await;
    let last_day = "2026-12-04T23:00:00Z"
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap();
    town.passes(last_day - town.now());
    town.settles().await;
    assert_eq!(town.track(&case).await["state"], "responded");
    town.passes(TimeDelta::days(1));
    town.settles().await;

    assert_eq!(town.track(&case).await["state"], "notified");
    let told = "SELECT transport || ' ' || state FROM deliveries WHERE recipient = 'filer'";
    assert_eq!(town.books.lines(told), ["desk unclaimed"]);
    hands_over(&town.staff("luis"), &case, taken(&town, "desk"))
        .await
        .refused(409, "case.not-now");
}

#[actix_web::test]
async fn a_visit_that_fails_is_not_repeated_and_the_answer_waits_at_the_desk() {
    // DS 007 art. 17.2: home delivery is attempted once
    let town = Town::on("pe", THURSDAY).await;
    let case = answered(&town, "address").await;
    assert_eq!(town.track(&case).await["waiting"]["way"], "address");
    hands_over(&town.staff("ana"), &case, failed(&town))
        .await
        .ok();

    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["state"], &seen["waiting"]["way"]),
        (&json!("responded"), &json!("desk"))
    );
    let told =
        "SELECT transport || ' ' || state FROM deliveries WHERE recipient = 'filer' ORDER BY seq";
    assert_eq!(town.books.lines(told), ["address failed", "desk waiting"]);
    let reply = hands_over(&town.staff("ana"), &case, failed(&town)).await;
    assert_eq!(reply.wrong(), ["/way not-waiting"]);
    hands_over(&town.staff("ana"), &case, taken(&town, "desk"))
        .await
        .ok();
    assert_eq!(town.track(&case).await["state"], "notified");
}

#[actix_web::test]
async fn whoever_was_not_at_home_is_told_by_telephone_where_the_answer_waits() {
    let town = Town::on("pe", THURSDAY).await;
    let mut filing = town.filing();
    filing["filer"] = json!({
        "type": "natural", "phone": "999888777", "address": "Jr. Lima 1", "notices": "address",
    });
    let case = town.files(filing).await;
    town.brings(&case, "responded").await;
    town.settles().await;
    hands_over(&town.staff("ana"), &case, failed(&town))
        .await
        .ok();
    town.settles().await;
    let texts = town.texts.list(Some("999888777"));
    assert!(
        texts[0].text.contains("lo espera en la oficina"),
        "{texts:?}"
    );
    assert_eq!(texts.len(), 2, "{texts:?}");
    // Being told where it waits is not being told the answer.
    assert_eq!(town.track(&case).await["state"], "responded");
}

#[actix_web::test]
async fn an_answer_brought_home_is_notified_with_who_took_it() {
    let town = Town::on("pe", THURSDAY).await;
    let case = answered(&town, "address").await;
    hands_over(&town.staff("ana"), &case, taken(&town, "address"))
        .await
        .ok();
    assert_eq!(town.track(&case).await["state"], "notified");
    let how = "SELECT data->>'transport' FROM history WHERE event = 'case.notified'";
    assert_eq!(town.books.lines(how), ["address"]);
}

#[actix_web::test]
async fn a_proof_that_cannot_be_is_refused() {
    let town = Town::on("pe", THURSDAY).await;
    let case = answered(&town, "desk").await;
    for (name, value, wrong) in [
        ("way", json!("address"), "/way not-waiting"),
        ("outcome", json!("failed"), "/outcome choice"),
        ("received_by", json!(null), "/received_by required"),
        ("on", json!(today(&town) + TimeDelta::days(1)), "/on future"),
        (
            "on",
            json!(today(&town) - TimeDelta::days(1)),
            "/on before-answer",
        ),
    ] {
        let mut notice = taken(&town, "desk");
        notice[name] = value;
        let reply = hands_over(&town.staff("luis"), &case, notice).await;
        assert_eq!(reply.wrong(), [wrong]);
    }
    assert_eq!(town.track(&case).await["state"], "responded");
}

#[actix_web::test]
async fn who_is_told_by_mail_is_not_told_by_hand() {
    let town = Town::new().await;
    let case = town.case_in("responded").await;
    hands_over(&town.staff("luis"), &case, taken(&town, "desk"))
        .await
        .refused(409, "case.nothing-waits");
}

#[actix_web::test]
async fn who_took_an_answer_is_covered_like_who_filed() {
    // P2
    let town = Town::on("pe", THURSDAY).await;
    let case = answered(&town, "desk").await;
    hands_over(&town.staff("luis"), &case, taken(&town, "desk"))
        .await
        .ok();
    for name in ["luis", "aura"] {
        let seen = town.staff(name).looks_at(&case).await.ok();
        assert_eq!(
            seen["deliveries"][0]["proof"]["received_by"],
            Value::Null,
            "{name}"
        );
    }
    let path = format!("{}?reason=She%20asks%20who%20came", case.desk(""));
    let seen = town.staff("luis").get(&path).await.ok();
    assert_eq!(seen["deliveries"][0]["proof"]["received_by"], "Rosa Quispe");
    let look = town
        .books
        .lines("SELECT array_to_string(fields, ',') FROM access_log ORDER BY id DESC LIMIT 1");
    assert_eq!(look, ["name,address,receiver"]);
}

#[actix_web::test]
async fn a_person_can_dispute_an_answer_that_still_waits() {
    // Its clock was to start later than it ends.
    let town = Town::on("pe", THURSDAY).await;
    let case = answered(&town, "desk").await;
    // The window is open once the answer is signed.
    town.holder(&case).disputes(&case).await.ok();
    assert_eq!(town.track(&case).await["state"], "in_progress");
    assert_eq!(
        town.books
            .count("clocks WHERE name = 'pick_up' AND state <> 'stopped'"),
        0
    );
    // The first answer waits no more: the second one does, and has its own time.
    assert_eq!(town.track(&case).await["waiting"], Value::Null);
    let body = town.body();
    let beto = body.colleague("beto").account;
    town.staff("sara")
        .assigns(&case, body.works, Some(beto))
        .await
        .ok();
    town.staff("beto").accepts(&case).await.ok();
    town.staff("beto")
        .drafts(&case, "send_for_review")
        .await
        .ok();
    town.brings(&case, "responded").await;
    town.settles().await;
    let told =
        "SELECT transport || ' ' || state FROM deliveries WHERE recipient = 'filer' ORDER BY seq";
    assert_eq!(town.books.lines(told), ["desk failed", "desk waiting"]);
    town.passes(TimeDelta::days(120));
    town.settles().await;
    assert_eq!(town.books.lines(told), ["desk failed", "desk unclaimed"]);
    assert_eq!(
        town.books.count("queue.jobs WHERE kind = 'lapse_pick_up'"),
        0
    );
}

#[actix_web::test]
async fn other_news_than_the_answer_come_by_telephone() {
    // DS 007 art. 17: the mobile phone is for notices other than the answer
    let town = Town::on("pe", THURSDAY).await;
    let mut filing = town.filing();
    filing["filer"] = json!({
        "type": "natural", "phone": "999888777", "email": "rosa@people.example", "notices": "desk",
    });
    let case = town.files(filing).await;
    town.brings(&case, "responded").await;
    town.settles().await;
    let texts = town.texts.list(Some("999888777"));
    assert_eq!(texts.len(), 1);
    assert!(texts[0].text.contains("Recibimos su caso"), "{texts:?}");
    assert!(town.letters_to("rosa@people.example").is_empty());
    assert_eq!(town.track(&case).await["waiting"]["way"], "desk");
}

#[actix_web::test]
async fn what_waits_to_be_handed_over_is_a_view() {
    let town = Town::on("pe", THURSDAY).await;
    town.case_in("responded").await;
    let case = answered(&town, "address").await;
    let path = "/staff/cases?view=to_hand_over";
    let found = town.staff("ana").get(path).await.ok();
    let numbers: Vec<_> = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["number"])
        .collect();
    assert_eq!(numbers, [&json!(case.number)]);
    let views = town.staff("luis").get("/staff/views").await.ok();
    let counted = views["views"].as_array().unwrap().iter();
    let waits = counted
        .into_iter()
        .find(|view| view["view"] == "to_hand_over")
        .unwrap();
    assert_eq!(waits["count"], 1);
    hands_over(&town.staff("luis"), &case, taken(&town, "address"))
        .await
        .ok();
    assert_eq!(town.staff("ana").get(path).await.ok()["items"], json!([]));
}
