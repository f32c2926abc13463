//! Work for later: exactly with its step, one worker at a time, and nobody stops the rest (promises N1, N3, N4).

use chrono::TimeDelta;
use hilo_platform::caller::{Door, Request};
use hilo_platform::jobs::{self, Job, Lane};
use uuid::Uuid;

use crate::kit::{Town, fresh_key};

fn claims(town: &Town, lane: Lane) -> Vec<Job> {
    let claim = |tx: &mut hilo_platform::tx::Tx<'_>| jobs::claim(tx.conn, lane, 8, tx.now);
    town.parts
        .db
        .run_blocking(Request::internal("test"), Door::Directory, false, claim)
        .unwrap()
}

fn finishes(town: &Town, job: &Job) -> bool {
    let finish = |tx: &mut hilo_platform::tx::Tx<'_>| Ok(jobs::finish(tx.conn, job)?);
    town.parts
        .db
        .run_blocking(Request::internal("test"), Door::Directory, false, finish)
        .unwrap()
}

#[actix_web::test]
async fn two_workers_never_hold_the_same_job() {
    let town = Town::new().await;
    for _ in 0..3 {
        town.citizen("rosa").files("No hay luz.").await;
    }
    town.relays().await;
    assert_eq!(
        (
            claims(&town, Lane::Mail).len(),
            claims(&town, Lane::Mail).len()
        ),
        (3, 0)
    );
}

#[actix_web::test]
async fn the_work_of_a_dead_worker_is_taken_over_and_a_frozen_one_cannot_finish_it() {
    // N3: lease and fence
    let town = Town::new().await;
    town.citizen("rosa").files("No hay luz.").await;
    town.relays().await;
    let frozen = claims(&town, Lane::Mail).remove(0);
    assert!(claims(&town, Lane::Mail).is_empty());

    town.passes(TimeDelta::seconds(jobs::LEASE_SECONDS + 1));
    let second = claims(&town, Lane::Mail).remove(0);

    assert_eq!((frozen.id, second.fence), (second.id, frozen.fence + 1));
    assert!(!finishes(&town, &frozen), "the fence moved on");
    assert!(finishes(&town, &second));
}

#[actix_web::test]
async fn a_poisoned_job_stops_nobody_and_is_set_aside_with_its_reason() {
    // N4, N8
    let town = Town::new().await;
    let body = town.body().id;
    for kind in ["nobody_knows_this", "close_case", "deliver_message"] {
        let lane = if kind == "deliver_message" {
            "mail"
        } else {
            "cases"
        };
        town.books.run(&format!(
            "INSERT INTO queue.jobs (id, lane, kind, entity_id, subject_id, run_at, created_at) \
             VALUES (gen_random_uuid(), '{lane}', '{kind}', '{body}', '{}', '{now}', '{now}')",
            Uuid::now_v7(),
            now = town.now()
        ));
    }
    let case = town.case_in("notified").await;
    town.settles().await;
    assert_eq!(town.letters_to("rosa@people.example").len(), 2);
    assert_eq!(town.track(&case).await["state"], "notified");
    assert_eq!(
        town.books
            .count("queue.jobs WHERE error <> '' AND failed_at IS NULL"),
        3
    );

    town.passes(TimeDelta::hours(73));
    town.settles().await;
    let dead = town
        .books
        .lines("SELECT kind FROM queue.jobs WHERE failed_at IS NOT NULL ORDER BY kind");
    assert_eq!(dead, ["close_case", "deliver_message", "nobody_knows_this"]);
    town.passes(TimeDelta::hours(73));
    let attempts = town
        .books
        .lines("SELECT sum(attempts) FROM queue.jobs WHERE failed_at IS NOT NULL");
    town.settles().await;
    assert_eq!(
        town.books
            .lines("SELECT sum(attempts) FROM queue.jobs WHERE failed_at IS NOT NULL"),
        attempts,
        "set aside for good"
    );
}

#[actix_web::test]
async fn what_was_rolled_back_is_told_to_nobody() {
    // N1: a job exists exactly if its step was committed
    let town = Town::new().await;
    town.books.run(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'told to fail'; END $$; \
         CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON stories DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()",
    );
    let reply = town
        .visitor()
        .post("/cases", town.filing())
        .key(&fresh_key())
        .once()
        .await;
    assert!(reply.status >= 500, "{}", reply.text());
    for from in [
        "cases",
        "history",
        "queue.outbox",
        "queue.jobs",
        "idempotency_keys",
        "case_counters",
    ] {
        assert_eq!(town.books.count(from), 0, "{from}");
    }
    town.settles().await;
    assert!(town.letters_to("rosa@people.example").is_empty());
}

#[actix_web::test]
async fn two_relays_at_once_tell_everybody_once() {
    // N2
    let town = Town::new().await;
    for _ in 0..10 {
        town.citizen("rosa").files("No hay luz.").await;
    }
    futures_util::future::join(town.relays(), town.relays()).await;
    town.settles().await;
    assert_eq!(town.letters_to("rosa@people.example").len(), 10);
    let ids: std::collections::BTreeSet<_> = town
        .books
        .lines("SELECT id FROM deliveries")
        .into_iter()
        .collect();
    assert_eq!(ids.len(), 10);
}
