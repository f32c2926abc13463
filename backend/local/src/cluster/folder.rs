//! Where the files of a cluster are: `<state folder>/pg`, or another home noted there.
//!
//! ```text
//! <state folder>/pg/cluster.json   home and port of the last start
//!                   start.lock, use.lock, watch.lock
//! <home>/data/                     PostgreSQL's files
//!        password                  of the superuser, mode 600
//!        postgres.log
//! ```

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ClusterError;

/// The cluster's place in a state folder.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    /// `<state folder>/pg`: locks and the note.
    pub lock_dir: PathBuf,
    note: Note,
}

/// What has to be known before PostgreSQL's own files can be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Note {
    home: PathBuf,
    port: Option<u16>,
}

impl Folder {
    /// Makes the folder where it is missing and reads the note.
    pub fn open(state_dir: &Path) -> Result<Self, ClusterError> {
        let state_dir = std::path::absolute(state_dir).map_err(ClusterError::file(state_dir))?;
        let lock_dir = state_dir.join("pg");
        std::fs::create_dir_all(&lock_dir).map_err(ClusterError::file(&lock_dir))?;
        let lock_dir = lock_dir
            .canonicalize()
            .map_err(ClusterError::file(&lock_dir))?;
        // An unreadable note is as good as none: the default home is looked at, and the port is new.
        let note = std::fs::read(lock_dir.join("cluster.json"))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_else(|| Note {
                home: lock_dir.clone(),
                port: None,
            });
        Ok(Self { lock_dir, note })
    }

    /// The folder of the data, the password and the log.
    pub fn home(&self) -> &Path {
        &self.note.home
    }

    /// PostgreSQL's own files.
    pub fn data_dir(&self) -> PathBuf {
        self.note.home.join("data")
    }

    /// The port of the last start.
    pub fn last_port(&self) -> Option<u16> {
        self.note.port
    }

    /// The same folder with its files below another parent, for when no unprivileged account can
    /// enter the state folder. Never the place of an earlier one: who removes the state folder
    /// begins anew.
    pub fn moved_below(&self, parent: &Path) -> Self {
        let readable = self.lock_dir.to_string_lossy().replace('/', "-");
        let home = parent.join(format!("{}-{}", readable.trim_matches('-'), Uuid::now_v7()));
        Self {
            note: Note {
                home,
                ..self.note.clone()
            },
            ..self.clone()
        }
    }

    /// Notes home and port for the next start; without a port, that of the last one.
    pub fn remember(&self, port: Option<u16>) -> Result<(), ClusterError> {
        let path = self.lock_dir.join("cluster.json");
        let note = Note {
            home: self.note.home.clone(),
            port: port.or(self.note.port),
        };
        serde_json::to_vec_pretty(&note)
            .map_err(std::io::Error::from)
            .and_then(|text| std::fs::write(&path, text))
            .map_err(ClusterError::file(&path))
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, Note};
    use std::path::{Path, PathBuf};

    #[test]
    fn a_removed_state_folder_does_not_come_back() {
        let lock_dir = PathBuf::from("/root/hilo/.hilo/pg");
        let folder = Folder {
            note: Note {
                home: lock_dir.clone(),
                port: None,
            },
            lock_dir,
        };
        let move_it = || folder.moved_below(Path::new("/var/lib/hilo"));
        let (first, second) = (move_it(), move_it());
        assert!(first.home().starts_with("/var/lib/hilo"));
        assert_ne!(first.home(), second.home());
    }
}
