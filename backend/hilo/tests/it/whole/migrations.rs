//! Migrations can be taken back and run again, and what diesel knows of the tables is what there is.

use diesel::{Connection, PgConnection};
use diesel_migrations::MigrationHarness;
use hilo::migrate::{self, MIGRATIONS};
use hilo_testkit::Books;

use super::tables;
use crate::kit::{Town, empty_database};

/// Everything that a migration can make, as lines.
const CATALOGUE: &[&str] = &[
    "SELECT table_schema || '.' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || \
       COALESCE(column_default, '') FROM information_schema.columns WHERE table_schema IN ('public', 'queue')",
    "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
       WHERE connamespace IN ('public'::regnamespace, 'queue'::regnamespace)",
    "SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'queue')",
    "SELECT tablename || ' ' || policyname || ' ' || qual FROM pg_policies",
    "SELECT viewname || ' ' || viewowner || ' ' || definition FROM pg_views WHERE schemaname IN ('public', 'queue')",
    "SELECT table_name || ' ' || grantee || ' ' || privilege_type FROM information_schema.role_table_grants \
       WHERE grantee IN ('hilo_app', 'hilo_search')",
    "SELECT objoid::regclass || ' ' || objsubid || ' ' || description FROM pg_description WHERE classoid = 'pg_class'::regclass \
       AND objoid >= 16384",
];

fn catalogue(books: &Books) -> Vec<String> {
    let mut lines: Vec<_> = CATALOGUE
        .iter()
        .flat_map(|question| books.lines(question))
        .collect();
    lines.sort();
    lines
}

#[test]
fn up_down_up_gives_the_same_schema() {
    // house style 3.13
    let database = empty_database();
    migrate::run(&database.owner_url()).unwrap();
    let first = catalogue(&database.books());
    assert!(first.len() > 500, "{}", first.len());

    let mut conn = PgConnection::establish(&database.owner_url()).unwrap();
    // Views are rebuilt after each migration, so they go before one is taken back.
    for view in database
        .books()
        .lines("SELECT viewname FROM pg_views WHERE schemaname = 'public'")
    {
        database.books().run(&format!("DROP VIEW {view}"));
    }
    conn.revert_all_migrations(MIGRATIONS).unwrap();
    drop(conn);
    let left = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_\\_diesel%'";
    assert!(database.books().lines(left).is_empty());
    assert!(
        database
            .books()
            .lines("SELECT nspname FROM pg_namespace WHERE nspname = 'queue'")
            .is_empty()
    );

    migrate::run(&database.owner_url()).unwrap();
    let second = catalogue(&database.books());
    let lost: Vec<_> = first.iter().filter(|line| !second.contains(line)).collect();
    let new: Vec<_> = second.iter().filter(|line| !first.contains(line)).collect();
    assert!(
        lost.is_empty() && new.is_empty(),
        "lost {lost:#?}\nnew {new:#?}"
    );
}

#[test]
fn a_database_with_cases_is_brought_to_the_present_schema() {
    // B6: the owner is behind row security as everybody, so a step over rows has to see them
    let database = empty_database();
    let mut conn = PgConnection::establish(&database.owner_url()).unwrap();
    for _ in 0..9 {
        conn.run_next_migration(MIGRATIONS).unwrap();
    }
    drop(conn);
    database.books().run(
        "INSERT INTO packs (id, name, version, body, digest, applied_at) \
         VALUES (gen_random_uuid(), 'x', 1, '{}', 'x', now()); \
         INSERT INTO entities (id, number, name, level, country, zone, languages, calendar_layers, pack, search, created_at) \
         VALUES (gen_random_uuid(), 1, 'x', 'local', 'PE', 'America/Lima', '{es}', '{PE}', 'x', '', now()); \
         INSERT INTO cases (entity_id, id, year, correlative, version, kind, state, is_open, holder_since, pack_id, channel, \
                            language, filed_at, changed_at, key_hash, search) \
         SELECT e.id, gen_random_uuid(), 26, 1, 1, 'complaint', 'registered', true, now(), p.id, 'web', 'es', now(), now(), \
                '', '' FROM entities e, packs p; \
         INSERT INTO history (entity_id, case_id, seq, at, event, to_state, actor_kind, data) \
         SELECT entity_id, id, seq, now(), 'x', 'registered', 'person', '{}' FROM cases, generate_series(1, 3) AS seq",
    );
    database.books().run(
        "ALTER TABLE history ENABLE ROW LEVEL SECURITY; ALTER TABLE history FORCE ROW LEVEL SECURITY",
    );
    migrate::run(&database.owner_url()).unwrap();
    let chains = database
        .books()
        .lines("SELECT count(DISTINCT chain) FROM history WHERE length(chain) = 32");
    assert_eq!(chains, ["3"]);
    let wall = "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'history'";
    assert_eq!(database.books().lines(wall), ["true"]);
}

#[test]
fn migrating_again_and_twice_at_once_changes_nothing() {
    // B6
    let database = empty_database();
    let url = database.owner_url();
    std::thread::scope(|scope| {
        let both = [
            scope.spawn(|| migrate::run(&url)),
            scope.spawn(|| migrate::run(&url)),
        ];
        both.into_iter()
            .for_each(|run| run.join().unwrap().unwrap());
    });
    let first = catalogue(&database.books());
    migrate::run(&url).unwrap();
    assert_eq!(first, catalogue(&database.books()));
}

#[test]
fn each_migration_can_be_taken_back() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            for part in ["up.sql", "down.sql"] {
                let text = std::fs::read_to_string(path.join(part)).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{} has no {part}", path.display());
            }
        }
    }
}

#[actix_web::test]
async fn the_tables_that_diesel_knows_are_those_of_the_database() {
    let town = Town::new().await;
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/src/tables.rs");
    let (known, now) = (
        std::fs::read_to_string(&path).unwrap(),
        tables::written(&town.books),
    );
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, now).unwrap();
        return;
    }
    assert!(
        known == now,
        "backend/schema/src/tables.rs is not what the migrations say; run this test with UPDATE=1"
    );
}
