//! Who uses the cluster: file locks, which no crash can leave behind.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{ClusterError, Purpose};

/// Recovery after a crash may keep another starter busy this long.
const STARTING_PATIENCE: Duration = Duration::from_secs(120);
/// The watchdog holds the lock while it stops a server; a second program holds it for good.
const USE_PATIENCE: Duration = Duration::from_secs(8);
const PAUSE: Duration = Duration::from_millis(50);

/// Held for as long as the program uses the cluster.
#[derive(Debug)]
pub(super) struct Locks {
    file: File,
    /// The file that the watchdog waits for.
    pub path: PathBuf,
}

impl Locks {
    /// Alone for [`Purpose::Run`], together with other tests for [`Purpose::Tests`].
    pub fn take(dir: &Path, purpose: Purpose) -> Result<Self, ClusterError> {
        let path = dir.join("use.lock");
        let file = open(&path)?;
        patiently(&path, USE_PATIENCE, || match purpose {
            Purpose::Run => file.try_lock(),
            Purpose::Tests => file.try_lock_shared(),
        })?;
        Ok(Self { file, path })
    }

    /// Whether this program must stop the server itself. With a watchdog it need not: the server
    /// then stays up between two test programs that follow each other closely.
    pub fn is_last_to_leave(&self) -> bool {
        !super::watchdog::is_possible() && self.file.try_lock().is_ok()
    }
}

/// Only one program at a time looks at a cluster and decides to make, adopt or start it.
pub(super) fn starting(dir: &Path) -> Result<File, ClusterError> {
    let path = dir.join("start.lock");
    let file = open(&path)?;
    patiently(&path, STARTING_PATIENCE, || file.try_lock())?;
    Ok(file)
}

fn open(path: &Path) -> Result<File, ClusterError> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(ClusterError::file(path))
}

fn patiently(
    path: &Path,
    patience: Duration,
    attempt: impl Fn() -> Result<(), TryLockError>,
) -> Result<(), ClusterError> {
    let give_up = Instant::now() + patience;
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(source)) => return Err(ClusterError::file(path)(source)),
            Err(TryLockError::WouldBlock) if Instant::now() > give_up => {
                return Err(ClusterError::InUse {
                    lock: path.to_owned(),
                });
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}
