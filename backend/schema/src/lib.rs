//! What diesel knows of the database: tables only, no behaviour.
//!
//! Kept as a crate of its own because the generated table code is the largest single lump to compile and changes
//! only with a migration.

pub mod tables;

/// PostgreSQL's `tsvector`; written by SQL functions, never read into the program.
#[derive(Debug, Clone, Copy, diesel::sql_types::SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(name = "tsvector"))]
pub struct TsVector;

pub use tables::*;

diesel::allow_tables_to_appear_in_same_query!(services, service_versions, subjects, themes, units);
diesel::allow_tables_to_appear_in_same_query!(accounts, memberships);
diesel::allow_tables_to_appear_in_same_query!(case_links, cases);
diesel::joinable!(entity_packs -> packs (pack_id));
diesel::allow_tables_to_appear_in_same_query!(entity_packs, packs);
diesel::allow_tables_to_appear_in_same_query!(cases, consultations);
