//! A number alone opens nothing, and says nothing (promise P3).

use serde_json::{Value, json};

use crate::kit::{Reply, Town};

/// A refusal without what differs from call to call.
fn shape(reply: &Reply) -> (u16, Value, Vec<(String, String)>) {
    let mut body = reply.json();
    body.as_object_mut().unwrap().remove("reference");
    let headers = reply.headers.iter().filter(|(name, _)| *name != "date");
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    // Their order is chance.
    let mut headers: Vec<_> = headers.collect();
    headers.sort();
    (reply.status, body, headers)
}

#[actix_web::test]
async fn a_wrong_number_and_a_wrong_key_are_answered_alike() {
    // P3: equal in bytes apart from the reference
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let other = town.citizen("luz").files("Otra cosa.").await;
    let unknown = "0001-26999-99991";
    let ask = async |number: &str, key: Option<&str>| {
        let visitor = town.visitor();
        let asking = match key {
            Some(key) => visitor.with("case-key", key),
            None => visitor,
        };
        asking.get(&format!("/cases/{number}")).await
    };

    let wrong_key = ask(&case.number, Some("0000-0000-0000-0000")).await;
    assert_eq!(wrong_key.json()["code"], "case.not-found");
    for reply in [
        ask(&case.number, Some(&other.key)).await,
        ask(&case.number, None).await,
        ask(&case.number, Some("no key at all")).await,
        ask(unknown, Some(&case.key)).await,
        ask("9999-26000-00010", Some(&case.key)).await,
        ask("not-a-number", Some(&case.key)).await,
    ] {
        assert_eq!(shape(&reply), shape(&wrong_key));
        assert_eq!(reply.body.len(), wrong_key.body.len());
    }
}

#[actix_web::test]
async fn every_door_of_a_case_needs_its_key() {
    let town = Town::new().await;
    let case = town.case_in("notified").await;
    let stranger = town.visitor().with("case-key", "0000-0000-0000-0000");
    for part in [
        "",
        "follow",
        "clocks",
        "attachments/019a9f0e-7c1a-7d2e-8f00-2f0c2b6a9d11",
    ] {
        stranger
            .get(&case.path(part))
            .await
            .refused(404, "case.not-found");
    }
    stranger
        .says(&case, "Hola.")
        .await
        .refused(404, "case.not-found");
    stranger
        .withdraws(&case)
        .await
        .refused(404, "case.not-found");
    stranger
        .rates(&case, 1, "no")
        .await
        .refused(404, "case.not-found");
    stranger
        .disputes(&case)
        .await
        .refused(404, "case.not-found");
    stranger
        .upload(&case.path("attachments"), "a.pdf", b"%PDF-1.7".to_vec())
        .await
        .refused(404, "case.not-found");
}

#[actix_web::test]
async fn a_key_is_read_as_people_write_it() {
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    for key in [
        case.key.replace('-', ""),
        case.key.to_lowercase(),
        case.key.replace('-', " "),
    ] {
        town.visitor()
            .with("case-key", &key)
            .get(&case.path(""))
            .await
            .ok();
    }
}

#[actix_web::test]
async fn the_person_sees_what_happens_who_has_it_and_by_when() {
    // ux 3: what is happening, who has it, by when, what can I do
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    town.staff("ana").notes(&case, "INTERNAL").await.ok();

    let seen = town.track(&case).await;

    assert_eq!(seen["holder"]["unit"], "Obras");
    assert_eq!(seen["due"]["is_late"], false);
    assert_eq!(seen["response"], Value::Null);
    assert_eq!(
        seen["actions"],
        json!(["withdrawCase", "addMessage", "uploadAttachment"])
    );
    let thread: Vec<_> = seen["thread"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["event"].clone())
        .collect();
    assert!(!thread.contains(&json!("case.note-added")), "{thread:?}");
    assert!(!seen.to_string().contains("INTERNAL"));
    assert!(
        !seen.to_string().contains("The lamp was replaced"),
        "a draft is no answer"
    );
}

#[actix_web::test]
async fn drafts_reviews_and_names_of_staff_stay_inside() {
    // reliability part 3: a person sees units, never drafts
    let town = Town::new().await;
    let case = town.case_in("in_review").await;
    town.staff("luis")
        .sends_back(&case, "CANARY comment")
        .await
        .ok();
    let seen = town.track(&case).await.to_string();
    for inside in ["CANARY", "Ana", "Luis", "ana@", "luis@"] {
        assert!(!seen.contains(inside), "{inside} in {seen}");
    }
}
