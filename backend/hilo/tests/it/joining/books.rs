//! Rows of joined and moved cases are what their history and ledgers say (design 4).

use hilo::record::Record;
use serde_json::json;

use crate::kit::{Filed, Town, invariants};

async fn differences(town: &Town) -> Vec<String> {
    let (db, directory) = (town.parts.db.clone(), town.parts.directory.clone());
    let record = Record { db, directory };
    actix_web::web::block(move || record.rebuild_check().unwrap())
        .await
        .unwrap()
}

/// The person has to complete the case; its clock stands still.
async fn asks_to_complete(town: &Town, case: &Filed) {
    let defects = json!({ "defects": ["Which pole is it?"] });
    town.staff("luis")
        .post(&case.desk("correction"), defects)
        .header("if-match", "*")
        .await
        .ok();
}

#[actix_web::test]
async fn every_row_can_be_made_again_from_its_history() {
    let town = Town::new().await;
    let luis = town.staff("luis");
    let (lead, merged) = (
        town.case_in("in_triage").await,
        town.case_in("in_triage").await,
    );
    luis.merges(&merged, &lead.number).await.ok();
    let part = json!([{ "kind": "query", "story": "Cuando pasa el camion de la basura?" }]);
    luis.splits(&lead, part).await.ok();
    let follower = town.citizen("luz").files("Todo oscuro.").await;
    luis.groups(&follower, &lead.number).await.ok();
    asks_to_complete(&town, &follower).await;
    let (moved, offer) = town.offered_to("pe2").await;
    asks_to_complete(&town, &moved).await;
    town.staff_of("pe2", "luis").takes_over(&offer).await.ok();
    town.brings(&lead, "notified").await;

    assert_eq!(town.track(&follower).await["state"], "notified");
    assert_eq!(differences(&town).await, Vec::<String>::new());
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn a_large_group_is_answered_to_the_last_one() {
    // a whole street without light
    let town = Town::new().await;
    let lead = town.case_in("in_triage").await;
    for neighbour in 0..23 {
        let case = town
            .citizen(&format!("n{neighbour}"))
            .files("Sin luz.")
            .await;
        town.staff("luis").groups(&case, &lead.number).await.ok();
    }
    town.brings(&lead, "notified").await;
    assert_eq!(town.books.count("cases WHERE state = 'notified'"), 24);
    assert_eq!(town.books.count("responses WHERE status = 'sent'"), 24);
    invariants::hold(&town.books);
}
