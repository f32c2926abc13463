//! Public bodies of a foreign directory, founded in one transaction.

use std::collections::{HashMap, HashSet};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::words::folded;
use hilo_registry::entities::{NewEntity, found_entity};
use hilo_schema::entities;
use uuid::Uuid;

use super::bodies::{Body, doubled};
use super::report::CatalogueReport;
use crate::import::Refused;

/// What all bodies of a directory share.
#[derive(Debug)]
pub struct Origin {
    pub source: &'static str,
    pub country: &'static str,
    pub language: &'static str,
    pub layer: &'static str,
    pub pack: &'static str,
}

/// The Peruvian State as a tree.
pub const PE_IDEP: Origin = Origin {
    source: "pe-idep",
    country: "PE",
    language: "es",
    layer: "PE",
    pack: "pe-libro",
};
/// Peruvian bodies with a transparency page.
pub const PE_TRANSPARENCY: Origin = Origin {
    source: "pe-transparencia",
    ..PE_IDEP
};
/// Municipalities of Brazil by their code.
pub const BR_IBGE: Origin = Origin {
    source: "br-ibge",
    country: "BR",
    language: "pt-BR",
    layer: "BR",
    pack: "br-ouvidoria",
};

/// The highest number of an entity.
const LAST_NUMBER: usize = 9_999;

/// Founds the bodies that are not there: neither by source and id, nor under a name that only one body has.
pub fn bodies(
    db: &Db,
    origin: &Origin,
    bodies: &[Body],
    report: &mut CatalogueReport,
) -> Result<(), Refused> {
    if let Some(id) = doubled(bodies) {
        return Err(Refused(format!("the directory has the id {id} twice")));
    }
    let request = Request::internal("importCatalogue");
    let done = db.run_blocking(request, Door::Directory, false, |tx| {
        tx.conn.batch_execute(
            "SET LOCAL statement_timeout = '60s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; \
             SELECT pg_advisory_xact_lock(hashtextextended('import entities', 0))",
        )?;
        let known = Known::read(tx, origin, bodies)?;
        let fresh = known.fresh(bodies);
        if known.highest + fresh.len() > LAST_NUMBER {
            return Ok(Err(Refused(format!(
                "{} new bodies need more numbers than are left above {}",
                fresh.len(),
                known.highest
            ))));
        }
        let mut next = report.clone();
        for body in bodies {
            match known.find(body) {
                Some(Found::Same) => next.unchanged += 1,
                Some(Found::Namesake) => next.leave_out("in the directory already, under the same name"),
                None => next.created += 1,
            }
        }
        found(tx, origin, &known, &fresh)?;
        Ok(Ok(next))
    });
    *report = done.map_err(Refused::because)??;
    Ok(())
}

fn found(tx: &mut Tx<'_>, origin: &Origin, known: &Known, fresh: &[&Body]) -> Answer<()> {
    let mut founded: HashMap<&str, Uuid> = HashMap::new();
    for body in fresh {
        let id = Uuid::now_v7();
        let parent = body.parent.as_deref();
        let parent = parent.and_then(|parent| {
            founded
                .get(parent)
                .or_else(|| known.by_id.get(parent))
                .copied()
        });
        let new = NewEntity {
            id,
            number: None,
            name: body.name.clone(),
            short_name: body.short_name.clone(),
            level: body.level,
            country: origin.country.to_owned(),
            place: body.place.clone(),
            zone: body.zone.clone(),
            languages: vec![origin.language.to_owned()],
            calendar_layers: vec![origin.layer.to_owned()],
            pack: origin.pack.to_owned(),
            parent,
            is_demonstration: false,
            source: Some((origin.source.to_owned(), body.source_id.clone())),
        };
        found_entity(tx.conn, &new, tx.now)?;
        founded.insert(&body.source_id, id);
    }
    Ok(())
}

/// Bodies that are there.
struct Known {
    /// Of this source, by its id.
    by_id: HashMap<String, Uuid>,
    /// Of the country from elsewhere, by folded name; `None` where several have it.
    by_name: HashMap<String, Option<Uuid>>,
    /// Folded names that the file itself has more than once: many districts bear the same.
    shared: HashSet<String>,
    highest: usize,
}

enum Found {
    Same,
    Namesake,
}

fn shared(bodies: &[Body]) -> HashSet<String> {
    let mut seen = HashSet::new();
    bodies
        .iter()
        .map(|body| folded(&body.name))
        .filter(|name| !seen.insert(name.clone()))
        .collect()
}

type Row = (
    Uuid,
    i16,
    String,
    String,
    Option<String>,
    Option<String>,
    bool,
);

impl Known {
    fn read(tx: &mut Tx<'_>, origin: &Origin, bodies: &[Body]) -> Answer<Self> {
        let rows: Vec<Row> = entities::table
            .select((
                entities::id,
                entities::number,
                entities::name,
                entities::country,
                entities::source,
                entities::source_id,
                entities::is_demonstration,
            ))
            .load(tx.conn)?;
        let mut known = Self {
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            shared: shared(bodies),
            highest: 0,
        };
        for (id, number, name, country, source, source_id, is_demonstration) in rows {
            known.highest = known.highest.max(usize::try_from(number).unwrap_or(0));
            match (source.as_deref() == Some(origin.source), source_id) {
                (true, Some(source_id)) => {
                    known.by_id.insert(source_id, id);
                }
                _ if country == origin.country && !is_demonstration => {
                    known
                        .by_name
                        .entry(folded(&name))
                        .and_modify(|one| *one = None)
                        .or_insert(Some(id));
                }
                _ => {}
            }
        }
        Ok(known)
    }

    fn find(&self, body: &Body) -> Option<Found> {
        if self.by_id.contains_key(&body.source_id) {
            return Some(Found::Same);
        }
        let name = folded(&body.name);
        let is_one =
            self.by_name.get(&name).is_some_and(Option::is_some) && !self.shared.contains(&name);
        is_one.then_some(Found::Namesake)
    }

    fn fresh<'a>(&self, bodies: &'a [Body]) -> Vec<&'a Body> {
        bodies
            .iter()
            .filter(|body| self.find(body).is_none())
            .collect()
    }
}
