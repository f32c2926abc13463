//! The directory of entities with their rules, kept in memory for a few seconds: every request asks it.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_rules::calendars::{Calendar, Feast, HolidayRule, Layer, Level, Suspension, shipped};
use hilo_rules::numbers::EntityNumber;
use hilo_rules::packs::Pack;
use hilo_schema::{calendar_days, entities, entity_calendar_days, offices, packs};
use moka::sync::Cache;
use uuid::Uuid;

use crate::regimes::Regimes;

/// A change of an entity is seen everywhere within this time.
const FRESH: Duration = Duration::from_secs(10);

/// What a step needs to know of its entity.
#[derive(Debug)]
pub struct EntityFacts {
    pub id: Uuid,
    pub number: EntityNumber,
    pub name: String,
    pub zone: Tz,
    pub languages: Vec<String>,
    /// Keys of the calendar layers, widest first.
    pub layers: Vec<String>,
    pub calendar: Calendar,
    pub regimes: Arc<Regimes>,
    /// Local hour of an office after which a filing counts for the next working day.
    pub cut_offs: Vec<(Uuid, NaiveTime)>,
}

/// Caches over the directory tables. Cheap to clone.
#[derive(Clone)]
pub struct Directory {
    ids: Cache<u16, Uuid>,
    facts: Cache<Uuid, Arc<EntityFacts>>,
    packs: Cache<Uuid, Arc<Pack>>,
    regimes: Cache<Uuid, Arc<Regimes>>,
}

impl Default for Directory {
    fn default() -> Self {
        Self {
            ids: Cache::builder()
                .max_capacity(10_000)
                .time_to_live(FRESH)
                .build(),
            facts: Cache::builder()
                .max_capacity(10_000)
                .time_to_live(FRESH)
                .build(),
            packs: Cache::builder().max_capacity(1_000).build(),
            regimes: Cache::builder()
                .max_capacity(10_000)
                .time_to_live(FRESH)
                .build(),
        }
    }
}

#[derive(Queryable)]
struct EntityRow {
    number: i16,
    name: String,
    zone: String,
    languages: Vec<String>,
    layers: Vec<String>,
    pack: String,
}

#[derive(Queryable)]
struct DayRow {
    on: NaiveDate,
    until: NaiveDate,
    name: String,
    what: String,
    source: String,
}

impl Directory {
    /// The entity of a number; `None` when there is none.
    pub async fn id_of(
        &self,
        db: &Db,
        request: Request,
        number: EntityNumber,
    ) -> Answer<Option<Uuid>> {
        if let Some(id) = self.ids.get(&number.get()) {
            return Ok(Some(id));
        }
        let found = db
            .read(request, Door::Directory, move |tx| {
                let number = i16::try_from(number.get()).map_err(Problem::broken)?;
                Ok(entities::table
                    .select(entities::id)
                    .filter(entities::number.eq(number))
                    .first(tx.conn)
                    .optional()?)
            })
            .await?;
        if let Some(id) = found {
            self.ids.insert(number.get(), id);
        }
        Ok(found)
    }

    /// The facts of the entity of this transaction.
    pub fn facts(&self, tx: &mut Tx<'_>) -> Answer<Arc<EntityFacts>> {
        let id = tx.entity()?;
        if let Some(facts) = self.facts.get(&id) {
            return Ok(facts);
        }
        let facts = Arc::new(self.load(tx.conn, id, tx.now)?);
        self.facts.insert(id, Arc::clone(&facts));
        Ok(facts)
    }

    /// A version of a pack; versions never change.
    pub fn pack(&self, conn: &mut PgConnection, id: Uuid) -> Answer<Arc<Pack>> {
        if let Some(pack) = self.packs.get(&id) {
            return Ok(pack);
        }
        let body: serde_json::Value = packs::table.select(packs::body).find(id).first(conn)?;
        let pack: Arc<Pack> = Arc::new(serde_json::from_value(body).map_err(Problem::broken)?);
        self.packs.insert(id, Arc::clone(&pack));
        Ok(pack)
    }

    /// The regimes of a body, for answers that need no more of it. `own` is the name of its own regime.
    pub fn regimes_of(
        &self,
        conn: &mut PgConnection,
        entity: Uuid,
        own: &str,
        now: DateTime<Utc>,
    ) -> Answer<Arc<Regimes>> {
        if let Some(regimes) = self.regimes.get(&entity) {
            return Ok(regimes);
        }
        let regimes = Regimes::read(self, conn, entity, own, now.date_naive())?;
        let regimes = Arc::new(regimes);
        self.regimes.insert(entity, Arc::clone(&regimes));
        Ok(regimes)
    }

    /// Forgets what was read: after founding an entity in this process.
    pub fn forget(&self) {
        self.ids.invalidate_all();
        self.facts.invalidate_all();
        self.regimes.invalidate_all();
    }

    fn load(&self, conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Answer<EntityFacts> {
        let row: EntityRow = entities::table
            .select((
                entities::number,
                entities::name,
                entities::zone,
                entities::languages,
                entities::calendar_layers,
                entities::pack,
            ))
            .find(id)
            .first(conn)?;
        let number = u16::try_from(row.number).map_err(Problem::broken)?;
        let cut_offs: Vec<(Uuid, Option<NaiveTime>)> = offices::table
            .select((offices::id, offices::cut_off))
            .filter(offices::entity_id.eq(id))
            .filter(offices::cut_off.is_not_null())
            .load(conn)?;
        Ok(EntityFacts {
            id,
            number: EntityNumber::new(number).map_err(Problem::broken)?,
            name: row.name,
            zone: Tz::from_str(&row.zone).map_err(Problem::broken)?,
            languages: row.languages,
            calendar: calendar(conn, id, &row.layers)?,
            layers: row.layers,
            regimes: self.regimes_of(conn, id, &row.pack, now)?,
            cut_offs: cut_offs
                .into_iter()
                .filter_map(|(id, hour)| Some((id, hour?)))
                .collect(),
        })
    }
}

/// The layers that come with the program, under the days added since to them and to this entity.
fn calendar(conn: &mut PgConnection, entity: Uuid, layers: &[String]) -> Answer<Calendar> {
    let mut chain: Vec<&'static Layer> = Vec::new();
    for code in layers {
        for layer in shipped::with_parents(code).map_err(Problem::broken)? {
            if !chain.iter().any(|known| known.code == layer.code) {
                chain.push(layer);
            }
        }
    }
    let codes: Vec<&str> = chain.iter().map(|layer| layer.code.as_str()).collect();
    let mut added: Vec<DayRow> = calendar_days::table
        .select((
            calendar_days::on_day,
            calendar_days::until,
            calendar_days::name,
            calendar_days::what,
            calendar_days::source,
        ))
        .filter(calendar_days::layer.eq_any(codes))
        .load(conn)?;
    let own: Vec<DayRow> = entity_calendar_days::table
        .select((
            entity_calendar_days::on_day,
            entity_calendar_days::until,
            entity_calendar_days::name,
            entity_calendar_days::what,
            entity_calendar_days::source,
        ))
        .filter(entity_calendar_days::entity_id.eq(entity))
        .filter(entity_calendar_days::office_id.is_null())
        .load(conn)?;
    added.extend(own);
    let added = layer_of(entity, added);
    Ok(Calendar::compose(
        chain.into_iter().chain(std::iter::once(&added)),
    ))
}

fn layer_of(entity: Uuid, days: Vec<DayRow>) -> Layer {
    let (holidays, suspensions): (Vec<_>, Vec<_>) =
        days.into_iter().partition(|day| day.what == "holiday");
    let holidays = holidays.into_iter().flat_map(|day| {
        let DayRow {
            on,
            until,
            name,
            source,
            ..
        } = day;
        on.iter_days()
            .take_while(move |date| *date <= until)
            .map(move |date| HolidayRule {
                on: Feast::Once(date),
                name: name.clone(),
                english: name.clone(),
                source: source.clone(),
                moved: None,
                only_on: Vec::new(),
                from: None,
                until: None,
            })
    });
    let suspensions = suspensions.into_iter().map(|day| Suspension {
        from: day.on,
        until: day.until,
        name: day.name,
        source: day.source,
    });
    Layer {
        code: entity.to_string(),
        level: Level::Entity,
        name: String::new(),
        parent: None,
        weekend: Vec::new(),
        holidays: holidays.collect(),
        suspensions: suspensions.collect(),
    }
}
