//! Services and units of a foreign catalogue, published in one transaction.

use std::collections::HashSet;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::words::folded;
use hilo_registry::catalogue::{PlaceNeed, ServiceText, publish_service};
use hilo_registry::entities::{NewUnit, create_unit};
use hilo_rules::vocabulary::Kind;
use hilo_schema::{services as table, units as unit_table};
use serde::Deserialize;
use uuid::Uuid;

use super::charters::Charter;
use super::report::CatalogueReport;
use crate::import::Refused;
use crate::import::shelf::Shelf;

/// Longer than a request may take: a whole catalogue is one transaction.
const PATIENCE: &str =
    "SET LOCAL statement_timeout = '60s'; SET LOCAL idle_in_transaction_session_timeout = '60s'";

/// Publishes services; units they name and that are missing are created.
pub fn services(
    db: &Db,
    entity: Uuid,
    charters: &[Charter],
    report: &mut CatalogueReport,
) -> Result<(), Refused> {
    let request = Request::internal("importCatalogue");
    let done = db.run_blocking(request, Door::System(entity), false, |tx| {
        tx.conn.batch_execute(PATIENCE)?;
        let mut next = report.clone();
        next.read = u64::try_from(charters.len()).unwrap_or(0);
        let mut shelf = Shelf::read(tx)?;
        let codes: Vec<String> = table::table
            .select(table::code)
            .filter(table::entity_id.eq(entity))
            .load(tx.conn)?;
        let mut known: HashSet<String> = codes.into_iter().collect();
        for charter in charters {
            publish(tx, charter, &mut shelf, &mut known, &mut next)?;
        }
        next.new_units = shelf.new_units;
        Ok(next)
    });
    *report = done.map_err(Refused::because)?;
    Ok(())
}

fn publish(
    tx: &mut Tx<'_>,
    charter: &Charter,
    shelf: &mut Shelf,
    known: &mut HashSet<String>,
    report: &mut CatalogueReport,
) -> Answer<()> {
    let is_known = !known.insert(charter.code.clone());
    if is_known && charter.is_bare {
        report.unchanged += 1;
        return Ok(());
    }
    let unit = charter
        .unit
        .as_deref()
        .map(|name| shelf.add_unit(tx, name))
        .transpose()?;
    let text = ServiceText {
        code: charter.code.clone(),
        kind: Kind::ServiceRequest,
        theme: charter.theme.clone(),
        subject: charter.subject.clone(),
        name: charter.name.clone(),
        summary: charter.summary.clone(),
        unit,
        term: charter.term.map(|(length, unit)| (length, unit.into())),
        description: charter.description.clone(),
        requirements: charter.requirements.clone(),
        place: PlaceNeed::Optional,
        questions: Vec::new(),
        source_url: charter.source_url.clone(),
    };
    let published = publish_service(tx.conn, tx.entity()?, &text, tx.now)?;
    match (published.is_new, is_known) {
        (false, _) => report.unchanged += 1,
        (true, true) => report.changed += 1,
        (true, false) => report.created += 1,
    }
    Ok(())
}

#[derive(Deserialize)]
struct UnitRow {
    unidad: String,
    facultades_funciones_atribuciones: String,
    fuente_legal: String,
}

/// Creates the units of a sheet of powers; those that are there by name stay as they are.
pub fn units(
    db: &Db,
    entity: Uuid,
    csv: &str,
    report: &mut CatalogueReport,
) -> Result<(), Refused> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<UnitRow> = reader
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(Refused::because)?;
    let request = Request::internal("importCatalogue");
    let done = db.run_blocking(request, Door::System(entity), false, |tx| {
        let names: Vec<String> = unit_table::table
            .select(unit_table::name)
            .filter(unit_table::entity_id.eq(entity))
            .load(tx.conn)?;
        let mut known: HashSet<String> = names.iter().map(|name| folded(name)).collect();
        let mut next = report.clone();
        for row in &rows {
            next.read += 1;
            if !known.insert(folded(&row.unidad)) {
                next.unchanged += 1;
                continue;
            }
            let functions = format!(
                "{}\n\n{}",
                row.facultades_funciones_atribuciones.trim(),
                row.fuente_legal.trim()
            );
            let new = NewUnit {
                name: row.unidad.trim().to_owned(),
                functions: Some(functions),
                head: None,
                contact: None,
                is_desk: false,
            };
            create_unit(tx.conn, entity, &new, tx.now)?;
            next.created += 1;
            next.new_units += 1;
        }
        Ok(next)
    });
    *report = done.map_err(Refused::because)?;
    Ok(())
}
