//! Lists: views, filters, search, each within the reader's reach.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Filed, Town};

/// Numbers that a query finds, for a colleague.
async fn found(town: &Town, name: &str, query: &str) -> Vec<String> {
    let page = town
        .staff(name)
        .get(&format!("/staff/cases?{query}"))
        .await
        .ok();
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["number"].as_str().unwrap().to_owned())
        .collect()
}

fn numbers(cases: &[&Filed]) -> Vec<String> {
    cases.iter().map(|case| case.number.clone()).collect()
}

#[actix_web::test]
async fn everybody_lists_the_cases_within_their_reach() {
    // reliability part 3: asg, unit, ent, intake
    let town = Town::new().await;
    let new = town.case_in("registered").await;
    let anas = town.case_in("assigned").await;
    let parks = town.case_in("in_triage").await;
    town.staff("dora")
        .assigns(&parks, town.body().parks, None)
        .await
        .ok();

    assert_eq!(
        found(&town, "luis", "").await,
        numbers(&[&parks, &anas, &new]),
        "newest first"
    );
    assert_eq!(found(&town, "dora", "").await, numbers(&[&new]));
    assert_eq!(found(&town, "ana", "").await, numbers(&[&anas]));
    assert_eq!(found(&town, "sara", "").await, numbers(&[&anas]));
    assert!(found(&town, "carla", "").await.is_empty());
    assert!(found(&town, "olga", "").await.is_empty());
    let machine = town.machine().get("/staff/cases").await.ok();
    assert_eq!(machine["items"].as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn views_show_what_waits_for_whom() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let new = town.case_in("registered").await;
    let working = town.case_in("in_progress").await;
    let reviewed = town.case_in("in_review").await;
    let disputed = town.case_in("notified").await;
    town.holder(&disputed).disputes(&disputed).await.ok();
    let done = town.case_in("closed").await;

    assert_eq!(
        found(&town, "luis", "view=to_triage").await,
        numbers(&[&new])
    );
    assert_eq!(
        found(&town, "luis", "view=to_review").await,
        numbers(&[&reviewed])
    );
    assert_eq!(
        found(&town, "luis", "view=disputed").await,
        numbers(&[&disputed])
    );
    assert_eq!(found(&town, "ana", "view=mine").await.len(), 2);
    assert_eq!(found(&town, "sara", "view=unit").await.len(), 3);
    assert_eq!(found(&town, "luis", "view=all").await.len(), 5);
    assert!(found(&town, "luis", "view=late").await.is_empty());
    town.passes(TimeDelta::days(100));
    let late = found(&town, "luis", "view=late").await;
    assert!(
        late.contains(&working.number) && !late.contains(&done.number),
        "{late:?}"
    );

    let views = town.staff("luis").get("/staff/views").await.ok();
    let count = |view: &str| {
        let views = views["views"].as_array().unwrap();
        views
            .iter()
            .find(|row| row["view"] == view)
            .map(|row| row["count"].clone())
            .unwrap()
    };
    assert_eq!(
        (count("to_triage"), count("to_review"), count("late")),
        (json!(1), json!(1), json!(late.len()))
    );
}

#[actix_web::test]
async fn filters_narrow_a_list_alone_and_together() {
    let town = Town::new().await;
    let plain = town.citizen("luz").files("Otra cosa.").await;
    let mut filing = town.filing();
    filing["kind"] = json!("suggestion");
    filing["service"] = json!(town.body().light.id);
    filing["place"] = json!({ "text": "Av. Grau 1", "district": "Barrio Ñuñoa" });
    let rich = town.files(filing).await;
    town.brings(&rich, "assigned").await;
    let body = town.body();
    let ana = body.colleague("ana").account;

    for query in [
        "state=assigned".to_owned(),
        "kind=suggestion".to_owned(),
        format!("unit={}", body.works),
        format!("assignee={ana}"),
        format!("service={}", body.light.id),
        "district=Barrio%20%C3%91u%C3%B1oa".to_owned(),
        format!(
            "state=assigned&kind=suggestion&unit={}&assignee={ana}&sort=due&late=false",
            body.works
        ),
    ] {
        assert_eq!(
            found(&town, "luis", &query).await,
            numbers(&[&rich]),
            "{query}"
        );
    }
    assert_eq!(
        found(&town, "luis", "channel=web&sort=newest").await,
        numbers(&[&rich, &plain])
    );
    assert!(found(&town, "luis", "channel=phone").await.is_empty());
    assert!(found(&town, "luis", "late=true").await.is_empty());
}

#[actix_web::test]
async fn search_finds_words_without_accents_their_beginnings_and_numbers() {
    let town = Town::new().await;
    let lamp = town
        .citizen("rosa")
        .files("Falta iluminación en la calle Ñandú.")
        .await;
    let dog = town
        .citizen("luz")
        .files("Perros sueltos en el parque.")
        .await;
    for (words, wanted) in [
        ("iluminacion", &lamp),
        ("ILUMINACIÓN", &lamp),
        ("ilum", &lamp),
        ("calle%20nandu", &lamp),
        ("perros", &dog),
        (dog.number.as_str(), &dog),
    ] {
        assert_eq!(
            found(&town, "luis", &format!("q={words}")).await,
            numbers(&[wanted]),
            "{words}"
        );
    }
    assert!(
        found(&town, "luis", "q=iluminacion%20perros")
            .await
            .is_empty(),
        "every word"
    );
    assert!(
        found(&town, "ana", "q=perros").await.is_empty(),
        "search keeps to the reach"
    );
}

#[actix_web::test]
async fn search_takes_anything_that_people_type() {
    // O8, I1: operators of the search language are words like others
    let town = Town::new().await;
    town.citizen("rosa").files("No hay luz.").await;
    for words in [
        "%27%3A*%26%7C!()",
        "a%20%26%20!b",
        "%F0%9F%94%A6",
        "%3C-%3E",
        "'--",
        "%25_",
        "½²º",
        "ﷺ",
        "\u{30a2}",
    ] {
        let reply = town
            .staff("luis")
            .get(&format!("/staff/cases?q={words}"))
            .await;
        assert!(
            [200, 422].contains(&reply.status),
            "{words}: {}",
            reply.text()
        );
    }
}

#[actix_web::test]
async fn a_row_says_what_a_reader_needs_to_choose() {
    let town = Town::new().await;
    let case = town.case_in("assigned").await;
    let page = town.staff("ana").get("/staff/cases").await.ok();
    let row = &page["items"][0];
    assert_eq!(row["number"], case.number);
    assert!(row["summary"].as_str().unwrap().starts_with("No hay luz"));
    assert_eq!(
        (&row["unit"]["name"], &row["assignee"]["name"]),
        (&json!("Obras"), &json!("Ana"))
    );
    assert_eq!(
        (&row["due"]["on"], &row["is_imported"]),
        (&case.receipt["due_on"], &json!(false))
    );
    assert!(row.get("filer").is_none(), "no contact data in lists");
    assert_eq!(page["next_cursor"], Value::Null);
}

#[actix_web::test]
async fn officers_are_listed_with_their_work() {
    let town = Town::new().await;
    town.case_in("assigned").await;
    let list = town
        .staff("sara")
        .get(&format!("/staff/officers?unit={}", town.body().works))
        .await
        .ok();
    let of = |name: &str| {
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["name"] == name)
            .cloned()
    };
    assert_eq!(of("Ana").unwrap()["open_cases"], 1);
    assert_eq!(of("Beto").unwrap()["open_cases"], 0);
    assert!(of("Carla").is_none(), "another unit");
    let units = town.staff("sara").get("/staff/units").await.ok();
    let names: Vec<_> = units["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["name"].clone())
        .collect();
    assert_eq!(names, ["Mesa de entrada", "Obras", "Parques"]);
}
