//! Import a file of requests: one thread reads and converts, this one stores, a few thousand rows at a time.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::{Answer, Problem};
use hilo_registry::directory::{Directory, EntityFacts};
use hilo_rules::numbers::EntityNumber;
use hilo_schema::entities;
use uuid::Uuid;

use super::Refused;
use super::convert::{Converted, Converter};
use super::due::House;
use super::file::Rows;
use super::mapping::{self, Mapping};
use super::prepared::Prepared;
use super::report::Report;
use super::shelf::Shelf;
use super::store::{Stored, store};

/// Cases of one transaction: enough to forget the way to the database, few enough to let others file in between.
const BATCH: usize = 2_000;
/// Batches that may wait to be stored; bounds memory.
const AHEAD: usize = 2;
/// Tries to store a batch while the database is away or busy.
const TRIES: u32 = 6;

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

/// What the reading thread hands over.
#[derive(Default)]
struct Batch {
    cases: Vec<Prepared>,
    rejects: Vec<Reject>,
}

struct Reject {
    line: u64,
    reason: String,
    shown: String,
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
    let (facts, mut shelf) = read_entity(db, entity)?;
    let house = House {
        zone: facts.zone,
        calendar: facts.calendar.clone(),
        rule: facts
            .pack
            .kinds
            .get(&mapping.kind)
            .and_then(|policy| policy.clock.clone()),
        terms: shelf.terms.clone(),
    };
    let converter = Converter::new(&mapping, &rows.header, &house)?;
    let mut rejects = Rejects::open(order.rejects.as_deref())?;
    let (sender, receiver) = sync_channel(AHEAD);
    let writer = Writer {
        db,
        mapping: &mapping,
        entity: &facts,
    };
    let mut report = std::thread::scope(|scope| {
        let reader = scope.spawn(|| read_all(rows, converter, order.limit, sender));
        let stored = write_all(&writer, &mut shelf, receiver, &mut rejects);
        let read = reader
            .join()
            .map_err(|_| Refused("the reading thread failed".to_owned()))?;
        let (stored, refused) = stored?;
        let mut report = read?;
        report.stored = stored.stored;
        report.already_there = stored.already_there;
        refused
            .into_iter()
            .for_each(|reject| report.reject(&reject.reason, reject.line));
        Ok::<_, Refused>(report)
    })?;
    rejects.finish()?;
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

struct Writer<'a> {
    db: &'a Db,
    mapping: &'a Mapping,
    entity: &'a EntityFacts,
}

/// Stores what comes; gives the sums and the rows that the database refused.
fn write_all(
    writer: &Writer<'_>,
    shelf: &mut Shelf,
    receiver: Receiver<Batch>,
    rejects: &mut Rejects,
) -> Result<(Stored, Vec<Reject>), Refused> {
    let mut sum = Stored::default();
    let mut refused = Vec::new();
    for batch in receiver {
        batch
            .rejects
            .iter()
            .try_for_each(|reject| rejects.write(reject))?;
        let known = refused.len();
        let stored = writer.store_or_split(shelf, &batch.cases, &mut refused)?;
        refused
            .iter()
            .skip(known)
            .try_for_each(|reject| rejects.write(reject))?;
        sum.stored += stored.stored;
        sum.already_there += stored.already_there;
    }
    Ok((sum, refused))
}

impl Writer<'_> {
    /// Stores a batch; one that the database refuses is halved until the rows that are wrong are found.
    fn store_or_split(
        &self,
        shelf: &mut Shelf,
        cases: &[Prepared],
        refused: &mut Vec<Reject>,
    ) -> Result<Stored, Refused> {
        let problem = match (self.store(shelf, cases), cases) {
            (Ok(stored), _) => return Ok(stored),
            (Err(problem), _) if problem.kind.status == 503 => {
                return Err(Refused::because(problem));
            }
            (Err(problem), _) => problem,
        };
        if let [only] = cases {
            let reason = format!(
                "the database refuses it: {}",
                problem.cause().unwrap_or_default()
            );
            refused.push(Reject {
                line: only.line,
                reason,
                shown: only.shown.clone(),
            });
            return Ok(Stored::default());
        }
        let (first, second) = cases.split_at(cases.len() / 2);
        let first = self.store_or_split(shelf, first, refused)?;
        let second = self.store_or_split(shelf, second, refused)?;
        Ok(Stored {
            stored: first.stored + second.stored,
            already_there: first.already_there + second.already_there,
        })
    }

    /// Stores a batch in one transaction; waits and tries again while the database is away.
    fn store(&self, shelf: &mut Shelf, cases: &[Prepared]) -> Answer<Stored> {
        if cases.is_empty() {
            return Ok(Stored::default());
        }
        let mut last = Problem::busy("not tried");
        for attempt in 0..TRIES {
            // What a failed transaction created is not there: the shelf changes with the commit.
            let mut next = shelf.clone();
            let request = Request::internal("importRequests");
            let stored = self
                .db
                .run_blocking(request, Door::System(self.entity.id), false, |tx| {
                    store(tx, self.mapping, self.entity, &mut next, cases)
                });
            match stored {
                Ok(stored) => {
                    *shelf = next;
                    return Ok(stored);
                }
                Err(problem) if problem.kind.status == 503 => last = problem,
                Err(problem) => return Err(problem),
            }
            std::thread::sleep(Duration::from_millis(500) * 2_u32.saturating_pow(attempt));
        }
        Err(last)
    }
}

/// The file of rejected rows, if one is wanted.
struct Rejects(Option<csv::Writer<File>>);

impl Rejects {
    fn open(path: Option<&Path>) -> Result<Self, Refused> {
        let Some(path) = path else {
            return Ok(Self(None));
        };
        let mut writer = csv::Writer::from_path(path).map_err(Refused::because)?;
        writer
            .write_record(["line", "reason", "row"])
            .map_err(Refused::because)?;
        Ok(Self(Some(writer)))
    }

    fn write(&mut self, reject: &Reject) -> Result<(), Refused> {
        let Some(writer) = &mut self.0 else {
            return Ok(());
        };
        let line = reject.line.to_string();
        writer
            .write_record([&line, &reject.reason, &reject.shown])
            .map_err(Refused::because)
    }

    fn finish(self) -> Result<(), Refused> {
        self.0.map_or(Ok(()), |mut writer| {
            writer.flush().map_err(Refused::because)
        })
    }
}
