//! Group cases about the same thing (anchors check 39): one work item, each person keeps their own rights.

use serde_json::json;

use crate::kit::{Filed, Town, invariants};

/// Rosa's case leads, Luz's follows.
async fn group(town: &Town) -> (Filed, Filed) {
    let lead = town.case_in("in_triage").await;
    let follower = town.citizen("luz").files("Todo está oscuro.").await;
    town.staff("luis")
        .groups(&follower, &lead.number)
        .await
        .ok();
    (lead, follower)
}

#[actix_web::test]
async fn a_group_is_one_work_item_and_two_cases() {
    let town = Town::new().await;
    let (lead, follower) = group(&town).await;
    let luis = town.staff("luis");
    let only_the_lead = [lead.number.clone()];
    assert_eq!(luis.numbers_in("to_triage").await, only_the_lead);
    let mut both = vec![lead.number.clone(), follower.number.clone()];
    both.sort();
    assert_eq!(luis.numbers_in("all").await, both);
    let page = luis.get("/staff/cases?view=to_triage&q=oscuro").await.ok();
    assert_eq!(page["items"], json!([]));
    let seen = luis.looks_at(&lead).await.ok();
    assert_eq!(
        (&seen["links"][0]["kind"], &seen["links"][0]["number"]),
        (&json!("groups"), &json!(follower.number))
    );
    // The people know nothing of each other; the clock of each runs.
    let mine = town.track(&follower).await;
    assert!(!mine.to_string().contains(&lead.number));
    assert_eq!(mine["due"]["on"], follower.receipt["due_on"]);
    assert_eq!(
        (&mine["state"], &mine["links"]),
        (&json!("registered"), &json!([]))
    );
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn each_person_of_a_group_gets_the_answer_and_the_last_word() {
    let town = Town::new().await;
    let (lead, follower) = group(&town).await;

    town.brings(&lead, "notified").await;

    let seen = town.track(&follower).await;
    assert_eq!(
        (&seen["state"], &seen["outcome"]),
        (&json!("notified"), &json!("accepted"))
    );
    assert_eq!(seen["response"]["text"], "The lamp was replaced.");
    let told = town.letters_to("luz@people.example");
    assert!(
        told.iter()
            .any(|letter| letter.subject.contains(&follower.number)
                && letter.subject.contains("respuesta"))
    );
    town.holder(&follower).disputes(&follower).await.ok();
    let seen = town.staff("sara").looks_at(&follower).await.ok();
    assert_eq!(
        (&seen["state"], &seen["unit"]["name"]),
        (&json!("in_progress"), &json!("Obras"))
    );
    assert_eq!(town.track(&lead).await["state"], "notified");
    assert_eq!(
        town.staff("sara").numbers_in("disputed").await,
        [follower.number]
    );
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn the_older_one_leads_whichever_is_named() {
    let town = Town::new().await;
    let older = town.case_in("in_triage").await;
    let younger = town.citizen("luz").files("Todo está oscuro.").await;
    town.staff("luis")
        .groups(&older, &younger.number)
        .await
        .ok();
    assert_eq!(
        town.staff("luis").numbers_in("to_triage").await,
        [older.number]
    );
}

#[actix_web::test]
async fn a_case_that_is_taken_out_is_worked_on_by_itself() {
    let town = Town::new().await;
    let (lead, follower) = group(&town).await;
    let luis = town.staff("luis");
    luis.ungroups(&follower).await.ok();
    assert_eq!(luis.numbers_in("to_triage").await.len(), 2);
    assert_eq!(luis.looks_at(&lead).await.ok()["links"], json!([]));
    town.brings(&lead, "notified").await;
    assert_eq!(town.track(&follower).await["state"], "registered");
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn what_follows_a_case_that_ended_is_work_again() {
    let town = Town::new().await;
    let (lead, follower) = group(&town).await;
    town.holder(&lead).withdraws(&lead).await.ok();
    assert_eq!(
        town.staff("luis").numbers_in("to_triage").await,
        [follower.number]
    );
}

#[actix_web::test]
async fn groups_are_of_one_kind_and_do_not_nest() {
    let town = Town::new().await;
    let (lead, follower) = group(&town).await;
    let luis = town.staff("luis");
    let third = town.citizen("eva").files("Está oscuro.").await;
    let reply = luis.groups(&third, &third.number).await;
    assert_eq!(reply.wrong(), ["/with itself"]);
    let reply = luis.groups(&third, "x").await;
    assert_eq!(reply.wrong(), ["/with unknown"]);
    let reply = luis.groups(&third, &follower.number).await;
    assert_eq!(reply.wrong(), ["/with in-group"]);
    let mut filing = town.citizen("eva").filing("Una idea.");
    filing["kind"] = json!("suggestion");
    let idea = town.files(filing).await;
    let reply = luis.groups(&idea, &lead.number).await;
    assert_eq!(reply.wrong(), ["/with another-kind"]);
    luis.groups(&follower, &third.number)
        .await
        .refused(409, "case.in-group");
    luis.groups(&lead, &third.number)
        .await
        .refused(409, "case.in-group");
    luis.merges(&follower, &lead.number)
        .await
        .refused(409, "case.in-group");
    luis.offers(&lead, &town.other("pe2").number)
        .await
        .refused(409, "case.in-group");
    luis.groups(&third, &lead.number).await.ok();
    let gone = town.citizen("eva").files("Está oscuro.").await;
    town.holder(&gone).withdraws(&gone).await.ok();
    let last = town.citizen("eva").files("Está oscuro.").await;
    let reply = luis.groups(&last, &gone.number).await;
    assert_eq!(reply.wrong(), ["/with not-open"]);
}
