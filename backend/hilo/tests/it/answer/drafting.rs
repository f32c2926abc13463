//! Drafts and reviews (domain 7.3 rows 16 to 18).

use serde_json::{Value, json};

use crate::kit::Town;

#[actix_web::test]
async fn a_draft_is_kept_and_replaced_until_it_goes_to_review() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let ana = town.staff("ana");
    let draft = |text: &str| {
        json!({
            "outcome": "denied", "text": text, "step": "save",
            "measures": [{ "text": "Check the whole street.", "owner": "Obras", "due_on": "2027-01-15" }],
        })
    };
    ana.post(&case.desk("draft"), draft("First."))
        .header("if-match", "*")
        .await
        .ok();
    let seen = ana
        .post(&case.desk("draft"), draft("Second."))
        .header("if-match", "*")
        .await
        .ok();

    assert_eq!(seen["state"], "response_drafted");
    let responses = seen["responses"].as_array().unwrap();
    assert_eq!(
        (responses.len(), &responses[0]["text"]),
        (1, &json!("Second."))
    );
    assert_eq!(responses[0]["measures"][0]["owner"], "Obras");
    assert_eq!(
        ana.drafts(&case, "send_for_review").await.ok()["state"],
        "in_review"
    );
}

#[actix_web::test]
async fn each_kind_ends_as_its_regime_allows() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let ana = town.staff("ana");
    let outcomes = ana.looks_at(&case).await.ok()["outcomes"].clone();
    assert_eq!(
        outcomes,
        json!([
            "accepted",
            "partially_accepted",
            "denied",
            "not_ours",
            "unfounded"
        ])
    );
    let draft = json!({ "outcome": "done", "text": "x", "step": "save" });
    let reply = ana
        .post(&case.desk("draft"), draft)
        .header("if-match", "*")
        .await;
    assert_eq!(reply.wrong(), ["/outcome outcome-not-allowed"]);
}

#[actix_web::test]
async fn an_empty_answer_is_none() {
    // domain 9, trap 11: empty replies
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let draft = json!({ "outcome": "denied", "text": "  \n", "step": "save" });
    let reply = town
        .staff("ana")
        .post(&case.desk("draft"), draft)
        .header("if-match", "*")
        .await;
    assert_eq!(reply.wrong(), ["/text required"]);
}

#[actix_web::test]
async fn a_draft_that_is_sent_back_returns_with_its_comment() {
    // domain 7.3 row 17
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    let luis = town.staff("luis");
    assert_eq!(
        luis.sends_back(&case, "  ").await.wrong(),
        ["/comment required"]
    );

    luis.sends_back(&case, "Say when.").await.ok();

    let seen = town.staff("ana").looks_at(&case).await.ok();
    assert_eq!(
        (&seen["state"], &seen["responses"][0]["comment"]),
        (&json!("in_progress"), &json!("Say when."))
    );
    assert_eq!(seen["responses"][0]["status"], "sent_back");
    let again = town
        .staff("ana")
        .drafts(&case, "send_for_review")
        .await
        .ok();
    assert_eq!(again["responses"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn nobody_approves_their_own_draft() {
    // reliability part 3, overall rule 6
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    town.staff("sara")
        .drafts(&case, "send_for_review")
        .await
        .ok();
    town.staff("sara")
        .approves(&case)
        .await
        .refused(403, "case.own-draft");
    town.staff("luis").approves(&case).await.ok();
}

#[actix_web::test]
async fn officers_review_nothing() {
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    town.staff("ana")
        .approves(&case)
        .await
        .refused(403, "auth.not-allowed");
    town.staff("ana")
        .responds(&case)
        .await
        .refused(403, "auth.not-allowed");
}

#[actix_web::test]
async fn the_actions_of_a_case_are_those_that_work() {
    // house style 3.11: the server decides, the screen shows
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    let actions = async |name: &str| town.staff(name).looks_at(&case).await.ok()["actions"].clone();
    let offers =
        |actions: &Value, operation: &str| actions.as_array().unwrap().contains(&json!(operation));
    let of_ana = actions("ana").await;
    assert!(
        offers(&of_ana, "addNote") && !offers(&of_ana, "reviewResponse"),
        "{of_ana}"
    );
    // Before the approval a lead reviews; after it, signs.
    let of_luis = actions("luis").await;
    assert!(
        offers(&of_luis, "reviewResponse") && !offers(&of_luis, "respondToCase"),
        "{of_luis}"
    );
    town.staff("luis").approves(&case).await.ok();
    assert!(
        actions("luis")
            .await
            .as_array()
            .unwrap()
            .contains(&Value::from("respondToCase"))
    );
    assert!(
        !actions("sara")
            .await
            .as_array()
            .unwrap()
            .contains(&Value::from("respondToCase")),
        "the lead signs in Peru"
    );
}
