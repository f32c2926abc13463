//! Triage, assign, accept, return, note (domain 7.3 rows 2, 10, 11).

use serde_json::{Value, json};
use uuid::Uuid;

use crate::kit::{Filed, Town, fresh_key};

#[actix_web::test]
async fn the_desk_routes_and_the_unit_accepts() {
    let town = Town::new().await;
    let case = town.case_in("registered").await;
    let body = town.body();

    let triaged = town.staff("dora").triages(&case).await.ok();
    assert_eq!(
        (&triaged["state"], &triaged["version"]),
        (&json!("in_triage"), &json!(2))
    );
    // Given to a unit, the case leaves the reach of the desk: done, and nothing to show.
    assert_eq!(
        town.staff("dora")
            .assigns(&case, body.works, None)
            .await
            .status,
        204
    );
    let seen = town.staff("sara").looks_at(&case).await.ok();
    assert_eq!(
        (&seen["state"], &seen["unit"]["name"]),
        (&json!("assigned"), &json!("Obras"))
    );
    let accepted = town.staff("sara").accepts(&case).await.ok();
    assert_eq!(
        (&accepted["state"], &accepted["assignee"]["name"]),
        (&json!("in_progress"), &json!("Sara"))
    );
}

#[actix_web::test]
async fn triage_says_how_urgent_it_is() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let seen = town
        .staff("dora")
        .does(&case, "triage", json!({ "priority": "urgent" }))
        .await
        .ok();
    assert_eq!(
        (&seen["priority"], &seen["state"]),
        (&json!("urgent"), &json!("in_triage"))
    );
}

#[actix_web::test]
async fn a_case_goes_to_units_and_people_of_the_body_only() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let (body, dora) = (town.body(), town.staff("dora"));
    let carla = body.colleague("carla").account;
    assert_eq!(
        dora.assigns(&case, Uuid::now_v7(), None).await.wrong(),
        ["/unit unknown"]
    );
    assert_eq!(
        dora.assigns(&case, body.works, Some(carla)).await.wrong(),
        ["/assignee not-an-officer"]
    );
    assert_eq!(
        dora.assigns(&case, body.works, Some(Uuid::now_v7()))
            .await
            .wrong(),
        ["/assignee not-an-officer"]
    );
    town.books.run(&format!(
        "UPDATE accounts SET state = 'disabled' WHERE id = '{carla}'"
    ));
    assert_eq!(
        dora.assigns(&case, body.parks, Some(carla)).await.wrong(),
        ["/assignee not-an-officer"]
    );
}

#[actix_web::test]
async fn a_returned_case_is_back_at_the_desk_and_the_bounce_counts() {
    // domain 7.3 row 11
    let town = Town::new().await;
    let case = town.case_in("assigned").await;

    assert_eq!(town.staff("ana").returns(&case).await.status, 204);

    let seen = town.staff("dora").looks_at(&case).await.ok();
    assert_eq!(
        (&seen["state"], &seen["unit"], &seen["assignee"]),
        (&json!("in_triage"), &Value::Null, &Value::Null)
    );
    assert_eq!(town.books.lines("SELECT bounces FROM cases"), ["1"]);
    let history = town.staff("luis").get(&case.desk("history")).await.ok();
    let last = history["items"]
        .as_array()
        .unwrap()
        .last()
        .cloned()
        .unwrap();
    assert_eq!(
        (&last["event"], &last["actor"]["name"]),
        (&json!("case.returned"), &json!("Ana"))
    );
    assert_eq!(last["reason"], "The pole belongs to somebody else.");
    assert!(
        !town
            .track(&case)
            .await
            .to_string()
            .contains("belongs to somebody else"),
        "said to the desk only"
    );
}

#[actix_web::test]
async fn an_officer_works_on_assigned_cases_only() {
    // reliability part 3: asg
    let town = Town::new().await;
    let case = town.case_in("assigned").await;
    for stranger in ["beto", "carla", "dora"] {
        town.staff(stranger)
            .looks_at(&case)
            .await
            .refused(404, "case.not-found");
        town.staff(stranger)
            .accepts(&case)
            .await
            .refused(404, "case.not-found");
    }
    town.staff("sara").looks_at(&case).await.ok();
}

#[actix_web::test]
async fn an_operator_cannot_route() {
    let town = Town::new().await;
    let case = Filed::of(
        town.staff("olga")
            .post("/cases", town.filing())
            .key(&fresh_key())
            .await,
    );
    town.staff("olga")
        .triages(&case)
        .await
        .refused(403, "auth.not-allowed");
}

#[actix_web::test]
async fn notes_are_seen_by_colleagues_with_their_author() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let seen = town
        .staff("ana")
        .notes(&case, "Called the power company.")
        .await
        .ok();
    assert_eq!(
        (&seen["notes"][0]["author"], &seen["notes"][0]["text"]),
        (&json!("Ana"), &json!("Called the power company."))
    );
}

#[actix_web::test]
async fn a_case_of_a_service_goes_to_its_unit_by_itself_where_the_pack_says_so() {
    // pack `open`: routing by service
    let town = Town::at("open").await;
    let mut filing = town.filing();
    filing["service"] = json!(town.body().light.id);
    let case = town.files(filing).await;
    let plain = town.citizen("luz").files("Something else.").await;

    town.settles().await;

    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["state"], &seen["holder"]["unit"]),
        (&json!("assigned"), &json!("Obras"))
    );
    assert_eq!(town.track(&plain).await["state"], "registered");
}

#[actix_web::test]
async fn a_case_that_somebody_was_quicker_with_is_not_routed_again() {
    let town = Town::at("open").await;
    let mut filing = town.filing();
    filing["service"] = json!(town.body().light.id);
    let case = town.files(filing).await;
    town.staff("dora")
        .assigns(&case, town.body().parks, None)
        .await
        .ok();

    town.settles().await;

    assert_eq!(town.track(&case).await["holder"]["unit"], "Parques");
    assert_eq!(town.books.count("queue.jobs WHERE kind = 'route_case'"), 0);
}
