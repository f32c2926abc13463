//! Archiving at triage: only on a ground of the law, never as a refusal of receipt (domain 7.3 row 7).

use serde_json::json;

use crate::kit::{Town, invariants};

const WHY: &str = "Ya respondimos lo mismo; la respuesta está en su primer caso.";

#[actix_web::test]
async fn a_duplicate_of_an_answered_case_is_archived_and_the_person_told() {
    // DS 007-2020-PCM art. 16.3 b
    let town = Town::new().await;
    let answered = town.case_in("notified").await;
    let again = town.case_in("in_triage").await;
    let body = json!({ "ground": "duplicate", "reason": WHY, "duplicate_of": answered.number });
    let seen = town.staff("luis").does(&again, "archive", body).await.ok();
    assert_eq!(
        (
            &seen["state"],
            &seen["outcome"],
            &seen["links"][0]["number"]
        ),
        (
            &json!("archived"),
            &json!("duplicate"),
            &json!(answered.number)
        )
    );
    town.settles().await;
    let person = town.track(&again).await;
    assert_eq!(person["links"][0]["kind"], "duplicate_of");
    let letter = town.letters_to("rosa@people.example").pop().unwrap();
    assert!(letter.subject.contains("archivado"), "{}", letter.subject);
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn only_a_ground_of_the_law_archives() {
    let town = Town::new().await;
    let (open, case) = (
        town.case_in("in_triage").await,
        town.case_in("in_triage").await,
    );
    let luis = town.staff("luis");
    for (body, wrong) in [
        (
            json!({ "ground": "boring", "reason": WHY }),
            "/ground unknown",
        ),
        (
            json!({ "ground": "duplicate", "reason": WHY }),
            "/duplicate_of required",
        ),
        (
            json!({ "ground": "duplicate", "reason": WHY, "duplicate_of": "x" }),
            "/duplicate_of unknown",
        ),
        (
            json!({ "ground": "duplicate", "reason": WHY, "duplicate_of": case.number }),
            "/duplicate_of unknown",
        ),
        (
            json!({ "ground": "duplicate", "reason": WHY, "duplicate_of": open.number }),
            "/duplicate_of not-answered",
        ),
    ] {
        assert_eq!(luis.does(&case, "archive", body).await.wrong(), [wrong]);
    }
    assert_eq!(town.track(&case).await["state"], "in_triage");
}

#[actix_web::test]
async fn only_the_lead_archives_and_only_at_triage() {
    let town = Town::new().await;
    let answered = town.case_in("notified").await;
    let case = town.case_in("in_triage").await;
    let body = json!({ "ground": "duplicate", "reason": WHY, "duplicate_of": answered.number });
    town.staff("dora")
        .does(&case, "archive", body.clone())
        .await
        .refused(403, "auth.not-allowed");
    town.brings(&case, "in_progress").await;
    town.staff("luis")
        .does(&case, "archive", body)
        .await
        .refused(409, "case.not-now");
}
