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

    /// A home outside of the state folder, for when no unprivileged account can enter that one.
    pub fn home_below(&self, parent: &Path) -> PathBuf {
        let name = self.lock_dir.to_string_lossy();
        parent.join(
            name.replace('_', "_5f")
                .replace('-', "_2d")
                .replace('/', "-"),
        )
    }

    /// The same folder with its files elsewhere.
    pub fn with_home(&self, home: PathBuf) -> Self {
        Self {
            note: Note {
                home,
                ..self.note.clone()
            },
            ..self.clone()
        }
    }

    /// Notes home and port for the next start.
    pub fn remember(&self, port: u16) -> Result<(), ClusterError> {
        let path = self.lock_dir.join("cluster.json");
        let note = Note {
            port: Some(port),
            ..self.note.clone()
        };
        let text = serde_json::to_string_pretty(&note).unwrap_or_default();
        std::fs::write(&path, text).map_err(ClusterError::file(&path))
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, Note};
    use std::path::{Path, PathBuf};

    fn folder(path: &str) -> Folder {
        let lock_dir = PathBuf::from(path);
        Folder {
            note: Note {
                home: lock_dir.clone(),
                port: None,
            },
            lock_dir,
        }
    }

    #[test]
    fn two_state_folders_never_share_a_home() {
        let below = |path| folder(path).home_below(Path::new("/var/lib/hilo"));
        assert_eq!(below("/root/a/pg"), Path::new("/var/lib/hilo/-root-a-pg"));
        assert_ne!(below("/root/a-b/pg"), below("/root/a/b/pg"));
        assert_ne!(below("/root/a_2db/pg"), below("/root/a-b/pg"));
    }
}
