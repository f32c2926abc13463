//! Official numbers run without gaps or doubles for each body and year (promise R5).

use futures_util::{StreamExt, stream};

use crate::kit::{Town, fresh_key};

/// Fails at the commit, after the number was taken, whatever says so in its story.
const FAIL: &str = "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
    IF NEW.story LIKE 'FAIL%' THEN RAISE EXCEPTION 'told to fail'; END IF; RETURN NULL; END $$; \
    CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON stories DEFERRABLE INITIALLY DEFERRED \
    FOR EACH ROW EXECUTE FUNCTION fail()";

#[actix_web::test]
async fn two_hundred_parallel_filings_leave_no_hole_and_no_double() {
    // R5; DS 007-2020-PCM art. 5.4
    let town = Town::new().await;
    town.books.run(FAIL);
    let calls = (0..200).map(|n| {
        let story = if n % 10 == 0 { "FAIL" } else { "No hay luz." };
        let call = town
            .visitor()
            .post("/cases", town.citizen("rosa").filing(story))
            .key(&fresh_key());
        async move {
            // Told to fail: once is enough. The others may have to come back, with the same key.
            (
                n,
                if n % 10 == 0 {
                    call.once().await
                } else {
                    call.await
                },
            )
        }
    });
    let replies: Vec<_> = stream::iter(calls).buffer_unordered(20).collect().await;

    for (n, reply) in &replies {
        let wanted: &[u16] = if n % 10 == 0 { &[500, 503] } else { &[201] };
        assert!(wanted.contains(&reply.status), "{}", reply.text());
    }
    let numbers = town
        .books
        .lines("SELECT correlative FROM cases ORDER BY correlative");
    let gapless: Vec<_> = (1..=180).map(|n| n.to_string()).collect();
    assert_eq!(numbers, gapless);
    assert_eq!(town.books.lines("SELECT last FROM case_counters"), ["180"]);
    let mut told: Vec<_> = replies
        .iter()
        .filter(|(n, _)| n % 10 != 0)
        .map(|(_, reply)| reply.json()["number"].to_string())
        .collect();
    told.sort();
    told.dedup();
    assert_eq!(told.len(), 180);
}

#[actix_web::test]
async fn each_body_and_each_year_count_for_themselves() {
    let town = Town::on("pe", "2026-12-31T20:00:00Z").await;
    let in_december = town.citizen("rosa").files("Uno.").await;
    let mut filing = town.filing();
    filing["entity"] = town.other("pe2").number.clone().into();
    let elsewhere = town.files(filing).await;
    // Midnight in Lima, where the body is, not in UTC.
    town.passes(chrono::TimeDelta::hours(8));
    let still_december = town.citizen("rosa").files("Dos.").await;
    town.passes(chrono::TimeDelta::hours(2));
    let in_january = town.citizen("rosa").files("Tres.").await;

    for (case, head) in [
        (in_december, "0001-26000-0001"),
        (elsewhere, "0002-26000-0001"),
        (still_december, "0001-26000-0002"),
        (in_january, "0001-27000-0001"),
    ] {
        assert!(case.number.starts_with(head), "{}", case.number);
    }
    assert_eq!(
        town.books
            .lines("SELECT last FROM case_counters ORDER BY last"),
        ["1", "1", "2"]
    );
}
