//! Why a private cluster could not be started, in words that say what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A refusal of the private cluster.
#[derive(Debug)]
pub enum ClusterError {
    /// No PostgreSQL server programs of version 15 or newer were found.
    NoServer {
        /// Folders that were looked at.
        looked_in: Vec<PathBuf>,
    },
    /// The cluster's files were made by another major version than the ones installed.
    OtherVersion {
        /// Major version that made the files.
        made_by: u32,
        /// The folder of the files.
        data_dir: PathBuf,
    },
    /// Another program is using this state folder.
    InUse {
        /// The lock that it holds.
        lock: PathBuf,
    },
    /// The files belong to an account that this one cannot act for.
    NotYours {
        /// The folder of the files.
        data_dir: PathBuf,
    },
    /// Started as root, and no unprivileged account can reach both programs and files.
    NoAccount,
    /// A program of PostgreSQL failed.
    Failed {
        /// What was tried, such as "initdb".
        what: String,
        /// What it printed, or the end of the server's log.
        output: String,
    },
    /// A file could not be read or written.
    File {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl ClusterError {
    /// For `map_err`: a failed file operation with its path.
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}

impl fmt::Display for ClusterError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoServer { looked_in } => {
                write!(
                    out,
                    "no PostgreSQL server of version 15 or newer was found (looked in"
                )?;
                for dir in looked_in {
                    write!(out, " {}", dir.display())?;
                }
                write!(
                    out,
                    "). Install it (Debian: apt-get install postgresql), or name its folder in PG_BIN, or set DATABASE_URL"
                )
            }
            Self::OtherVersion { made_by, data_dir } => write!(
                out,
                "the files in {} were made by PostgreSQL {made_by}, which is not installed any more. Install it again, or remove the folder to start afresh",
                data_dir.display()
            ),
            Self::InUse { lock } => write!(
                out,
                "another program is using this state folder (it holds {}). Stop it, or choose another folder with HILO_DIR",
                lock.display()
            ),
            Self::NotYours { data_dir } => write!(
                out,
                "{} belongs to another account. Start as that account or as root, or choose another folder with HILO_DIR",
                data_dir.display()
            ),
            Self::NoAccount => write!(
                out,
                "PostgreSQL refuses to run as root, and neither setpriv nor unshare could run it as postgres or nobody. Start as an ordinary user, or set DATABASE_URL"
            ),
            Self::Failed { what, output } => write!(out, "{what} failed: {}", output.trim()),
            Self::File { path, source } => write!(out, "{}: {source}", path.display()),
        }
    }
}

impl std::error::Error for ClusterError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            _ => None,
        }
    }
}
