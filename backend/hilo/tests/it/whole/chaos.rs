//! Many people do whatever comes to mind at once: history stays one line (promises R7, U2).

use futures_util::{StreamExt, stream};
use hilo::record::Record;
use serde_json::json;
use uuid::Uuid;

use crate::kit::chance::Chance;
use crate::kit::{Client, Filed, Reply, Town, invariants};

/// Cases that are fought over, and steps that are tried.
const CASES: usize = 6;
const STEPS: usize = 600;

#[actix_web::test]
async fn whatever_people_do_at_once_history_stays_one_line() {
    let town = Town::at("cl").await;
    let mut cases = Vec::new();
    for _ in 0..CASES {
        cases.push(town.citizen("rosa").files("No hay luz.").await);
    }
    let staff: Vec<_> = ["dora", "ana", "beto", "sara", "luis"]
        .iter()
        .map(|name| town.staff(name))
        .collect();
    let mut chance = Chance::of(7_2026);
    let steps: Vec<_> = (0..STEPS)
        .map(|_| {
            let who = staff[chance.below(staff.len())].clone();
            (who, chance.below(26), chance.one_of(&cases).clone())
        })
        .collect();

    let replies = stream::iter(steps.into_iter().map(|(who, step, case)| {
        let town = &town;
        async move { takes(town, &who, step, &case).await }
    }));
    let replies: Vec<Reply> = replies.buffer_unordered(8).collect().await;
    town.settles().await;
    // Correction, terms and marks that run out are steps too.
    town.passes(chrono::TimeDelta::days(40));
    town.settles().await;

    let done = replies.iter().filter(|reply| reply.status < 300).count();
    let odd: Vec<_> = replies
        .iter()
        .filter(|reply| ![200, 201, 204, 403, 404, 409, 412, 422].contains(&reply.status))
        .map(|reply| format!("{} {}", reply.status, reply.text()))
        .collect();
    assert!(odd.is_empty(), "{odd:#?}");
    assert!(
        done > STEPS / 8,
        "only {done} of {STEPS} steps were taken: nothing was tried"
    );
    invariants::hold(&town.books);
    let record = Record {
        db: town.parts.db.clone(),
        directory: town.parts.directory.clone(),
    };
    let (whole, rows) = actix_web::web::block(move || {
        (record.verify(&[]).unwrap(), record.rebuild_check().unwrap())
    })
    .await
    .unwrap();
    assert_eq!((whole, rows), (Vec::new(), Vec::new()));
}

async fn takes(town: &Town, who: &Client<'_>, step: usize, case: &Filed) -> Reply {
    let body = town.body();
    let ana: Option<Uuid> = Some(body.colleague("ana").account);
    let person = town.holder(case);
    match step {
        0 => who.triages(case).await,
        1 => who.assigns(case, body.works, ana).await,
        2 => who.assigns(case, body.works, None).await,
        3 => who.accepts(case).await,
        4 => who.returns(case).await,
        5 => who.drafts(case, "save").await,
        6 => who.drafts(case, "send_for_review").await,
        7 => who.approves(case).await,
        8 => who.sends_back(case, "Say when.").await,
        9 => who.responds(case).await,
        10 => who.notes(case, "x").await,
        11 => person.says(case, "Hola.").await,
        12 => person.rates(case, 3, "yes").await,
        13 => person.disputes(case).await,
        _ => takes_detours(town, who, step, case).await,
    }
}

/// Steps that not every case takes.
async fn takes_detours(town: &Town, who: &Client<'_>, step: usize, case: &Filed) -> Reply {
    let (body, person) = (town.body(), town.holder(case));
    match step {
        14 => who.does(case, "points", json!({ "points": ["x"] })).await,
        15 => {
            let defects = json!({ "defects": ["Which office?"] });
            who.does(case, "correction", defects).await
        }
        16 => {
            let text = json!({ "text": "The one in the square." });
            person.post(&case.path("correction"), text).await
        }
        17 => {
            let kind = ["query", "complaint", "information_request"][case.number.len() % 3];
            let change = json!({ "kind": kind, "reason": "It reads like one." });
            who.does(case, "reclassify", change).await
        }
        18 => {
            let more = json!({ "days": 2, "reason": "The crane comes on Monday." });
            who.does(case, "extend", more).await
        }
        19 => {
            let ground = json!({ "ground": "force_majeure", "reason": "The river is too high." });
            who.does(case, "suspend", ground).await
        }
        20 => {
            who.does(case, "resume", json!({ "reason": "It fell." }))
                .await
        }
        21 => {
            let question =
                json!({ "kind": "unit", "unit": body.parks, "question": "Is it your tree?" });
            who.does(case, "consult", question).await
        }
        22 => {
            who.does(case, "interim", json!({ "text": "We ordered the lamp." }))
                .await
        }
        23 => {
            let part = json!([{ "kind": "complaint", "story": "The tree leans over the wall." }]);
            who.does(case, "split", json!({ "parts": part })).await
        }
        24 => {
            let offer = json!({ "to": town.other("pe").number, "reason": "It is their street." });
            who.does(case, "transfer", offer).await
        }
        _ => {
            let reason = json!({ "reason": "The contract is public." });
            person.post(&case.path("appeal"), reason).await
        }
    }
}
