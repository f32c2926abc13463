//! The record: nobody edits, deletes, swaps or cuts it unseen, and every row is what its history says (promise U1;
//! anchors checks 74, 75).

use hilo::record::{self, Record};
use hilo_platform::record::Checkpoint;

use crate::kit::chance::Chance;
use crate::kit::{Filed, Town};

/// Edits that are tried.
const EDITS: usize = 200;

/// A town with cases in many states, and its record.
async fn lived_in() -> (Town, Vec<Filed>) {
    let town = Town::new().await;
    let mut cases = Vec::new();
    for state in [
        "registered",
        "in_triage",
        "in_progress",
        "in_review",
        "notified",
        "closed",
    ] {
        cases.push(town.case_in(state).await);
    }
    let disputed = town.case_in("notified").await;
    town.holder(&disputed).disputes(&disputed).await.ok();
    town.settles().await;
    cases.push(disputed);
    (town, cases)
}

/// Does something with the record where blocking is allowed.
async fn with_record<T: Send + 'static>(
    town: &Town,
    work: impl FnOnce(Record) -> T + Send + 'static,
) -> T {
    let (db, directory) = (town.parts.db.clone(), town.parts.directory.clone());
    actix_web::web::block(move || work(Record { db, directory }))
        .await
        .unwrap()
}

async fn checkpoints(town: &Town) -> Vec<Checkpoint> {
    with_record(town, |record| record.checkpoint().unwrap()).await
}

async fn faults(town: &Town, outside: &[Checkpoint]) -> Vec<String> {
    let outside = outside.to_vec();
    with_record(town, move |record| record.verify(&outside).unwrap()).await
}

async fn differences(town: &Town) -> Vec<String> {
    with_record(town, |record| record.rebuild_check().unwrap()).await
}

#[actix_web::test]
async fn a_record_that_nobody_touched_is_whole() {
    let (town, _) = lived_in().await;
    let first = checkpoints(&town).await;
    assert_eq!(faults(&town, &first).await, [""; 0]);
    assert_eq!(differences(&town).await, [""; 0]);
    assert!(
        checkpoints(&town).await.is_empty(),
        "nothing has moved since"
    );
    let next = town.case_in("assigned").await;
    let second = checkpoints(&town).await;
    assert_eq!((second[0].n, second[0].cases), (2, 1), "{}", next.number);
    let both: Vec<_> = first.into_iter().chain(second).collect();
    assert_eq!(faults(&town, &both).await, [""; 0]);
}

#[actix_web::test]
async fn two_hundred_edits_are_all_found() {
    // U1: edits, deletions, swaps and cuts, each alone
    let (town, _) = lived_in().await;
    let outside = checkpoints(&town).await;
    town.books
        .run("CREATE TABLE before AS SELECT * FROM history");
    let entries = town
        .books
        .lines("SELECT case_id || ' ' || seq || ' ' || max(seq) OVER (PARTITION BY case_id) FROM history ORDER BY 1");
    let mut chance = Chance::of(74);
    let mut missed = Vec::new();
    for n in 0..EDITS {
        let entry = chance.one_of(&entries);
        let [case, seq, last] = entry.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{entry}");
        };
        let edit = edit_of(n, case, seq, last);
        town.books.run(&edit);
        if faults(&town, &outside).await.is_empty() {
            missed.push(edit);
        }
        town.books
            .run("DELETE FROM history; INSERT INTO history SELECT * FROM before");
    }
    assert_eq!(missed, [""; 0]);
    assert_eq!(
        faults(&town, &outside).await,
        [""; 0],
        "the test cleaned up"
    );
}

/// One of several ways to change what was written.
fn edit_of(n: usize, case: &str, seq: &str, last: &str) -> String {
    let entry = format!("case_id = '{case}' AND seq = {seq}");
    match n % 9 {
        0 => format!("UPDATE history SET data = data || '{{\"x\": {n}}}' WHERE {entry}"),
        1 => format!("UPDATE history SET at = at - interval '1 microsecond' WHERE {entry}"),
        2 => format!("UPDATE history SET event = event || '.' WHERE {entry}"),
        3 => format!("UPDATE history SET reason = COALESCE(reason, '') || ' ' WHERE {entry}"),
        4 => format!("UPDATE history SET actor_id = gen_random_uuid() WHERE {entry}"),
        5 => format!("DELETE FROM history WHERE {entry}"),
        6 => format!("DELETE FROM history WHERE case_id = '{case}' AND seq = {last}"),
        // Swapped with the next one, or with itself moved away at the end.
        7 => format!(
            "UPDATE history SET seq = CASE seq WHEN {seq} THEN {seq} + 1000 ELSE seq END WHERE case_id = '{case}'"
        ),
        // Somebody who knows how the chain is made.
        _ => format!(
            "UPDATE history SET data = data || '{{\"x\": {n}}}' WHERE {entry}; \
             UPDATE history h SET chain = w.chain FROM (SELECT case_id, seq, history_chain(entry_digest(entity_id, \
             case_id, seq, at, event, from_state, to_state, actor_kind, actor_id, actor_role, unit_id, reason, data)) \
             OVER (PARTITION BY case_id ORDER BY seq) AS chain FROM history) w \
             WHERE h.case_id = w.case_id AND h.seq = w.seq"
        ),
    }
}

#[actix_web::test]
async fn whoever_rewrites_the_whole_database_is_found_by_the_copy_outside() {
    // X16: an operator with database access
    let (town, _) = lived_in().await;
    let outside = checkpoints(&town).await;
    town.books.run(
        "UPDATE history SET data = data || '{\"x\": 1}' WHERE seq = 1; \
         UPDATE history h SET chain = w.chain FROM (SELECT case_id, seq, history_chain(entry_digest(entity_id, \
         case_id, seq, at, event, from_state, to_state, actor_kind, actor_id, actor_role, unit_id, reason, data)) \
         OVER (PARTITION BY case_id ORDER BY seq) AS chain FROM history) w \
         WHERE h.case_id = w.case_id AND h.seq = w.seq; \
         UPDATE checkpoint_heads k SET chain = h.chain FROM history h WHERE h.case_id = k.case_id AND h.seq = k.seq; \
         UPDATE checkpoints c SET digest = (SELECT sha256(string_agg(uuid_send(case_id) || int4send(seq) || chain, '' \
         ORDER BY case_id)) FROM checkpoint_heads k WHERE k.n = c.n)",
    );
    assert_eq!(faults(&town, &[]).await, [""; 0], "inside, everything fits");
    let found = faults(&town, &outside).await;
    assert!(found[0].contains("kept outside"), "{found:?}");
}

#[actix_web::test]
async fn the_file_outside_is_signed() {
    let (town, _) = lived_in().await;
    let written = checkpoints(&town).await;
    let file = std::env::temp_dir().join(format!("hilo-checkpoints-{}", uuid::Uuid::now_v7()));
    record::append(&file, &town.parts.tokens, &written).unwrap();
    assert_eq!(record::read(&file, &town.parts.tokens).unwrap(), written);
    let text = std::fs::read_to_string(&file).unwrap();
    let forged = text.replacen('.', ".e30", 1);
    std::fs::write(&file, forged).unwrap();
    let told = record::read(&file, &town.parts.tokens).unwrap_err();
    assert!(told.contains("not signed by us"), "{told}");
    std::fs::remove_file(&file).unwrap();
}

#[actix_web::test]
async fn a_row_that_its_history_does_not_tell_is_named() {
    let (town, cases) = lived_in().await;
    for (change, told) in [
        ("state = 'in_triage'", "state"),
        ("version = version + 1", "version"),
        ("kind = 'query'", "kind"),
        ("bounces = 2", "bounces"),
        ("due_at = due_at + interval '1 day'", "due moment"),
    ] {
        let of = format!("WHERE correlative = {}", 1);
        town.books
            .run(&format!("CREATE TABLE kept AS SELECT * FROM cases {of}"));
        town.books.run(&format!("UPDATE cases SET {change} {of}"));
        let found = differences(&town).await;
        assert!(
            found
                .iter()
                .any(|fault| fault.contains(told) && fault.contains(&cases[0].number)),
            "{change}: {found:?}"
        );
        town.books.run(
            "UPDATE cases c SET state = k.state, version = k.version, kind = k.kind, bounces = k.bounces, due_at = k.due_at \
             FROM kept k WHERE c.id = k.id; DROP TABLE kept",
        );
    }
    assert_eq!(differences(&town).await, [""; 0]);
}

#[actix_web::test]
async fn a_ledger_and_its_clock_agree() {
    let (town, _) = lived_in().await;
    town.books
        .run("UPDATE clocks SET due_on = due_on + 1 WHERE name = 'main' AND state = 'running'");
    let found = differences(&town).await;
    assert!(
        found.iter().any(|fault| fault.contains("its ledger says")),
        "{found:?}"
    );
}
