//! Finding the right body and service.

use serde_json::{Value, json};

use crate::kit::Town;

fn texts(page: &Value, pointer: &str) -> Vec<String> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item.pointer(pointer).unwrap().as_str().unwrap().to_owned())
        .collect()
}

#[actix_web::test]
async fn bodies_are_listed_by_name_filtered_and_paged() {
    let town = Town::new().await;
    let all = town.visitor().get("/entities").await.ok();
    assert_eq!(
        texts(&all, "/name"),
        [
            "Central 156 de Campo Alegre",
            "City of Harbour Falls",
            "Municipalidad de Puerto Sur",
            "Municipalidad de Quebrada",
            "Municipalidad de Villa Clara",
            "Ouvidoria de Serra Nova",
        ]
    );
    let peru = town.visitor().get("/entities?country=PE").await.ok();
    assert_eq!(texts(&peru, "/number"), ["0002", "0001"]);
    let found = town.visitor().get("/entities?q=puerto").await.ok();
    assert_eq!(texts(&found, "/number"), ["0002"]);
    let first = town.visitor().get("/entities?limit=4").await.ok();
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = town
        .visitor()
        .get(&format!("/entities?limit=4&cursor={cursor}"))
        .await
        .ok();
    assert_eq!(
        (texts(&first, "/name"), texts(&rest, "/name")),
        (
            texts(&all, "/name")[..4].to_vec(),
            texts(&all, "/name")[4..].to_vec()
        )
    );
}

#[actix_web::test]
async fn a_body_tells_what_can_be_filed_there() {
    let town = Town::new().await;
    let body = town.visitor().get("/entities/0001").await.ok();
    let kinds: Vec<_> = body["kinds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| (kind["kind"].clone(), kind["is_anonymous_allowed"].clone()))
        .collect();
    assert!(kinds.contains(&(json!("complaint"), json!(false))));
    assert!(kinds.contains(&(json!("suggestion"), json!(true))));
    assert_eq!(body["offices"][0]["name"], "Sede central");
    assert_eq!(body["units"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&body["zone"], &body["pack"]),
        (&json!("America/Lima"), &json!("pe-libro"))
    );
    for unknown in ["0999", "abcd", "1"] {
        town.visitor()
            .get(&format!("/entities/{unknown}"))
            .await
            .refused(404, "entity.not-found");
    }
}

#[actix_web::test]
async fn a_service_has_its_questions_and_its_version() {
    let town = Town::new().await;
    let trees = town.body().trees.id;
    let list = town.visitor().get("/entities/0001/services").await.ok();
    assert_eq!(
        texts(&list, "/name"),
        ["Alumbrado público", "Poda de árboles"]
    );
    let found = town
        .visitor()
        .get("/entities/0001/services?q=poda")
        .await
        .ok();
    assert_eq!(texts(&found, "/code"), ["TREES"]);
    let service = town
        .visitor()
        .get(&format!("/entities/0001/services/{trees}"))
        .await
        .ok();
    assert_eq!(
        (&service["place"], &service["version"], &service["unit"]),
        (&json!("required"), &json!(1), &json!("Obras"))
    );
    assert_eq!(service["questions"][0]["id"], "height");
    let elsewhere = town.other("pe2").trees.id;
    for unknown in [
        elsewhere.to_string(),
        uuid::Uuid::now_v7().to_string(),
        "x".to_owned(),
    ] {
        let path = format!("/entities/0001/services/{unknown}");
        town.visitor()
            .get(&path)
            .await
            .refused(404, "service.not-found");
    }
}

#[actix_web::test]
async fn words_of_a_story_lead_to_services() {
    // ux 3: from the story to a suggestion
    let town = Town::new().await;
    let hits = town
        .visitor()
        .get("/catalogue/search?entity=0001&q=no%20hay%20alumbrado%20en%20mi%20calle")
        .await
        .ok();
    assert_eq!(hits["services"][0]["service"]["name"], "Alumbrado público");
    assert!(
        !hits["services"][0]["matched"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert!(hits["services"].as_array().unwrap().len() <= 5);
    let hits = town
        .visitor()
        .get("/catalogue/search?q=villa%20clara")
        .await
        .ok();
    assert_eq!(hits["entities"][0]["entity"]["number"], "0001");
}

#[actix_web::test]
async fn names_of_the_directory_answer_in_any_language_asked_for() {
    // errors in the caller's language
    let town = Town::new().await;
    for (wish, title) in [
        ("pt-BR,pt;q=0.9", "Não há nenhum órgão com este número."),
        ("en", "There is no public body with this number."),
        ("qu", "No hay ninguna entidad con este número."),
    ] {
        let problem = town
            .visitor()
            .with("accept-language", wish)
            .get("/entities/0999")
            .await
            .refused(404, "entity.not-found");
        assert_eq!(problem["title"], title);
    }
}

#[actix_web::test]
async fn the_lifecycle_that_is_published_is_the_one_that_works() {
    let town = Town::new().await;
    let rows = town.visitor().get("/lifecycle").await.ok()["rows"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(rows.len(), hilo_rules::lifecycle::LIFECYCLE.len());
    let assign = rows
        .iter()
        .find(|row| row["operation"] == "assignCase")
        .unwrap();
    assert_eq!(assign["to"], "assigned");
    assert!(
        assign["from"]
            .as_array()
            .unwrap()
            .contains(&json!("in_triage"))
    );
}
