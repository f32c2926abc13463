//! Where PostgreSQL's programs are: `PG_BIN`, `pg_config`, the distribution's folders.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::ClusterError;

/// Oldest major version that our SQL is written for.
const OLDEST: u32 = 15;

/// Parents of `<major version>/bin`: Debian and its relatives, Fedora's PGDG packages.
const VERSIONED: [(&str, &str); 2] = [("/usr/lib/postgresql", ""), ("/usr", "pgsql-")];

/// Parents of `postgresql@<major version>/bin`.
const HOMEBREW: [&str; 3] = [
    "/opt/homebrew/opt",
    "/usr/local/opt",
    "/home/linuxbrew/.linuxbrew/opt",
];

/// The programs of one installed version.
#[derive(Debug, Clone)]
pub(super) struct Binaries {
    /// Folder with `initdb`, `pg_ctl` and `postgres`.
    pub dir: PathBuf,
}

impl Binaries {
    /// The first usable folder in the order of preference, of the version that made the files
    /// if there are files already.
    pub fn find(made_by: Option<u32>, data_dir: &Path) -> Result<Self, ClusterError> {
        let candidates = candidates();
        let fits = |dir: &&PathBuf| match (version(dir), made_by) {
            (Some(found), Some(made_by)) => found == made_by,
            (Some(found), None) => found >= OLDEST,
            (None, _) => false,
        };
        match (candidates.iter().find(fits), made_by) {
            (Some(dir), _) => Ok(Self { dir: dir.clone() }),
            (None, Some(made_by)) => Err(ClusterError::OtherVersion {
                made_by,
                data_dir: data_dir.to_owned(),
            }),
            (None, None) => Err(ClusterError::NoServer {
                looked_in: candidates,
            }),
        }
    }

    /// The path of one program.
    pub fn program(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

fn candidates() -> Vec<PathBuf> {
    let named = std::env::var_os("PG_BIN").map(PathBuf::from);
    named
        .into_iter()
        .chain(from_pg_config())
        .chain(versioned())
        .collect()
}

fn from_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let dir = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(dir.trim()))
}

/// Folders that carry their version in the name, newest first.
fn versioned() -> Vec<PathBuf> {
    let homebrew = HOMEBREW.iter().map(|parent| (*parent, "postgresql@"));
    let mut found: Vec<(u32, PathBuf)> = VERSIONED
        .into_iter()
        .chain(homebrew)
        .flat_map(|(parent, prefix)| numbered_in(Path::new(parent), prefix))
        .collect();
    found.sort();
    found
        .into_iter()
        .rev()
        .map(|(_, dir)| dir.join("bin"))
        .collect()
}

fn numbered_in(parent: &Path, prefix: &str) -> Vec<(u32, PathBuf)> {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let name = entry.file_name();
            let number = name.to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((number, entry.path()))
        })
        .collect()
}

/// Major version of a folder that has all three programs, by asking `postgres` itself.
fn version(dir: &Path) -> Option<u32> {
    if !["initdb", "pg_ctl", "postgres"]
        .iter()
        .all(|name| dir.join(name).is_file())
    {
        return None;
    }
    let output = Command::new(dir.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    major_version(std::str::from_utf8(&output.stdout).ok()?)
}

/// "postgres (PostgreSQL) 15.20 (Debian …)" and "postgres (PostgreSQL) 18beta1" alike.
fn major_version(printed: &str) -> Option<u32> {
    let number = printed.split_whitespace().nth(2)?;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Binaries, ClusterError, major_version};
    use std::path::Path;

    #[test]
    fn the_version_is_read_from_releases_and_betas() {
        assert_eq!(
            major_version("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"),
            Some(15)
        );
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_version("postgres"), None);
    }

    #[test]
    fn files_of_a_version_that_is_gone_are_not_touched_by_another() {
        let refused = Binaries::find(Some(9), Path::new("/data"));
        assert!(matches!(
            refused,
            Err(ClusterError::OtherVersion { made_by: 9, .. })
        ));
    }
}
