//! Found an entity: a public body begins to exist.

use chrono::{DateTime, Utc};
use diesel::dsl::{max, sql};
use diesel::prelude::*;
use diesel::sql_types::Text;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::words::folded;
use hilo_rules::numbers::EntityNumber;
use hilo_schema::{TsVector, entities};
use uuid::Uuid;

use super::Level;

/// A public body to be founded.
#[derive(Debug)]
pub struct NewEntity {
    /// Made by the caller, who sets row security to it before.
    pub id: Uuid,
    /// First four digits of its case numbers; the next free one when empty.
    pub number: Option<EntityNumber>,
    pub name: String,
    pub short_name: Option<String>,
    pub level: Level,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Where it is, in words that people search for.
    pub place: Option<String>,
    /// Name of the tz database.
    pub zone: String,
    /// Main language first.
    pub languages: Vec<String>,
    /// Codes of the calendar layers, widest first.
    pub calendar_layers: Vec<String>,
    /// Name of the policy pack.
    pub pack: String,
    pub parent: Option<Uuid>,
    pub is_demonstration: bool,
    /// Where it was imported from and its id there.
    pub source: Option<(String, String)>,
}

/// Founds an entity and gives its number.
///
/// # Errors
/// Broken when number or source are taken, a word is unknown, or all 9999 numbers are given.
pub fn found_entity(
    conn: &mut PgConnection,
    new: &NewEntity,
    now: DateTime<Utc>,
) -> Answer<EntityNumber> {
    let number = match new.number {
        Some(number) => number,
        None => next_number(conn)?,
    };
    let (source, source_id) = new.source.clone().unzip();
    let words = folded(
        &[Some(&new.name), new.short_name.as_ref(), new.place.as_ref()]
            .map(|part| part.map_or("", String::as_str))
            .join(" "),
    );
    diesel::insert_into(entities::table)
        .values((
            (
                entities::id.eq(new.id),
                entities::number.eq(i16::try_from(number.get()).map_err(Problem::broken)?),
                entities::name.eq(&new.name),
                entities::short_name.eq(&new.short_name),
                entities::level.eq(new.level.as_str()),
                entities::country.eq(&new.country),
                entities::place.eq(&new.place),
                entities::zone.eq(&new.zone),
            ),
            (
                entities::languages.eq(&new.languages),
                entities::calendar_layers.eq(&new.calendar_layers),
                entities::pack.eq(&new.pack),
                entities::parent_id.eq(new.parent),
                entities::is_demonstration.eq(new.is_demonstration),
                entities::source.eq(source),
                entities::source_id.eq(source_id),
                entities::search.eq(sql::<TsVector>("to_tsvector('simple', ")
                    .bind::<Text, _>(words)
                    .sql(")")),
                entities::created_at.eq(now),
            ),
        ))
        .execute(conn)?;
    Ok(number)
}

/// One above the highest: numbers are never given twice, also after an entity has closed.
fn next_number(conn: &mut PgConnection) -> Answer<EntityNumber> {
    let highest: Option<i16> = entities::table.select(max(entities::number)).first(conn)?;
    let next = u16::try_from(highest.unwrap_or(0)).map_err(Problem::broken)? + 1;
    EntityNumber::new(next).map_err(Problem::broken)
}
