//! Everybody can file: without a document, from abroad, in their own language, and children with a guardian.

use serde_json::{Value, json};

use crate::kit::{Reply, Town, fresh_key};

/// Rosa's filing with other members in it.
fn with(town: &Town, members: Value) -> Value {
    let mut filing = town.filing();
    for (name, value) in members.as_object().unwrap() {
        match value.as_object().filter(|_| name == "filer") {
            Some(of_filer) => of_filer
                .iter()
                .for_each(|(name, value)| filing["filer"][name] = value.clone()),
            None => filing[name] = value.clone(),
        }
    }
    filing
}

async fn files(town: &Town, members: Value) -> Reply {
    town.visitor()
        .post("/cases", with(town, members))
        .key(&fresh_key())
        .await
}

fn mother() -> Value {
    json!({ "guardian": { "name": "María Quispe", "phone": "999 888 777", "relation": "mother" } })
}

#[actix_web::test]
async fn nobody_needs_a_document() {
    // PE-91; anchors check 3
    let town = Town::new().await;
    for document in [
        json!(null),
        json!({ "type": "none" }),
        json!({ "type": "other", "number": "UNHCR 17" }),
    ] {
        let reply = files(&town, json!({ "filer": { "document": document } })).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
    }
}

#[actix_web::test]
async fn people_file_from_abroad_and_with_papers_of_another_country() {
    // PE-36, PE-61, PE-62
    let town = Town::new().await;
    let abroad = json!({
        "country": "DE", "phone": "+49 30 1234567", "address": "Unter den Linden 1, 10117 Berlin",
        "document": { "type": "passport", "number": "C01X00T47" },
    });
    files(&town, json!({ "filer": abroad })).await.ok();
    let kept = "SELECT country || ' ' || document_type || ' ' || phone FROM filers";
    assert_eq!(town.books.lines(kept), ["DE passport +49 30 1234567"]);
    for country in ["Peru", "pe", "", "P1"] {
        let reply = files(&town, json!({ "filer": { "country": country } })).await;
        assert_eq!(reply.wrong(), ["/filer/country country"], "{country}");
    }
}

#[actix_web::test]
async fn a_child_names_a_guardian_and_the_case_is_confidential() {
    // PE-90; anchors check 4: under fourteen in Peru
    let town = Town::new().await;
    let alone = files(&town, json!({ "filer": { "age": 13 } })).await;
    assert_eq!(alone.wrong(), ["/parties/guardian required"]);
    files(
        &town,
        json!({ "filer": { "age": 13 }, "parties": mother() }),
    )
    .await
    .ok();
    let kept = "SELECT role || ' ' || name || ' ' || relation FROM parties";
    assert_eq!(town.books.lines(kept), ["guardian María Quispe mother"]);
    assert_eq!(town.books.count("cases WHERE is_confidential"), 1);
}

#[actix_web::test]
async fn somebody_who_is_nearly_of_age_files_alone_and_in_confidence() {
    let town = Town::new().await;
    for (age, confidential) in [(14, 1), (17, 2), (18, 2), (90, 2)] {
        files(&town, json!({ "filer": { "age": age } })).await.ok();
        assert_eq!(
            town.books.count("cases WHERE is_confidential"),
            confidential,
            "{age}"
        );
    }
    for age in [-1, 131] {
        let reply = files(&town, json!({ "filer": { "age": age } })).await;
        assert_eq!(reply.wrong(), ["/filer/age range"]);
    }
}

#[actix_web::test]
async fn nobody_gives_up_anonymity_for_a_guardian() {
    // anchors check 2: no contact field is stored
    let town = Town::at("ouvidoria").await;
    let anonymous = json!({ "type": "anonymous", "age": 12, "notices": "page" });
    let mut filing = town.filing();
    filing["filer"] = anonymous;
    town.files(filing.clone()).await;
    filing["parties"] = mother();
    filing["parties"]["affected"] = json!({ "name": "My friend" });
    let reply = town
        .visitor()
        .post("/cases", filing)
        .key(&fresh_key())
        .await;
    assert_eq!(
        reply.wrong(),
        ["/parties/guardian anonymous-leaves-no-trace"]
    );
}

#[actix_web::test]
async fn a_story_in_any_language_is_taken_and_marked_with_it() {
    // PE-62; anchors check 7
    let town = Town::new().await;
    let quechua = json!({ "story": "Manam kanchu kʼanchay ñanpi.", "written_in": "qu" });
    let case = town.files(with(&town, quechua)).await;
    assert_eq!(town.track(&case).await["written_in"], "qu");
    assert_eq!(
        town.staff("luis").looks_at(&case).await.ok()["written_in"],
        "qu"
    );
    for tag in ["qu-PE", "ay", "zh-Hant-TW", "x-our-own"] {
        files(&town, json!({ "written_in": tag })).await.ok();
    }
    for tag in ["", "quechua del sur", "qu_PE", "toolonglanguage"] {
        let reply = files(&town, json!({ "written_in": tag })).await;
        assert_eq!(reply.wrong(), ["/written_in language-tag"], "{tag}");
    }
}

#[actix_web::test]
async fn what_is_wrong_with_a_party_is_said_of_the_party() {
    let town = Town::new().await;
    for (party, wrong) in [
        (json!({ "name": "" }), "/parties/contact/name length"),
        (json!({ "name": "  " }), "/parties/contact/name required"),
        (
            json!({ "name": "x", "email": "nowhere" }),
            "/parties/contact/email email",
        ),
        (
            json!({ "name": "x", "secret": 1 }),
            "/parties/contact/secret unknown-field",
        ),
    ] {
        let reply = files(&town, json!({ "parties": { "contact": party } })).await;
        assert_eq!(reply.wrong(), [wrong]);
    }
    let reply = files(&town, json!({ "parties": { "lawyer": { "name": "x" } } })).await;
    assert_eq!(reply.wrong(), ["/parties/lawyer unknown-field"]);
}
