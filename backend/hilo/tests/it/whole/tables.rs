//! Writes `backend/schema/src/tables.rs` from the catalogue of a migrated database.

use hilo_testkit::Books;

const HEAD: &str = "//! What diesel knows of the tables. Generated from the migrated database; never edited. To write it anew:\n\
    //! `UPDATE=1 cargo test -p hilo --test it tables_that_diesel_knows`\n";

/// The whole file.
pub fn written(books: &Books) -> String {
    let names = "SELECT table_schema || '.' || table_name FROM information_schema.tables \
        WHERE table_schema IN ('public', 'queue') AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_\\_diesel%' \
        ORDER BY table_schema, table_name";
    let tables: Vec<_> = books
        .lines(names)
        .iter()
        .map(|name| table(books, name))
        .collect();
    format!("{HEAD}\n{}", tables.join("\n"))
}

fn table(books: &Books, name: &str) -> String {
    let (schema, table) = name.split_once('.').unwrap();
    let key = books.lines(&format!(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) \
         WHERE i.indrelid = '{name}'::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)"
    ));
    let columns = books.lines(&format!(
        "SELECT column_name || ' ' || udt_name || ' ' || is_nullable FROM information_schema.columns \
         WHERE table_schema = '{schema}' AND table_name = '{table}' ORDER BY ordinal_position"
    ));
    let own_type = if columns.iter().any(|column| column.contains(" tsvector ")) {
        "    use crate::TsVector;\n"
    } else {
        ""
    };
    let shown = if schema == "public" { table } else { name };
    let lines: String = columns.iter().map(|column| line(column)).collect();
    format!(
        "diesel::table! {{\n    use diesel::sql_types::*;\n{own_type}\n    {shown} ({}) {{\n{lines}    }}\n}}\n",
        key.join(", ")
    )
}

fn line(column: &str) -> String {
    let mut parts = column.split(' ');
    let (name, kind, nullable) = (
        parts.next().unwrap(),
        parts.next().unwrap(),
        parts.next().unwrap(),
    );
    let kind = if nullable == "YES" {
        format!("Nullable<{}>", sql_type(kind))
    } else {
        sql_type(kind)
    };
    if name == "type" {
        return format!("        #[sql_name = \"type\"]\n        type_ -> {kind},\n");
    }
    format!("        {name} -> {kind},\n")
}

fn sql_type(kind: &str) -> String {
    let plain = match kind.trim_start_matches('_') {
        "uuid" => "Uuid",
        "text" => "Text",
        "bool" => "Bool",
        "int2" => "SmallInt",
        "int4" => "Integer",
        "int8" => "BigInt",
        "float8" => "Double",
        "date" => "Date",
        "time" => "Time",
        "timestamptz" => "Timestamptz",
        "bytea" => "Bytea",
        "jsonb" => "Jsonb",
        "tsvector" => "TsVector",
        other => panic!("no diesel type is known for {other}"),
    };
    if kind.starts_with('_') {
        format!("Array<{plain}>")
    } else {
        plain.to_owned()
    }
}
