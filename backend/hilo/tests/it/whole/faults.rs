//! The database goes away and comes back; the program answers meanwhile and heals by itself (promises O4, R1).

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::kit::proxy::Wire;
use crate::kit::{Plan, Reply, Town, fresh_key, invariants};

/// A town whose database lies behind a wire.
async fn behind_a_wire() -> (Town, Wire) {
    // The address is only known once the database is there: the wire is laid by the plan.
    let (sender, receiver) = std::sync::mpsc::channel();
    let town = Plan::default()
        .start_with(move |url| {
            let (wire, url) = Wire::to(url);
            sender.send(wire).unwrap();
            url
        })
        .await;
    (town, receiver.recv().unwrap())
}

async fn timed(call: crate::kit::Call) -> (Reply, Duration) {
    let began = Instant::now();
    (call.once().await, began.elapsed())
}

/// Tries until the answer comes, for at most ten seconds.
async fn in_the_end(town: &Town, key: &str) -> Value {
    let began = Instant::now();
    loop {
        let reply = town
            .visitor()
            .post("/cases", town.filing())
            .key(key)
            .once()
            .await;
        if reply.status == 201 {
            return reply.json();
        }
        assert_eq!(reply.status, 503, "{}", reply.text());
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "it does not heal"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[actix_web::test]
async fn a_database_that_is_away_gives_503_at_once_and_heals_by_itself() {
    // O4: 503 within 2 s, liveness throughout, readiness red, healed by itself
    let (town, wire) = behind_a_wire().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let key = fresh_key();

    wire.cut();
    for _ in 0..3 {
        let (reply, took) = timed(town.visitor().post("/cases", town.filing()).key(&key)).await;
        assert!(
            !reply.header("retry-after").is_empty(),
            "{:?}",
            reply.headers
        );
        reply.refused(503, "server.busy");
        assert!(took < Duration::from_millis(2_500), "{took:?}");
    }
    let (live, took) = timed(town.visitor().get("/health/live")).await;
    assert!(
        live.status == 200 && took < Duration::from_millis(500),
        "{took:?}"
    );
    assert_eq!(
        timed(town.visitor().get("/health/ready")).await.0.status,
        503
    );
    timed(town.holder(&case).get(&case.path("")))
        .await
        .0
        .refused(503, "server.busy");

    wire.heal();
    let receipt = in_the_end(&town, &key).await;
    assert_eq!(in_the_end(&town, &key).await, receipt);
    assert_eq!(town.visitor().get("/health/ready").await.status, 200);
    assert_eq!(town.track(&case).await["state"], "registered");
    invariants::hold(&town.books);
    assert_eq!(town.books.count("cases"), 2);
}

#[actix_web::test]
async fn a_frozen_database_does_not_freeze_the_program() {
    // O4: first bar 5 s
    let (town, wire) = behind_a_wire().await;
    town.citizen("rosa").files("No hay luz.").await;
    let key = fresh_key();

    wire.freeze();
    let (reply, took) = timed(town.visitor().post("/cases", town.filing()).key(&key)).await;
    reply.refused(503, "server.busy");
    assert!(took < Duration::from_secs(6), "{took:?}");
    let (live, took) = timed(town.visitor().get("/health/live")).await;
    assert!(
        live.status == 200 && took < Duration::from_millis(500),
        "{took:?}"
    );

    // The firewall forgets the connections too.
    wire.cut();
    wire.heal();
    let receipt = in_the_end(&town, &key).await;
    assert_eq!(in_the_end(&town, &key).await, receipt);
    invariants::hold(&town.books);
    assert_eq!(town.books.count("cases"), 2);
}

#[actix_web::test]
async fn a_follower_hears_on_after_the_database_was_away() {
    let (town, wire) = behind_a_wire().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let mut stream = crate::kit::Stream::open(town.holder(&case).get(&case.path("follow"))).await;
    wire.cut();
    tokio::time::sleep(Duration::from_millis(300)).await;
    wire.heal();
    town.holder(&case).says(&case, "Hola.").await.ok();
    assert_eq!(
        stream.next().await.unwrap().data["event"],
        "case.message-added"
    );
}
