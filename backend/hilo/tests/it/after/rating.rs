//! Rating an answer: once for each, one to five, was it solved, and why.

use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn an_answer_is_rated_once() {
    // domain 7.1, rating
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    let rating = json!({ "stars": 2, "solved": "no", "reasons": ["late", "not_solved"], "comment": "Sigue igual." });

    let seen = town
        .holder(&case)
        .post(&case.path("rating"), rating)
        .await
        .ok();

    assert_eq!(
        (&seen["rating"]["stars"], &seen["rating"]["solved"]),
        (&json!(2), &json!("no"))
    );
    assert_eq!(seen["rating"]["reasons"], json!(["late", "not_solved"]));
    assert!(
        !seen["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("rateCase"))
    );
    town.holder(&case)
        .rates(&case, 5, "yes")
        .await
        .refused(409, "case.rated-already");
    assert_eq!(
        town.staff("luis").looks_at(&case).await.ok()["rating"]["comment"],
        "Sigue igual."
    );
}

#[actix_web::test]
async fn what_is_not_answered_cannot_be_rated() {
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    town.holder(&case)
        .rates(&case, 1, "no")
        .await
        .refused(409, "case.not-now");
}

#[actix_web::test]
async fn a_rating_has_one_to_five_stars_and_at_most_three_reasons() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    for (rating, error) in [
        (json!({ "stars": 0, "solved": "no" }), "/stars range"),
        (json!({ "stars": 6, "solved": "no" }), "/stars range"),
        (json!({ "stars": 3 }), "/solved required"),
        (json!({ "stars": 3, "solved": "perhaps" }), "/solved choice"),
        (
            json!({ "stars": 3, "solved": "no", "reasons": ["late", "late", "quick", "late"] }),
            "/reasons max-length",
        ),
        (
            json!({ "stars": 3, "solved": "no", "reasons": ["ugly"] }),
            "/reasons/0 choice",
        ),
    ] {
        let reply = town
            .holder(&case)
            .post(&case.path("rating"), rating.clone())
            .await;
        assert_eq!(reply.wrong(), [error], "{rating}");
    }
    assert_eq!(town.books.count("ratings"), 0);
}

#[actix_web::test]
async fn each_answer_has_a_rating_of_its_own() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    town.holder(&case).rates(&case, 1, "no").await.ok();
    town.holder(&case).disputes(&case).await.ok();
    let body = town.body();
    town.staff("sara")
        .assigns(&case, body.works, Some(body.colleague("beto").account))
        .await
        .ok();
    town.staff("beto").accepts(&case).await.ok();
    town.staff("beto")
        .drafts(&case, "send_for_review")
        .await
        .ok();
    town.brings(&case, "notified").await;

    town.holder(&case).rates(&case, 4, "yes").await.ok();

    assert_eq!(
        town.books
            .lines("SELECT cycle || ' ' || stars FROM ratings ORDER BY cycle"),
        ["1 1", "2 4"]
    );
}
