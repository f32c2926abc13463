//! What must hold of every table, now and of the next one (house style 3.13).

use crate::kit::Town;

/// Foreign keys without an index of their own, and why that does no harm.
const WITHOUT_INDEX: &[(&str, &str)] = &[
    (
        "case_pins_a_pack",
        "packs are never deleted or renumbered, and nobody asks for the cases of a pack",
    ),
    (
        "case_office_exists",
        "offices are closed, never deleted, and no list is by office yet",
    ),
];

#[actix_web::test]
async fn every_table_with_an_entity_has_forced_row_security_and_its_policy() {
    // Z3
    let town = Town::new().await;
    let open = "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'entity_id' \
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity \
          OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_entity' AND p.polcmd = '*' \
                         AND pg_get_expr(p.polqual, p.polrelid) LIKE '%hilo.entity_id%'))";
    assert!(
        town.books.lines(open).is_empty(),
        "{:?}",
        town.books.lines(open)
    );
}

#[actix_web::test]
async fn keys_of_tenant_tables_begin_with_the_entity() {
    let town = Town::new().await;
    let other = "SELECT con.conrelid::regclass || ' ' || con.conname FROM pg_constraint con \
        JOIN pg_attribute e ON e.attrelid = con.conrelid AND e.attname = 'entity_id' \
        WHERE con.contype IN ('p', 'u') AND con.connamespace = 'public'::regnamespace AND con.conkey[1] <> e.attnum";
    assert!(
        town.books.lines(other).is_empty(),
        "{:?}",
        town.books.lines(other)
    );
}

#[actix_web::test]
async fn references_between_tenant_tables_carry_the_entity() {
    // A row can only point at a row of its own body.
    let town = Town::new().await;
    let loose = "SELECT con.conname FROM pg_constraint con \
        JOIN pg_attribute theirs ON theirs.attrelid = con.confrelid AND theirs.attname = 'entity_id' \
        JOIN pg_attribute ours ON ours.attrelid = con.conrelid AND ours.attname = 'entity_id' \
        WHERE con.contype = 'f' AND NOT (theirs.attnum = ANY (con.confkey) AND ours.attnum = ANY (con.conkey))";
    assert!(
        town.books.lines(loose).is_empty(),
        "{:?}",
        town.books.lines(loose)
    );
}

#[actix_web::test]
async fn every_foreign_key_has_an_index() {
    let town = Town::new().await;
    // The leading columns of some index are the columns of the key, in any order; a version that follows its service
    // is found among the few of the service.
    let bare = "SELECT con.conname FROM pg_constraint con WHERE con.contype = 'f' AND NOT EXISTS ( \
        SELECT 1 FROM pg_index i WHERE i.indrelid = con.conrelid \
          AND (i.indkey::int2[])[0:least(cardinality(con.conkey), 2) - 1] <@ con.conkey \
          AND con.conkey[1:2] <@ (i.indkey::int2[])[0:least(cardinality(con.conkey), 2) - 1]) ORDER BY 1";
    let mut known: Vec<_> = WITHOUT_INDEX
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    known.sort();
    assert_eq!(town.books.lines(bare), known);
}

#[actix_web::test]
async fn no_table_is_wider_than_32_columns_and_nothing_happens_by_itself() {
    let town = Town::new().await;
    let wide = "SELECT table_name FROM information_schema.columns WHERE table_schema IN ('public', 'queue') \
        GROUP BY table_name HAVING count(*) > 32";
    assert!(town.books.lines(wide).is_empty());
    let triggers = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT rulename FROM pg_rules WHERE schemaname = 'public'";
    assert!(town.books.lines(triggers).is_empty());
}

#[actix_web::test]
async fn instants_are_instants_and_days_are_days() {
    // house style 4.3: `_at` and `_on`
    let town = Town::new().await;
    let odd = "SELECT table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns \
        WHERE table_schema IN ('public', 'queue') AND table_name NOT LIKE '\\_\\_diesel%' AND ( \
          data_type = 'timestamp without time zone' \
          OR (column_name LIKE '%\\_at' AND data_type <> 'timestamp with time zone') \
          OR (column_name LIKE '%\\_on' AND data_type <> 'date'))";
    assert!(
        town.books.lines(odd).is_empty(),
        "{:?}",
        town.books.lines(odd)
    );
}

#[actix_web::test]
async fn the_queue_holds_ids_and_no_words() {
    // N10: never personal data
    let town = Town::new().await;
    let texts = "SELECT table_name || '.' || column_name FROM information_schema.columns \
        WHERE table_schema = 'queue' AND data_type IN ('text', 'jsonb', 'bytea') ORDER BY 1";
    assert_eq!(
        town.books.lines(texts),
        ["jobs.error", "jobs.kind", "jobs.lane", "outbox.event"]
    );
}
