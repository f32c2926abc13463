//! A way to each refusal of a step on a case.

use serde_json::json;

use crate::kit::files::pdf;
use crate::kit::{Reply, Town};

/// Meets a refusal of offers between bodies.
pub async fn of_transfers(town: &Town, code: &str) -> Reply {
    let luis = town.staff_of("pe2", "luis");
    match code {
        "transfer.not-found" => luis.takes_over("x").await,
        "transfer.answered" => {
            let (_, offer) = town.offered_to("pe2").await;
            luis.turns_down(&offer).await.ok();
            luis.takes_over(&offer).await
        }
        other => panic!("no test provokes {other}"),
    }
}

/// Meets a refusal of the operations on cases.
pub async fn of_cases(town: &Town, code: &str) -> Reply {
    let case = |state: &'static str| town.case_in(state);
    match code {
        "entity.not-found" => town.visitor().get("/entities/0999").await,
        "service.not-found" => town.visitor().get("/entities/0001/services/x").await,
        "case.not-found" => town.visitor().get("/cases/0001-26000-00010").await,
        "case.file-not-found" => {
            let case = case("registered").await;
            town.holder(&case).get(&case.path("attachments/x")).await
        }
        "consultation.not-found" => town.staff("luis").answers("x", "Yes, it is ours.").await,
        "consultation.answered" => {
            let case = case("in_progress").await;
            let question = json!({ "kind": "unit", "unit": town.body().parks, "question": "Is it your tree?" });
            let seen = town.staff("ana").consults(&case, question).await.ok();
            let id = seen["consultations"][0]["id"].as_str().unwrap();
            town.staff("luis")
                .answers(id, "Yes, it is ours.")
                .await
                .ok();
            town.staff("luis").answers(id, "Yes, it is ours.").await
        }
        "template.not-found" => {
            let path = format!("/staff/templates/{}", uuid::Uuid::now_v7());
            let template = json!({ "name": "x", "language": "es", "body": "x", "state": "in_use" });
            town.staff("luis").put(&path, template).seen(1).await
        }
        "question.not-found" => town.visitor().get("/questions").await,
        "case.too-many-files" => {
            let case = case("registered").await;
            for _ in 0..10 {
                town.holder(&case)
                    .upload(&case.path("attachments"), "a.pdf", pdf())
                    .await
                    .ok();
            }
            town.holder(&case)
                .upload(&case.path("attachments"), "a.pdf", pdf())
                .await
        }
        "case.not-now" => {
            let case = case("registered").await;
            town.holder(&case).rates(&case, 1, "no").await
        }
        "case.no-draft" => {
            let case = case("in_review").await;
            town.books
                .run("UPDATE responses SET status = 'sent_back' WHERE status = 'in_review'");
            town.staff("luis").responds(&case).await
        }
        "case.not-approved" => {
            let case = case("in_review").await;
            town.staff("luis").responds(&case).await
        }
        "case.lead-signs" => {
            let case = case("approved").await;
            town.staff("sara").responds(&case).await
        }
        "case.own-draft" => {
            let case = case("in_progress").await;
            town.staff("sara")
                .drafts(&case, "send_for_review")
                .await
                .ok();
            town.staff("sara").approves(&case).await
        }
        "office.not-found" => town.staff("luis").get("/staff/offices/x/sheets").await,
        "sheet.not-found" | "sheet.taken" => {
            let sheet = if code == "sheet.taken" { "1" } else { "x" };
            let path = format!("/staff/offices/{}/sheets/{sheet}/void", town.body().office);
            let luis = town.staff("luis");
            luis.post(&path, json!({ "reason": "empty" })).await;
            luis.post(&path, json!({ "reason": "empty" })).await
        }
        "case.nothing-waits" => {
            let case = case("responded").await;
            let notice = json!({ "way": "desk", "outcome": "delivered", "received_by": "x", "on": "2026-01-01" });
            town.staff("luis")
                .post(&case.desk("notify"), notice)
                .header("if-match", "*")
                .await
        }
        "case.correction-asked" => {
            let case = case("in_triage").await;
            let dora = town.staff("dora");
            let defects = json!({ "defects": ["Which office?"] });
            dora.does(&case, "correction", defects.clone()).await.ok();
            let text = json!({ "text": "The one in the square." });
            town.holder(&case)
                .post(&case.path("correction"), text)
                .await
                .ok();
            dora.does(&case, "correction", defects).await
        }
        "case.no-extension" => {
            let more = json!({ "days": 1, "reason": "long enough a reason" });
            let case = case("in_progress").await;
            town.staff("luis").does(&case, "extend", more).await
        }
        "case.no-suspension" => {
            let pause = json!({ "ground": "x", "reason": "long enough a reason" });
            let case = case("in_progress").await;
            town.staff("luis").does(&case, "suspend", pause).await
        }
        "case.no-appeal" => {
            let case = case("notified").await;
            let reason = json!({ "reason": "long enough a reason" });
            town.holder(&case).post(&case.path("appeal"), reason).await
        }
        "case.not-silent" => {
            let case = case("registered").await;
            town.holder(&case)
                .post(&case.path("silence"), json!({}))
                .await
        }
        "case.rated-already" => {
            let case = case("notified").await;
            town.holder(&case).rates(&case, 1, "no").await.ok();
            town.holder(&case).rates(&case, 1, "no").await
        }
        "case.window-over" => {
            let case = case("notified").await;
            town.books.run(
                "UPDATE history SET at = at - interval '90 days' WHERE event = 'case.notified'",
            );
            town.holder(&case).disputes(&case).await
        }
        "case.in-group" => {
            let (lead, case) = (case("in_triage").await, case("in_triage").await);
            town.staff("luis").groups(&case, &lead.number).await.ok();
            town.staff("luis").groups(&case, &lead.number).await
        }
        "case.not-in-group" => {
            let case = case("in_triage").await;
            town.staff("luis").ungroups(&case).await
        }
        "case.follows-another" => {
            let (case, _) = town.offered_to("pe2").await;
            town.staff("luis")
                .offers(&case, &town.other("pe2").number)
                .await
        }
        "case.no-transfer" => {
            let town = Town::new().await;
            town.books.run("UPDATE packs SET body = body - 'transfer'");
            let case = town.case_in("in_triage").await;
            town.staff("luis")
                .offers(&case, &town.other("pe2").number)
                .await
        }
        "case.head-decides" => {
            let case = case("in_triage").await;
            town.bounces(&case, 3).await;
            town.staff("dora")
                .assigns(&case, town.body().works, None)
                .await
        }
        "case.same-person-again" => {
            let case = case("notified").await;
            town.holder(&case).disputes(&case).await.ok();
            let body = town.body();
            town.staff("luis")
                .assigns(&case, body.works, Some(body.colleague("ana").account))
                .await
        }
        other => panic!("no test provokes {other}"),
    }
}
