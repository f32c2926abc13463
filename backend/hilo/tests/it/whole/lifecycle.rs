//! Every row of the lifecycle happens through the API, and history tells exactly what happened (domain 7.3; U2).

use std::collections::BTreeSet;

use hilo_rules::lifecycle::LIFECYCLE;
use hilo_rules::vocabulary::State;
use serde_json::json;

use crate::kit::files::pdf;
use crate::kit::{Town, invariants};

/// `state event`, for each step that was ever taken in a town.
fn steps(town: &Town) -> BTreeSet<String> {
    town.books
        .lines("SELECT DISTINCT from_state || ' ' || event FROM history")
        .into_iter()
        .collect()
}

/// The way with every detour.
async fn wanders(town: &Town) {
    let case = town.case_in("in_triage").await;
    town.staff("dora").triages(&case).await.ok();
    town.brings(&case, "assigned").await;
    town.staff("ana").returns(&case).await.ok();
    town.brings(&case, "in_progress").await;
    town.staff("ana").drafts(&case, "save").await.ok();
    town.staff("ana").drafts(&case, "save").await.ok();
    town.staff("ana")
        .drafts(&case, "send_for_review")
        .await
        .ok();
    town.staff("luis").sends_back(&case, "Say when.").await.ok();
    let body = town.body();
    town.staff("sara")
        .assigns(&case, body.works, Some(body.colleague("ana").account))
        .await
        .ok();
    town.brings(&case, "in_progress").await;
    town.staff("ana").notes(&case, "x").await.ok();
    town.staff("ana")
        .replies_interim(&case, "We ordered the lamp.")
        .await
        .ok();
    consults(town, &case).await;
    town.holder(&case).says(&case, "Hola.").await.ok();
    town.holder(&case)
        .upload(&case.path("attachments"), "a.pdf", pdf())
        .await
        .ok();
    town.brings(&case, "closed").await;
    town.holder(&case).disputes(&case).await.ok();
    let other = town.case_in("closed").await;
    town.staff("luis").reopens(&other).await.ok();
    by_hand(town).await;
    let third = town.case_in("in_progress").await;
    town.holder(&third).withdraws(&third).await.ok();
}

/// Triage in every way, at the body with Peru's book.
async fn wanders_at_the_desk(town: &Town) {
    let (dora, luis) = (town.staff("dora"), town.staff("luis"));
    let why = "It asks for a copy of a contract.";
    let case = town.case_in("in_triage").await;
    dora.does(&case, "points", json!({ "points": ["x"] }))
        .await
        .ok();
    let defects = json!({ "defects": ["Which office?"] });
    dora.does(&case, "correction", defects.clone()).await.ok();
    let text = json!({ "text": "The one in the square." });
    town.holder(&case)
        .post(&case.path("correction"), text)
        .await
        .ok();
    let change = json!({ "kind": "information_request", "reason": why });
    dora.does(&case, "reclassify", change).await.ok();
    let (silent, again) = (
        town.case_in("in_triage").await,
        town.case_in("in_triage").await,
    );
    dora.does(&silent, "correction", defects).await.ok();
    let first = town.case_in("notified").await;
    let ground = json!({ "ground": "duplicate", "reason": why, "duplicate_of": first.number });
    luis.does(&again, "archive", ground).await.ok();
    town.passes(chrono::TimeDelta::days(9));
    town.settles().await;
}

/// Deadlines in every way, where the law knows them all: a request for information in Chile, then in Brazil.
async fn wanders_with_time() -> BTreeSet<String> {
    let (chile, brazil) = (Town::at("cl").await, Town::at("156").await);
    let why = "The company was asked whether it objects.";
    let (luis, mut filing) = (chile.staff("luis"), chile.filing());
    filing["kind"] = json!("information_request");
    let case = chile.files(filing).await;
    chile.brings(&case, "in_progress").await;
    luis.does(&case, "extend", json!({ "days": 1, "reason": why }))
        .await
        .ok();
    let pause = json!({ "ground": "third_party", "reason": why });
    luis.does(&case, "suspend", pause).await.ok();
    luis.does(&case, "resume", json!({ "reason": why }))
        .await
        .ok();
    let complaint = chile.case_in("in_progress").await;
    let mut filing = brazil.filing();
    filing["kind"] = json!("information_request");
    let request = brazil.files(filing).await;
    for town in [&chile, &brazil] {
        town.passes(chrono::TimeDelta::days(60));
        town.settles().await;
    }
    chile
        .holder(&complaint)
        .post(&complaint.path("silence"), json!({}))
        .await
        .ok();
    let reason = json!({ "reason": "The contract is public." });
    brazil
        .holder(&request)
        .post(&request.path("appeal"), reason)
        .await
        .ok();
    invariants::hold(&chile.books);
    invariants::hold(&brazil.books);
    steps(&chile).into_iter().chain(steps(&brazil)).collect()
}

/// Cases that are joined to others or go elsewhere.
async fn wanders_together(town: &Town) {
    let luis = town.staff("luis");
    let (first, second) = (
        town.case_in("in_triage").await,
        town.case_in("in_triage").await,
    );
    luis.groups(&second, &first.number).await.ok();
    luis.ungroups(&second).await.ok();
    let part = json!([{ "kind": "complaint", "story": "The tree leans over the pavement." }]);
    luis.splits(&second, part).await.ok();
    luis.merges(&second, &first.number).await.ok();
    let (_, refused) = town.offered_to("pe2").await;
    let (_, taken) = town.offered_to("pe2").await;
    let receiver = town.staff_of("pe2", "luis");
    receiver.turns_down(&refused).await.ok();
    receiver.takes_over(&taken).await.ok();
}

/// Three questions: two are answered, one is taken back.
async fn consults(town: &Town, case: &crate::kit::Filed) {
    let ana = town.staff("ana");
    let question =
        json!({ "kind": "unit", "unit": town.body().parks, "question": "Is it your tree?" });
    for _ in 0..3 {
        ana.consults(case, question.clone()).await.ok();
    }
    let seen = ana.looks_at(case).await.ok();
    let id = |i: usize| seen["consultations"][i]["id"].as_str().unwrap().to_owned();
    let carla = town.staff("carla");
    carla.answers(&id(0), "Yes, it is ours.").await.ok();
    ana.cancels(&id(1)).await.ok();
    carla.answers(&id(2), "Yes, it is ours.").await.ok();
}

/// Nobody was at home; then somebody came to the desk.
async fn by_hand(town: &Town) {
    let mut filing = town.filing();
    filing["filer"] = json!({ "type": "natural", "notices": "address", "address": "Jr. Lima 1" });
    let case = town.files(filing).await;
    town.brings(&case, "responded").await;
    town.settles().await;
    let today = (town.now() - chrono::TimeDelta::hours(5)).date_naive();
    for (way, outcome) in [("address", "failed"), ("desk", "delivered")] {
        let notice = json!({ "way": way, "outcome": outcome, "received_by": "Rosa", "on": today });
        town.staff("luis")
            .post(&case.desk("notify"), notice)
            .header("if-match", "*")
            .await
            .ok();
    }
}

#[actix_web::test]
async fn every_row_of_the_lifecycle_can_be_walked() {
    let town = Town::new().await;
    wanders(&town).await;
    wanders_together(&town).await;
    wanders_at_the_desk(&town).await;
    invariants::hold(&town.books);
    let mut taken = steps(&town);
    taken.extend(wanders_with_time().await);
    // Signing a draft that nobody reviewed: where one person is enough.
    let single = Town::at("156").await;
    let case = single.case_in("in_progress").await;
    single.staff("ana").drafts(&case, "save").await.ok();
    single.staff("sara").responds(&case).await.ok();
    taken.extend(steps(&single));

    for row in LIFECYCLE {
        let from: Vec<_> = State::ALL
            .iter()
            .filter(|state| row.from.contains(**state))
            .collect();
        let walked = from
            .iter()
            .any(|state| taken.contains(&format!("{state} {}", row.event)));
        assert!(walked, "nobody took {:?} from any of {from:?}", row.command);
    }
}

#[actix_web::test]
async fn every_step_that_was_taken_stands_in_the_table() {
    let town = Town::new().await;
    wanders(&town).await;
    wanders_together(&town).await;
    for step in steps(&town) {
        let (state, event) = step.split_once(' ').unwrap();
        let state: State = state.parse().unwrap();
        assert!(
            LIFECYCLE
                .iter()
                .any(|row| row.event == event && row.from.contains(state)),
            "{step}"
        );
    }
}

#[actix_web::test]
async fn a_step_out_of_turn_is_refused_and_changes_nothing() {
    // the table is the only way
    let town = Town::new().await;
    let case = town.case_in("registered").await;
    let (lead, body) = (town.staff("luis"), town.body());
    for reply in [
        lead.accepts(&case).await,
        lead.returns(&case).await,
        lead.drafts(&case, "save").await,
        lead.approves(&case).await,
        lead.responds(&case).await,
        lead.reopens(&case).await,
        town.holder(&case).rates(&case, 1, "no").await,
        town.holder(&case).disputes(&case).await,
    ] {
        reply.refused(409, "case.not-now");
    }
    assert_eq!(
        town.books
            .lines("SELECT state || ' ' || version FROM cases"),
        ["registered 1"]
    );
    let ended = town.case_in("registered").await;
    town.holder(&ended).withdraws(&ended).await.ok();
    lead.assigns(&ended, body.works, None)
        .await
        .refused(409, "case.not-now");
    lead.triages(&ended).await.refused(409, "case.not-now");
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn the_actions_that_are_offered_work_and_the_others_do_not() {
    // house style 3.11: the server decides, the screen shows
    let town = Town::new().await;
    for state in ["registered", "in_review", "notified"] {
        for (operation, part, body) in [
            ("addMessage", "messages", json!({ "text": "x" })),
            ("rateCase", "rating", json!({ "stars": 1, "solved": "no" })),
            ("withdrawCase", "withdraw", json!({})),
            ("disputeCase", "dispute", json!({ "reason": "long enough" })),
        ] {
            let case = town.case_in(state).await;
            let offered = town.track(&case).await["actions"].clone();
            let is_offered = offered.as_array().unwrap().contains(&json!(operation));
            let reply = town.holder(&case).post(&case.path(part), body).await;
            let wanted: &[u16] = if is_offered { &[200, 201] } else { &[409] };
            assert!(
                wanted.contains(&reply.status),
                "{operation} in {state}: {}",
                reply.text()
            );
        }
    }
}
