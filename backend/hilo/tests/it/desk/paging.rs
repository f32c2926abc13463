//! Pages by key: no doubles, no misses, while rows come and go (promise C3).

use std::collections::BTreeSet;

use crate::kit::Town;

/// Reads all pages of a list; something happens between two pages.
async fn read(town: &Town, query: &str, mut between: impl AsyncFnMut()) -> Vec<String> {
    let luis = town.staff("luis");
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = luis
            .get(&format!("/staff/cases?limit=3&{query}{cursor}"))
            .await
            .ok();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 3);
        seen.extend(
            items
                .iter()
                .map(|row| row["number"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next_cursor"].as_str() else {
            return seen;
        };
        cursor = format!("&cursor={next}");
        between().await;
    }
}

#[actix_web::test]
async fn pages_neither_double_nor_miss_while_cases_come_in() {
    // C3
    let town = Town::new().await;
    let mut there = BTreeSet::new();
    for _ in 0..10 {
        there.insert(town.citizen("rosa").files("No hay luz.").await.number);
    }
    for query in ["sort=newest", "sort=due"] {
        let seen = read(&town, query, async || {
            town.citizen("luz").files("Otra.").await;
        })
        .await;
        let unique: BTreeSet<_> = seen.iter().cloned().collect();
        assert_eq!(unique.len(), seen.len(), "doubles with {query}: {seen:?}");
        assert!(there.is_subset(&unique), "misses with {query}: {seen:?}");
    }
}

#[actix_web::test]
async fn cases_filed_in_the_same_instant_have_one_order() {
    let town = Town::new().await;
    for _ in 0..7 {
        town.citizen("rosa").files("No hay luz.").await;
    }
    town.books
        .run("UPDATE cases SET filed_at = '2026-01-01Z', due_at = NULL");
    for query in ["sort=newest", "sort=due"] {
        let seen = read(&town, query, async || {}).await;
        assert_eq!(
            seen.iter().collect::<BTreeSet<_>>().len(),
            7,
            "{query}: {seen:?}"
        );
    }
}

#[actix_web::test]
async fn a_cursor_that_is_not_ours_is_refused() {
    let town = Town::new().await;
    for cursor in ["abc", "!!!", "W10", "eyJhIjoxfQ"] {
        let reply = town
            .staff("luis")
            .get(&format!("/staff/cases?cursor={cursor}"))
            .await;
        assert_eq!(reply.wrong(), ["?cursor cursor"], "{cursor}");
    }
}

#[actix_web::test]
async fn a_page_has_one_to_a_hundred_rows() {
    let town = Town::new().await;
    for (limit, error) in [
        ("0", "?limit range"),
        ("101", "?limit range"),
        ("many", "?limit type"),
    ] {
        assert_eq!(
            town.staff("luis")
                .get(&format!("/staff/cases?limit={limit}"))
                .await
                .wrong(),
            [error]
        );
    }
}
