//! The database is a second wall: what the program's role can see and change (promises Z3, U3).

use hilo_testkit::Books;

use crate::kit::files::pdf;
use crate::kit::{Town, fresh_key};

/// Every table with an entity column.
const TENANT_TABLES: &str = "SELECT table_name FROM information_schema.columns JOIN information_schema.tables \
    USING (table_schema, table_name) WHERE table_schema = 'public' AND column_name = 'entity_id' \
    AND table_type = 'BASE TABLE' ORDER BY table_name";

/// A town whose books all have rows, and a connection as the program's role.
async fn lived_in() -> (Town, Books) {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    town.holder(&case).says(&case, "Hola.").await.ok();
    town.holder(&case)
        .upload(&case.path("attachments"), "a.pdf", pdf())
        .await
        .ok();
    town.staff("ana").notes(&case, "x").await.ok();
    town.brings(&case, "notified").await;
    town.holder(&case)
        .post(
            &case.path("rating"),
            serde_json::json!({ "stars": 1, "solved": "no" }),
        )
        .key(&fresh_key())
        .await
        .ok();
    counter(&town).await;
    procedure(&town).await;
    town.books.run(
        "INSERT INTO entity_calendar_days (entity_id, id, on_day, until, name, what, source, added_at) \
         SELECT id, gen_random_uuid(), '2026-01-02', '2026-01-02', 'x', 'holiday', 'x', now() FROM entities",
    );
    let program = Books::open(&town.database.program_url());
    (town, program)
}

/// What the procedure writes: a correction, points, a link, a question, a mark, an offer, a template, a checkpoint and a
/// version of the law.
async fn procedure(town: &Town) {
    let (dora, luis, json) = (town.staff("dora"), town.staff("luis"), |text: &str| {
        serde_json::from_str::<serde_json::Value>(text).unwrap()
    });
    let (first, second) = (
        town.case_in("in_triage").await,
        town.case_in("in_triage").await,
    );
    luis.groups(&second, &first.number).await.ok();
    dora.does(&first, "points", json(r#"{ "points": ["x"] }"#))
        .await
        .ok();
    dora.does(
        &first,
        "correction",
        json(r#"{ "defects": ["Which office?"] }"#),
    )
    .await
    .ok();
    town.offered_to("pe2").await;
    let asked = town.case_in("in_progress").await;
    let question = serde_json::json!({ "kind": "unit", "unit": town.body().parks, "question": "Is it your tree?" });
    town.staff("ana").consults(&asked, question).await.ok();
    town.books.run(&format!(
        "INSERT INTO escalations (entity_id, clock_id, mark, case_id, at) \
         SELECT entity_id, id, 50, case_id, now() FROM clocks LIMIT 1; \
         INSERT INTO templates (entity_id, id, name, language, body, version, state, changed_by, changed_at) \
         SELECT '{0}', gen_random_uuid(), 'x', 'es', 'x', 1, 'in_use', id, now() FROM accounts LIMIT 1; \
         INSERT INTO entity_packs (entity_id, id, pack_id, from_on, proposed_by, proposed_at) \
         SELECT '{0}', gen_random_uuid(), id, '2026-01-01', 'x', now() FROM packs LIMIT 1; \
         INSERT INTO checkpoints (entity_id, n, at, cases, digest) VALUES ('{0}', 1, now(), 1, ''); \
         INSERT INTO checkpoint_heads (entity_id, n, case_id, seq, chain) \
         SELECT entity_id, 1, case_id, seq, chain FROM history WHERE entity_id = '{0}' LIMIT 1",
        town.body().id
    ));
}

/// What the counter writes: an incident, and a sheet with people in it.
async fn counter(town: &Town) {
    let olga = town.staff("olga");
    let incident = serde_json::json!({ "text": "It rained in.", "is_solved": false });
    olga.post("/staff/incidents", incident).await.ok();
    let mut filing = town.filing();
    filing["parties"] = serde_json::json!({ "affected": { "name": "Juan" } });
    let sheet = serde_json::json!({ "sheet": 1, "written_on": "2026-01-05", "filing": filing });
    let path = format!("/staff/offices/{}/sheets", town.body().office);
    olga.post(&path, sheet).key(&fresh_key()).await.ok();
}

#[actix_web::test]
async fn without_an_entity_or_with_a_wrong_one_no_row_is_seen() {
    // Z3
    let (town, program) = lived_in().await;
    let (own, stranger) = (town.body().id, uuid::Uuid::now_v7());
    let tables = town.books.lines(TENANT_TABLES);
    assert!(tables.len() >= 25, "{tables:?}");
    for table in &tables {
        assert!(
            town.books.count(table) > 0,
            "{table} is empty: this test would show nothing"
        );
        program.run("RESET hilo.entity_id");
        assert_eq!(program.count(table), 0, "{table} without an entity");
        program.run(&format!("SET hilo.entity_id = '{stranger}'"));
        assert_eq!(program.count(table), 0, "{table} with another entity");
        program.run(&format!("SET hilo.entity_id = '{own}'"));
        assert!(program.count(table) > 0, "{table} with its own entity");
        assert_eq!(
            program.count(&format!("{table} WHERE entity_id <> '{own}'")),
            0,
            "{table} shows others"
        );
    }
}

#[actix_web::test]
async fn the_directory_shows_public_tables_only() {
    let (town, program) = lived_in().await;
    program.run("SET hilo.reach = 'directory'");
    for table in town.books.lines(TENANT_TABLES) {
        let is_public = [
            "units",
            "offices",
            "themes",
            "subjects",
            "services",
            "service_versions",
            "entity_packs",
        ]
        .contains(&table.as_str());
        assert_eq!(program.count(&table) > 0, is_public, "{table}");
    }
}

#[actix_web::test]
async fn search_views_keep_the_wall() {
    let (town, program) = lived_in().await;
    assert_eq!(program.count("case_search"), 0);
    assert_eq!(program.count("service_search"), 0);
    program.run(&format!("SET hilo.entity_id = '{}'", town.other("pe2").id));
    assert_eq!(program.count("case_search"), 0);
    assert_eq!(
        program.count(&format!(
            "service_search WHERE entity_id = '{}'",
            town.body().id
        )),
        0
    );
    program.run(&format!("SET hilo.entity_id = '{}'", town.body().id));
    let own = format!("cases WHERE entity_id = '{}'", town.body().id);
    assert_eq!(program.count("case_search"), town.books.count(&own));
}

#[actix_web::test]
async fn a_row_cannot_be_written_into_another_body() {
    let (town, program) = lived_in().await;
    program.run(&format!("SET hilo.entity_id = '{}'", town.other("pe2").id));
    let smuggled = format!(
        "INSERT INTO units (entity_id, id, name, created_at) VALUES ('{}', gen_random_uuid(), 'x', now())",
        town.body().id
    );
    let refusal = program.try_run(&smuggled).unwrap_err();
    assert!(refusal.contains("row-level security"), "{refusal}");
}

#[actix_web::test]
async fn books_can_only_be_added_to() {
    // U3: refused, also on history, receipts and access log
    let (town, program) = lived_in().await;
    program.run(&format!("SET hilo.entity_id = '{}'", town.body().id));
    for table in [
        "history",
        "clock_events",
        "audit",
        "access_log",
        "messages",
        "notes",
        "ratings",
        "attachments",
        "stories",
        "service_versions",
        "packs",
    ] {
        let column = &town.books.lines(&format!(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' \
             AND table_name = '{table}' ORDER BY ordinal_position DESC LIMIT 1"
        ))[0];
        for change in [
            format!("UPDATE {table} SET {column} = {column}"),
            format!("DELETE FROM {table}"),
            format!("TRUNCATE {table}"),
        ] {
            let refusal = program.try_run(&change).unwrap_err();
            assert!(refusal.contains("permission denied"), "{change}: {refusal}");
        }
    }
    for table in [
        "cases",
        "entities",
        "accounts",
        "filers",
        "responses",
        "clocks",
        "sessions",
        "case_counters",
    ] {
        let refusal = program
            .try_run(&format!("DELETE FROM {table}"))
            .unwrap_err();
        assert!(refusal.contains("permission denied"), "{table}: {refusal}");
    }
}

#[actix_web::test]
async fn the_programs_role_owns_nothing_and_passes_no_wall() {
    // Z3: owner and superuser skip row security
    let (town, program) = lived_in().await;
    let roles = "('hilo', 'hilo_app')";
    let owned = format!(
        "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) IN {roles} \
         UNION ALL SELECT proname FROM pg_proc WHERE pg_get_userbyid(proowner) IN {roles} \
         UNION ALL SELECT nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) IN {roles}"
    );
    assert!(town.books.lines(&owned).is_empty());
    let might = format!(
        "SELECT rolname FROM pg_roles WHERE rolname IN {roles} AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)"
    );
    assert!(town.books.lines(&might).is_empty());
    for other in ["hilo_owner", "hilo_search"] {
        assert_eq!(
            town.books
                .lines(&format!("SELECT pg_has_role('hilo', '{other}', 'MEMBER')")),
            ["false"]
        );
    }
    for change in [
        "CREATE TABLE x (a int)",
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_entity ON cases",
        "SET ROLE hilo_owner",
    ] {
        assert!(program.try_run(change).is_err(), "{change}");
    }
}
