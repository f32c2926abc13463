//! Storing what was converted: two writers, so that one does the parts of its batch while the other holds the counter.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::{Answer, Problem};
use hilo_registry::directory::EntityFacts;

use super::Refused;
use super::mapping::Mapping;
use super::prepared::Prepared;
use super::rejects::{Reject, Rejects};
use super::shelf::Shelf;
use super::store::{Stored, store};

/// Writers at a time; the counter row lets no more than two get in each other's way usefully.
const WRITERS: usize = 2;
/// Tries to store a batch while the database is away or busy.
const TRIES: u32 = 6;

/// What the reading thread hands over.
#[derive(Default)]
pub struct Batch {
    pub cases: Vec<Prepared>,
    pub rejects: Vec<Reject>,
}

/// What the writers share.
pub struct Writers<'a> {
    pub db: &'a Db,
    pub mapping: &'a Mapping,
    pub entity: &'a EntityFacts,
    pub shelf: Mutex<Arc<Shelf>>,
    pub rejects: Mutex<Rejects>,
}

/// What one writer came to.
#[derive(Default)]
pub struct Written {
    pub stored: Stored,
    /// Rows that the database refused.
    pub refused: Vec<Reject>,
}

impl Writers<'_> {
    /// Stores what comes, until there is no more or one writer fails.
    ///
    /// # Errors
    /// When the database stays away, or the file of rejected rows cannot be written.
    pub fn write_all(&self, receiver: Receiver<Batch>) -> Result<Written, Refused> {
        let receiver = Mutex::new(Some(receiver));
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|_| scope.spawn(|| self.write(&receiver)))
                .collect();
            let mut sum = Ok(Written::default());
            for writer in writers {
                let written = writer
                    .join()
                    .unwrap_or_else(|_| Err(Refused("a writing thread failed".to_owned())));
                sum = sum.and_then(|sum| Ok(sum.and(written?)));
            }
            sum
        })
    }

    fn write(&self, receiver: &Mutex<Option<Receiver<Batch>>>) -> Result<Written, Refused> {
        let mut sum = Written::default();
        loop {
            // One writer waits for the next batch at a time; it is the one that gets it.
            let next = locked(receiver)
                .as_ref()
                .and_then(|receiver| receiver.recv().ok());
            let Some(batch) = next else { return Ok(sum) };
            match self.write_batch(&batch) {
                Ok(written) => sum = sum.and(written),
                Err(refused) => {
                    // Nobody listens any more: the reading thread ends, and so does the other writer.
                    *locked(receiver) = None;
                    return Err(refused);
                }
            }
        }
    }

    fn write_batch(&self, batch: &Batch) -> Result<Written, Refused> {
        let mut written = Written::default();
        written.stored = self.store_or_split(&batch.cases, &mut written.refused)?;
        let mut rejects = locked(&self.rejects);
        batch
            .rejects
            .iter()
            .chain(&written.refused)
            .try_for_each(|reject| rejects.write(reject))?;
        Ok(written)
    }

    /// Stores a batch; one that the database refuses is halved until the rows that are wrong are found.
    fn store_or_split(
        &self,
        cases: &[Prepared],
        refused: &mut Vec<Reject>,
    ) -> Result<Stored, Refused> {
        let problem = match self.store(cases) {
            Ok(stored) => return Ok(stored),
            Err(problem) if problem.kind.status == 503 => return Err(Refused::because(problem)),
            Err(problem) => problem,
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
        let first = self.store_or_split(first, refused)?;
        Ok(first.and(self.store_or_split(second, refused)?))
    }

    /// Stores a batch in one transaction; waits and tries again while the database is away.
    fn store(&self, cases: &[Prepared]) -> Answer<Stored> {
        if cases.is_empty() {
            return Ok(Stored::default());
        }
        let shelf = self.patiently(|| self.shelf_for(cases))?;
        let door = || Door::System(self.entity.id);
        self.patiently(|| {
            let request = Request::internal("importRequests");
            self.db.run_blocking(request, door(), false, |tx| {
                store(tx, self.mapping, self.entity, &shelf, cases)
            })
        })
    }

    /// A shelf with everything that these cases name; what is missing is created in a transaction of its own.
    fn shelf_for(&self, cases: &[Prepared]) -> Answer<Arc<Shelf>> {
        let mut shelf = locked(&self.shelf);
        if !shelf.covers(cases) {
            let request = Request::internal("importRequests");
            let door = Door::System(self.entity.id);
            let filled = self.db.run_blocking(request, door, false, |tx| {
                shelf.filled(tx, self.mapping.kind, cases)
            })?;
            *shelf = Arc::new(filled);
        }
        Ok(Arc::clone(&shelf))
    }

    fn patiently<T>(&self, work: impl Fn() -> Answer<T>) -> Answer<T> {
        let mut last = Problem::busy("not tried");
        for attempt in 0..TRIES {
            match work() {
                Err(problem) if problem.kind.status == 503 => last = problem,
                done => return done,
            }
            std::thread::sleep(Duration::from_millis(500) * 2_u32.saturating_pow(attempt));
        }
        Err(last)
    }
}

impl Written {
    fn and(mut self, other: Self) -> Self {
        self.stored = self.stored.and(other.stored);
        self.refused.extend(other.refused);
        self
    }
}

/// A thread that failed while it held the lock has told so; what is behind it is whole all the same.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
