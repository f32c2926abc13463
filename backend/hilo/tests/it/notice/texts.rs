//! Telling people by text message: one for each event, without words of the case, and no mail (anchors check 17).

use chrono::TimeDelta;
use hilo_platform::jobs::Lane;
use serde_json::json;

use crate::kit::{Filed, Plan, Town};

async fn filed(town: &Town, phone: &str) -> Filed {
    let mut filing = town.filing();
    filing["story"] = json!("CANARY story");
    filing["filer"] = json!({
        "type": "natural", "name": "CANARY", "email": "rosa@people.example", "phone": phone, "notices": "sms",
    });
    town.files(filing).await
}

fn told(town: &Town) -> Vec<String> {
    let answer = "SELECT transport || ' ' || state FROM deliveries \
        WHERE event = 'case.responded' AND recipient = 'filer' ORDER BY at, seq";
    town.books.lines(answer)
}

#[actix_web::test]
async fn who_chose_text_messages_gets_one_the_same_day_and_no_mail() {
    // anchors check 17; DS 007 art. 17.1
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let case = filed(&town, "+51 999-888-777").await;
    town.brings(&case, "notified").await;

    assert_eq!(town.track(&case).await["state"], "notified");
    let mut texts = town.texts.list(Some("+51999888777"));
    texts.reverse();
    let link = format!("{}/c/{}", town.base, case.number);
    let words = |subject: &str| format!("{}: {subject} {} {link}", town.body().name, case.number);
    assert_eq!(
        texts
            .iter()
            .map(|text| text.text.clone())
            .collect::<Vec<_>>(),
        [
            words("Recibimos su caso"),
            words("Hay una respuesta a su caso")
        ]
    );
    assert!(!format!("{texts:?}").contains("CANARY"));
    assert!(town.letters_to("rosa@people.example").is_empty());
    assert_eq!(told(&town), ["sms sent"]);
    assert_eq!(
        town.books
            .count("deliveries WHERE transport = 'email' AND recipient = 'filer'"),
        0
    );
    let same_day = "deliveries WHERE transport = 'sms' AND sent_at::date = '2026-09-10'";
    assert_eq!(town.books.count(same_day), 2);
}

#[actix_web::test]
async fn a_gateway_that_is_ill_is_tried_again() {
    let town = Town::new().await;
    filed(&town, "+000 1234567").await;
    town.relays().await;
    assert_eq!(town.works(Lane::Sms).await, 1);
    assert_eq!(
        town.works(Lane::Sms).await,
        0,
        "not before its pause is over"
    );
    town.passes(TimeDelta::seconds(30));
    assert_eq!(town.works(Lane::Sms).await, 1);
    let tried = "SELECT state || ' ' || attempts FROM deliveries";
    assert_eq!(town.books.lines(tried), ["queued 2"]);
}

#[actix_web::test]
async fn an_answer_that_no_text_can_bring_falls_back_to_the_page() {
    // N8: a number that does not exist; something that is no number
    for phone in ["+001 1234567", "ask my neighbour"] {
        let town = Town::new().await;
        let case = filed(&town, phone).await;
        town.brings(&case, "notified").await;
        assert_eq!(told(&town), ["sms failed", "page sent"], "{phone}");
        assert_eq!(town.track(&case).await["state"], "notified");
        assert!(town.letters_to("rosa@people.example").is_empty());
    }
}

#[actix_web::test]
async fn where_no_gateway_is_set_up_the_page_tells_the_answer() {
    let settings = vec![("HILO_SMS", String::new())];
    let town = Plan {
        settings,
        ..Plan::default()
    }
    .start()
    .await;
    let case = filed(&town, "+51 999888777").await;
    town.brings(&case, "notified").await;
    assert_eq!(told(&town), ["sms failed", "page sent"]);
}

#[actix_web::test]
async fn a_way_of_notice_needs_its_address() {
    let town = Town::new().await;
    for (notices, wrong) in [
        ("sms", "/filer/phone needs-phone"),
        ("address", "/filer/address needs-address"),
        ("none", "/filer/notices choice"),
    ] {
        let mut filing = town.filing();
        filing["filer"] = json!({ "type": "natural", "notices": notices });
        let reply = town
            .visitor()
            .post("/cases", filing)
            .key(&crate::kit::fresh_key())
            .await;
        assert_eq!(reply.wrong(), [wrong]);
    }
    // Whoever has neither mail nor telephone comes to the desk (anchors check 32).
    let mut filing = town.filing();
    filing["filer"] = json!({ "type": "anonymous", "notices": "desk" });
    filing["kind"] = json!("query");
    town.files(filing).await;
}
