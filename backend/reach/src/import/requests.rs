//! Import a file of requests: one thread reads and converts, two store, a thousand rows at a time.

use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_registry::directory::{Directory, EntityFacts};
use hilo_rules::numbers::EntityNumber;
use hilo_schema::entities;
use uuid::Uuid;

use super::Refused;
use super::convert::{Converted, Converter};
use super::due::House;
use super::file::Rows;
use super::mapping;
use super::rejects::{Reject, Rejects};
use super::report::Report;
use super::shelf::Shelf;
use super::writers::{Batch, Writers};

/// Cases of one transaction: enough to forget the way to the database, few enough to let people file
/// in between.
const BATCH: usize = 1_000;
/// Batches that may wait to be stored; bounds memory.
const AHEAD: usize = 3;

/// What to import.
#[derive(Debug, Clone)]
pub struct ImportRequests {
    /// Name of a shipped mapping, or path of a file with one.
    pub mapping: String,
    pub entity: EntityNumber,
    pub file: PathBuf,
    /// Look at no more rows than this.
    pub limit: Option<u64>,
    /// Where rejected rows go, with line and reason, as CSV.
    pub rejects: Option<PathBuf>,
}

/// Imports a file. May be run again at any time: what is there is not stored twice.
///
/// # Errors
/// When file, mapping or entity are not what they should be, or the database stays away. What was stored before stays.
pub fn import_requests(db: &Db, order: &ImportRequests) -> Result<Report, Refused> {
    let began = Instant::now();
    let mapping = mapping::load(&order.mapping)?;
    let rows = Rows::open(&order.file, mapping.separator)?;
    let entity = entity_id(db, order.entity)?;
    let (facts, shelf) = read_entity(db, entity)?;
    let house = House {
        zone: facts.zone,
        calendar: facts.calendar.clone(),
        rule: facts
            .regimes
            .policy(mapping.kind)
            .and_then(|policy| policy.clock.clone()),
        terms: shelf.terms.clone(),
    };
    let converter = Converter::new(&mapping, &rows.header, &house)?;
    let writers = Writers {
        db,
        mapping: &mapping,
        entity: &facts,
        shelf: Mutex::new(Arc::new(shelf)),
        rejects: Mutex::new(Rejects::open(order.rejects.as_deref())?),
    };
    let (sender, receiver) = sync_channel(AHEAD);
    let mut report = std::thread::scope(|scope| {
        let reader = scope.spawn(|| read_all(rows, converter, order.limit, sender));
        let written = writers.write_all(receiver);
        let read = reader
            .join()
            .map_err(|_| Refused("the reading thread failed".to_owned()))?;
        let written = written?;
        let mut report = read?;
        report.stored = written.stored.stored;
        report.already_there = written.stored.already_there;
        written
            .refused
            .iter()
            .for_each(|reject| report.reject(&reject.reason, reject.line));
        Ok::<_, Refused>(report)
    })?;
    let broken = |_| Refused("a writing thread failed".to_owned());
    writers
        .rejects
        .into_inner()
        .map_err(|_| broken(()))?
        .finish()?;
    let shelf = writers.shelf.into_inner().map_err(|_| broken(()))?;
    report.new_services = shelf.new_services;
    report.new_units = shelf.new_units;
    report.took = began.elapsed();
    Ok(report)
}

/// The id of an entity.
///
/// # Errors
/// When none has this number, or the database is away.
pub fn entity_id(db: &Db, number: EntityNumber) -> Result<Uuid, Refused> {
    let wanted = i16::try_from(number.get()).map_err(Refused::because)?;
    let request = Request::internal("importRequests");
    let found = db.run_blocking(request, Door::Directory, true, |tx| {
        Ok(entities::table
            .select(entities::id)
            .filter(entities::number.eq(wanted))
            .first(tx.conn)
            .optional()?)
    });
    found
        .map_err(Refused::because)?
        .ok_or_else(|| Refused(format!("there is no entity {number}")))
}

fn read_entity(db: &Db, entity: Uuid) -> Result<(Arc<EntityFacts>, Shelf), Refused> {
    let request = Request::internal("importRequests");
    let read = db.run_blocking(request, Door::System(entity), true, |tx| {
        Ok((Directory::default().facts(tx)?, Shelf::read(tx)?))
    });
    read.map_err(Refused::because)
}

/// Reads and converts to the end, to the limit, or until nobody listens any more.
fn read_all(
    mut rows: Rows,
    mut converter: Converter<'_>,
    limit: Option<u64>,
    sender: SyncSender<Batch>,
) -> Result<Report, Refused> {
    let mut batch = Batch::default();
    while limit.is_none_or(|limit| converter.report.read < limit) {
        let Some(row) = rows.next_row()? else { break };
        converter.report.read += 1;
        match row {
            Err(bad) => batch.reject(&mut converter.report, bad.line, bad.reason, bad.shown),
            Ok(row) => match converter.convert(&row) {
                Converted::Case(case) => batch.cases.push(*case),
                Converted::Repeat => {
                    converter.report.repeats_left_out += 1;
                }
                Converted::Rejected(reason) => {
                    let shown = row.fields.iter().collect::<Vec<_>>().join("|");
                    batch.reject(&mut converter.report, row.line, reason, shown);
                }
            },
        }
        if batch.cases.len() >= BATCH || batch.rejects.len() >= BATCH {
            // Nobody listens when storing has failed; the reason is told there.
            if sender.send(std::mem::take(&mut batch)).is_err() {
                return Ok(converter.report);
            }
        }
    }
    // As above.
    let _ = sender.send(batch);
    Ok(converter.report)
}

impl Batch {
    fn reject(&mut self, report: &mut Report, line: u64, reason: &str, shown: String) {
        report.reject(reason, line);
        self.rejects.push(Reject {
            line,
            reason: reason.to_owned(),
            shown,
        });
    }
}
