//! The paper book: every sheet is accounted for, and its case begins on the day it was written (PE-01; anchors 29, 30).

use serde_json::{Value, json};

use crate::kit::{Client, Filed, Reply, Town, fresh_key, invariants};

/// Ten in the morning in Lima, a Thursday.
const THURSDAY: &str = "2026-09-10T15:00:00Z";

fn path(town: &Town) -> String {
    format!("/staff/offices/{}/sheets", town.body().office)
}

fn sheet(town: &Town, sheet: i64, written_on: &str) -> Value {
    let mut filing = town.filing();
    filing["filer"] = json!({ "type": "natural", "name": "Rosa", "notices": "desk" });
    json!({ "sheet": sheet, "written_on": written_on, "filing": filing })
}

async fn enters(client: &Client<'_>, sheet: Value) -> Reply {
    client
        .post(&path(client.town), sheet)
        .key(&fresh_key())
        .await
}

async fn book(client: &Client<'_>) -> Value {
    client.get(&path(client.town)).await.ok()
}

#[actix_web::test]
async fn the_term_counts_from_the_day_on_the_sheet() {
    // anchors check 29: three days ago, thirty working days from then
    let town = Town::on("pe", THURSDAY).await;
    let case = Filed::of(enters(&town.staff("olga"), sheet(&town, 104, "2026-09-07")).await);
    assert_eq!(case.receipt["counted_from"], "2026-09-08");
    assert_eq!(case.receipt["filed_at"], "2026-09-07T05:00:00Z");
    let seen = town.track(&case).await;
    assert_eq!(seen["channel"], "paper");
    assert_eq!(
        seen["sheet"],
        json!({ "office": "Sede central", "sheet": 104, "written_on": "2026-09-07", "is_late": true })
    );
    assert_eq!(seen["due"]["on"], case.receipt["due_on"]);
    // Registered today, by somebody who still sees it.
    let mine = town.staff("olga").looks_at(&case).await.ok();
    assert_eq!(mine["sheet"]["sheet"], 104);
    town.settles().await;
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn a_sheet_that_waits_for_more_than_two_working_days_is_late() {
    // anchors check 29; DS 007 art. 15.7
    let town = Town::on("pe", THURSDAY).await;
    for (number, written_on, is_late) in [
        (1, "2026-09-10", false),
        (2, "2026-09-08", false),
        (3, "2026-09-07", true),
    ] {
        enters(&town.staff("olga"), sheet(&town, number, written_on))
            .await
            .ok();
        assert_eq!(
            book(&town.staff("luis")).await["sheets"][0]["is_late"],
            is_late
        );
    }
}

#[actix_web::test]
async fn numbers_that_nobody_entered_are_missing() {
    // anchors check 30
    let town = Town::on("pe", THURSDAY).await;
    for number in [101, 102, 104, 107] {
        enters(&town.staff("olga"), sheet(&town, number, "2026-09-09"))
            .await
            .ok();
    }
    let sara = town.staff("sara");
    let seen = book(&sara).await;
    assert_eq!(seen["missing"], json!([103, 105, 106]));
    let first = &seen["sheets"][3];
    assert_eq!(
        (&first["sheet"], &first["entered_by"]),
        (&json!(101), &json!("Olga"))
    );
    assert_eq!(first["number"], "0001-26000-00010");

    let void = format!("{}/103/void", path(&town));
    let torn = json!({ "reason": "Torn out by a child" });
    let voided = town.staff("olga").post(&void, torn.clone()).await.ok();
    assert_eq!(
        (&voided["voided"], &voided["number"]),
        (&json!("Torn out by a child"), &Value::Null)
    );
    assert_eq!(book(&sara).await["missing"], json!([105, 106]));
    town.staff("olga")
        .post(&void, torn)
        .await
        .refused(409, "sheet.taken");
    // The two deeds that are about a sheet alone: one was done, one refused.
    assert_eq!(
        town.books
            .count("audit WHERE operation = 'voidSheet' AND verdict = 'allowed'"),
        1
    );
}

#[actix_web::test]
async fn a_book_is_read_page_by_page() {
    let town = Town::on("pe", THURSDAY).await;
    for number in 1..=5 {
        let void = format!("{}/{number}/void", path(&town));
        town.staff("olga")
            .post(&void, json!({ "reason": "empty" }))
            .await
            .ok();
    }
    let luis = town.staff("luis");
    let (mut all, mut next) = (Vec::new(), format!("{}?limit=2", path(&town)));
    loop {
        let page = luis.get(&next).await.ok();
        all.extend(
            page["sheets"]
                .as_array()
                .unwrap()
                .iter()
                .map(|sheet| sheet["sheet"].clone()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        next = format!("{}?limit=2&cursor={cursor}", path(&town));
    }
    assert_eq!(json!(all), json!([5, 4, 3, 2, 1]));
}

#[actix_web::test]
async fn a_sheet_is_entered_once_and_a_retry_gets_the_same_receipt() {
    let town = Town::on("pe", THURSDAY).await;
    let (olga, key) = (town.staff("olga"), fresh_key());
    let send = async || {
        olga.post(&path(&town), sheet(&town, 7, "2026-09-09"))
            .key(&key)
            .await
            .ok()
    };
    assert_eq!(send().await, send().await);
    enters(&olga, sheet(&town, 7, "2026-09-09"))
        .await
        .refused(409, "sheet.taken");
    assert_eq!(town.books.count("cases"), 1);
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn what_is_wrong_with_a_sheet_is_said_where_it_is() {
    let town = Town::on("pe", THURSDAY).await;
    let works = town.body().works;
    for (pointer, value, wrong) in [
        ("/sheet", json!(0), "/sheet range"),
        ("/sheet", json!(10_000_000), "/sheet range"),
        ("/written_on", json!("2026-09-11"), "/written_on future"),
        ("/filing/entity", json!("0002"), "/filing/entity unknown"),
        ("/filing/office", json!(works), "/filing/office choice"),
        ("/filing/channel", json!("phone"), "/filing/channel choice"),
        ("/filing/service", json!(works), "/filing/service unknown"),
        ("/filing/story", json!(""), "/filing/story length"),
        (
            "/filing/kind",
            json!("denunciation"),
            "/filing/kind not-here",
        ),
    ] {
        let mut sent = sheet(&town, 1, "2026-09-09");
        if let Some(place) = sent.pointer_mut(pointer) {
            *place = value;
        } else {
            sent["filing"][pointer.trim_start_matches("/filing/")] = value;
        }
        assert_eq!(enters(&town.staff("olga"), sent).await.wrong(), [wrong]);
    }
    assert_eq!(town.books.count("paper_sheets"), 0);
}

#[actix_web::test]
async fn a_book_belongs_to_one_office_of_one_body() {
    // Z2
    let town = Town::on("pe", THURSDAY).await;
    let foreign = town.other("pe2").office;
    for office in [
        foreign.to_string(),
        uuid::Uuid::now_v7().to_string(),
        "x".to_owned(),
    ] {
        let path = format!("/staff/offices/{office}/sheets");
        let olga = town.staff("olga");
        olga.get(&path).await.refused(404, "office.not-found");
        let sent = olga
            .post(&path, sheet(&town, 1, "2026-09-09"))
            .key(&fresh_key())
            .await;
        sent.refused(404, "office.not-found");
    }
    for number in ["0", "-1", "x", "99999999"] {
        let void = format!("{}/{number}/void", path(&town));
        town.staff("olga")
            .post(&void, json!({ "reason": "empty" }))
            .await
            .refused(404, "sheet.not-found");
    }
}

#[actix_web::test]
async fn a_sheet_of_last_year_gets_a_number_of_this_year() {
    let town = Town::on("pe", "2027-01-05T15:00:00Z").await;
    let case = Filed::of(enters(&town.staff("olga"), sheet(&town, 1, "2026-12-30")).await);
    assert!(case.number.starts_with("0001-27"), "{}", case.number);
    assert_eq!(town.track(&case).await["filed_at"], "2026-12-30T05:00:00Z");
}
