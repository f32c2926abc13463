//! What stops a filing: only what makes it unreadable, or impossible to route or to answer.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::kit::{Town, fresh_key};

/// The wrong fields of a filing that differs from a good one in some members.
async fn wrong(town: &Town, differs: Value) -> Vec<String> {
    let mut filing = town.filing();
    for (name, value) in differs.as_object().unwrap() {
        filing[name] = value.clone();
    }
    let reply = town
        .visitor()
        .post("/cases", filing)
        .key(&fresh_key())
        .await;
    assert_eq!(town.books.count("cases"), 0);
    reply.wrong()
}

#[actix_web::test]
async fn each_wrong_field_is_named() {
    // reliability 6.1, row 422
    let town = Town::new().await;
    let filer = |differs: Value| {
        let mut filer = json!({ "type": "natural", "notices": "page" });
        filer
            .as_object_mut()
            .unwrap()
            .extend(differs.as_object().unwrap().clone());
        json!({ "filer": filer })
    };
    let unknown = Uuid::now_v7();
    for (differs, error) in [
        (json!({ "entity": "9999" }), "/entity unknown"),
        (json!({ "entity": "one" }), "/entity unknown"),
        (json!({ "kind": "denunciation" }), "/kind not-here"),
        (json!({ "kind": "wish" }), "/kind choice"),
        (json!({ "story": "" }), "/story length"),
        (json!({ "story": " \n " }), "/story required"),
        (json!({ "story": "a".repeat(10_001) }), "/story length"),
        (json!({ "story": 5 }), "/story type"),
        (json!({ "wanted": "a".repeat(2_001) }), "/wanted max-length"),
        (json!({ "service": unknown }), "/service unknown"),
        (json!({ "office": unknown }), "/office unknown"),
        (
            json!({ "place": { "latitude": -12.0 } }),
            "/place/latitude pair",
        ),
        (
            json!({ "place": { "latitude": 91.0, "longitude": 0.0 } }),
            "/place/latitude range",
        ),
        (
            json!({ "occurred_on": "2999-01-01" }),
            "/occurred_on future",
        ),
        (json!({ "occurred_on": "21/11/2026" }), "/occurred_on date"),
        (json!({ "language": "qu" }), "/language choice"),
        (
            json!({ "answers": { "height": 3 } }),
            "/answers/height unknown-field",
        ),
        (
            filer(json!({ "type": "anonymous" })),
            "/filer/type anonymous-not-allowed",
        ),
        (filer(json!({ "type": "unknown" })), "/filer/type choice"),
        (filer(json!({ "notices": "none" })), "/filer/notices choice"),
        (
            filer(json!({ "notices": "email" })),
            "/filer/email needs-email",
        ),
        (
            filer(json!({ "email": "not an address" })),
            "/filer/email email",
        ),
    ] {
        assert_eq!(wrong(&town, differs.clone()).await, [error], "{differs}");
    }
}

#[actix_web::test]
async fn a_service_gets_the_place_and_the_answers_it_needs() {
    let town = Town::new().await;
    let trees = town.body().trees.id;
    let missing = json!({ "service": trees });
    assert_eq!(
        wrong(&town, missing).await,
        ["/answers/height required", "/place required"]
    );
    let misfit = json!({ "service": trees, "place": { "district": "Centro" }, "answers": { "height": "tall", "is_fallen": 1 } });
    assert_eq!(
        wrong(&town, misfit).await,
        ["/answers/height answer", "/answers/is_fallen answer"]
    );
}

#[actix_web::test]
async fn an_anonymous_person_who_leaves_a_trace_is_warned() {
    let town = Town::at("cl").await;
    let filer = json!({ "type": "anonymous", "notices": "page", "phone": "999 888 777" });
    assert_eq!(
        wrong(&town, json!({ "filer": filer })).await,
        ["/filer/phone anonymous-leaves-no-trace"]
    );
}

#[actix_web::test]
async fn nobody_needs_a_document_a_name_or_an_address() {
    // PE-49; Lei 13.460 art. 10 and 11; X19
    let town = Town::new().await;
    let mut filing = town.filing();
    filing["filer"] = json!({ "type": "natural", "notices": "page" });
    town.files(filing.clone()).await;
    filing["filer"] =
        json!({ "type": "natural", "notices": "page", "document": { "type": "none" } });
    town.files(filing).await;
}
