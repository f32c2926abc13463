//! As whom PostgreSQL runs. It refuses root, so root hands it to an account without power.
//!
//! In the order in which they are tried: the account that owns the files; `postgres` or `nobody`
//! through `setpriv`; the same in a user namespace through `unshare`, which also reaches folders
//! below a closed root home; and `setpriv` again with the files moved to where all can go.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;
use std::process::{Command, Stdio};

use super::ClusterError;
use super::folder::Folder;

/// Parent for the files when the state folder cannot be entered. Only root may write there, so
/// that nobody can lay out a trap.
const ELSEWHERE: &str = "/var/lib/hilo";

/// The account that PostgreSQL's programs run as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Account {
    /// The one that started us.
    Own,
    /// Another one; the files are its own.
    Switched { uid: u32, gid: u32 },
    /// Root outside, another one inside of a user namespace; the files are root's.
    Mapped { uid: u32, gid: u32 },
}

impl Account {
    /// Chooses the account and the home of the files, and makes the home.
    pub fn settle(folder: &Folder, initdb: &Path) -> Result<(Self, Folder), ClusterError> {
        let data_dir = folder.data_dir();
        match (is_root(), owner(&data_dir)) {
            (false, None) => {
                make_home(folder.home(), Self::Own)?;
                Ok((Self::Own, folder.clone()))
            }
            (false, Some(_)) if std::fs::read_dir(&data_dir).is_ok() => {
                Ok((Self::Own, folder.clone()))
            }
            (false, Some(_)) => Err(ClusterError::NotYours { data_dir }),
            (true, None) => Self::choose(folder, initdb),
            (true, Some((uid, gid))) => Self::of_files(folder, initdb, uid, gid),
        }
    }

    /// A program to be run as this account, with an environment that holds no surprises.
    pub fn command(self, program: &Path) -> Command {
        let mut command = match self {
            Self::Own => Command::new(program),
            Self::Switched { uid, gid } => {
                let mut command = Command::new("setpriv");
                command.args([format!("--reuid={uid}"), format!("--regid={gid}")]);
                command.args(["--clear-groups", "--"]).arg(program);
                command
            }
            Self::Mapped { uid, gid } => {
                let mut command = Command::new("unshare");
                command.arg("--user");
                command.args([format!("--map-user={uid}"), format!("--map-group={gid}")]);
                command.arg("--").arg(program);
                command
            }
        };
        // PGPORT, PGOPTIONS or a foreign locale would change what the programs do and print.
        // The folder we were started in may be closed to the other account.
        command
            .env_clear()
            .env("LC_ALL", "C")
            .current_dir("/")
            .stdin(Stdio::null());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command
    }

    /// Gives a file or folder that we made to the account.
    pub fn give(self, path: &Path) -> Result<(), ClusterError> {
        let (uid, gid) = match self {
            Self::Own => return Ok(()),
            Self::Switched { uid, gid } => (uid, gid),
            Self::Mapped { .. } => (0, 0),
        };
        chown(path, Some(uid), Some(gid)).map_err(ClusterError::file(path))
    }

    fn choose(folder: &Folder, initdb: &Path) -> Result<(Self, Folder), ClusterError> {
        let powerless: Vec<(u32, u32)> = ["postgres", "nobody"]
            .iter()
            .filter_map(|name| ids_of(name))
            .collect();
        let switched = powerless
            .iter()
            .map(|&(uid, gid)| Self::Switched { uid, gid });
        let mapped = powerless
            .iter()
            .map(|&(uid, gid)| Self::Mapped { uid, gid });
        let here = switched
            .clone()
            .chain(mapped)
            .map(|account| (account, folder.clone()));
        let moved = folder.moved_below(Path::new(ELSEWHERE));
        let elsewhere = switched.map(|account| (account, moved.clone()));
        here.chain(elsewhere)
            .find(|(account, place)| account.can_work_in(place.home(), initdb))
            .ok_or(ClusterError::NoAccount)
    }

    fn of_files(
        folder: &Folder,
        initdb: &Path,
        uid: u32,
        gid: u32,
    ) -> Result<(Self, Folder), ClusterError> {
        let account = match (uid, ids_of("postgres").or_else(|| ids_of("nobody"))) {
            (0, Some((uid, gid))) => Self::Mapped { uid, gid },
            (0, None) => return Err(ClusterError::NoAccount),
            _ => Self::Switched { uid, gid },
        };
        if account.can_enter(folder.home(), initdb) {
            Ok((account, folder.clone()))
        } else {
            Err(ClusterError::NotYours {
                data_dir: folder.data_dir(),
            })
        }
    }

    fn can_work_in(self, home: &Path, initdb: &Path) -> bool {
        make_home(home, self).is_ok() && self.can_enter(home, initdb)
    }

    /// Asked by trying, which also finds closed parents, missing tools and forbidden namespaces.
    fn can_enter(self, home: &Path, initdb: &Path) -> bool {
        let quiet = |mut command: Command| {
            command.stdout(Stdio::null()).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        let mut version = self.command(initdb);
        version.arg("--version");
        let mut write = self.command(Path::new("/bin/sh"));
        write
            .args(["-c", "test -w \"$0\" && test -x \"$0\""])
            .arg(home);
        quiet(version) && quiet(write)
    }
}

/// Makes the folder and gives it to the account, closed to all others.
fn make_home(home: &Path, account: Account) -> Result<(), ClusterError> {
    let set_mode = |path: &Path, mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(path, permissions).map_err(ClusterError::file(path))
    };
    std::fs::create_dir_all(home).map_err(ClusterError::file(home))?;
    if home.starts_with(ELSEWHERE) {
        // Made with root's umask, which may close it.
        set_mode(Path::new(ELSEWHERE), 0o755)?;
    }
    account.give(home)?;
    set_mode(home, 0o700)
}

fn owner(path: &Path) -> Option<(u32, u32)> {
    let metadata = std::fs::symlink_metadata(path).ok()?;
    Some((metadata.uid(), metadata.gid()))
}

fn is_root() -> bool {
    id(&["-u"]) == Some(0)
}

fn ids_of(name: &str) -> Option<(u32, u32)> {
    Some((id(&["-u", name])?, id(&["-g", name])?))
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    std::str::from_utf8(&output.stdout)
        .ok()?
        .trim()
        .parse()
        .ok()
}
