//! Legal opinions that are kept for like cases (PE-92).

use serde_json::{Value, json};

use super::{asks, newest, to_parks};
use crate::kit::Town;

/// The parks play the legal adviser; answers with the id of an open question to them.
async fn legal_question(town: &Town, topic: Option<&str>) -> String {
    let case = town.case_in("in_progress").await;
    let question = json!({
        "kind": "legal", "unit": town.body().parks, "question": "¿De quién son los postes de la avenida?", "topic": topic,
    });
    newest(&asks(town, &case, question).await)
}

async fn opines(town: &Town, question: &str, opinion: Value) -> crate::kit::Reply {
    town.staff("carla")
        .post(&format!("/staff/consultations/{question}/answer"), opinion)
        .await
}

#[actix_web::test]
async fn a_legal_opinion_is_found_again_by_its_words() {
    let town = Town::new().await;
    let question = legal_question(&town, Some("Propiedad de postes")).await;
    let opinion =
        json!({ "text": "Según la concesión, de la compañía eléctrica.", "is_precedent": true });
    opines(&town, &question, opinion).await.ok();
    let plain = legal_question(&town, None).await;
    opines(&town, &plain, json!({ "text": "Depende de la avenida." }))
        .await
        .ok();

    for words in ["", "?q=concesion", "?q=COMPA%C3%91IA%20postes", "?q=avenid"] {
        let page = town
            .staff("ana")
            .get(&format!("/staff/precedents{words}"))
            .await
            .ok();
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{words}: {page}");
        assert_eq!(
            (&items[0]["id"], &items[0]["topic"]),
            (&json!(question), &json!("Propiedad de postes"))
        );
    }
    for (who, words) in [
        (town.staff("ana"), "?q=veredas"),
        (town.staff_of("pe2", "ana"), ""),
    ] {
        let page = who.get(&format!("/staff/precedents{words}")).await.ok();
        assert_eq!(page, json!({ "items": [], "next_cursor": null }));
    }
    assert_eq!(
        town.staff("ana")
            .get("/staff/precedents?q=%21")
            .await
            .wrong(),
        ["?q required"]
    );
}

#[actix_web::test]
async fn a_precedent_is_a_legal_opinion_with_a_topic() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let facts = newest(&asks(&town, &case, to_parks(&town, "Is it your tree?")).await);
    let kept = |topic: Option<&str>| json!({ "text": "Yes, it is ours.", "is_precedent": true, "topic": topic });
    assert_eq!(
        opines(&town, &facts, kept(None)).await.wrong(),
        ["/is_precedent only-legal", "/topic required"]
    );
    let legal = legal_question(&town, None).await;
    assert_eq!(
        opines(&town, &legal, kept(None)).await.wrong(),
        ["/topic required"]
    );
    assert_eq!(
        town.books
            .count("consultations WHERE answered_at IS NOT NULL"),
        0
    );

    let answered = opines(&town, &legal, kept(Some("Árboles"))).await.ok();

    assert_eq!(
        (&answered["is_precedent"], &answered["topic"]),
        (&json!(true), &json!("Árboles"))
    );
}

#[actix_web::test]
async fn precedents_come_in_pages_newest_first() {
    let town = Town::new().await;
    let mut kept = Vec::new();
    for topic in ["One", "Two", "Three"] {
        let question = legal_question(&town, Some(topic)).await;
        let opinion = json!({ "text": "De la compañía eléctrica.", "is_precedent": true });
        opines(&town, &question, opinion).await.ok();
        kept.insert(0, question);
    }
    let first = town
        .staff("luis")
        .get("/staff/precedents?limit=2")
        .await
        .ok();
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = town
        .staff("luis")
        .get(&format!("/staff/precedents?limit=2&cursor={cursor}"))
        .await
        .ok();
    let ids = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!([ids(&first), ids(&rest)].concat(), kept);
}
