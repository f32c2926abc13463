//! `initdb`, `pg_ctl start`, `pg_ctl stop`, and whether the server runs.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rand::distr::{Alphanumeric, SampleString};

use super::account::Account;
use super::binaries::Binaries;
use super::folder::Folder;
use super::machine::{append, end_of, free_port, run};
use super::pid_file::PidFile;
use super::{ClusterError, Purpose, config};

/// Starting again may wait for the last processes of a server that was killed.
const ATTEMPTS: u32 = 6;
/// Recovery after a crash, in seconds; it is normally far below one.
const START_SECONDS: u32 = 120;
/// The log is set aside at the next start when it is longer than this.
const LOG_LIMIT: u64 = 8 * 1024 * 1024;

/// The programs, the account and the files of one cluster.
#[derive(Debug)]
pub(super) struct Server {
    binaries: Binaries,
    account: Account,
    folder: Folder,
}

/// What the files say about the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// No process works on the files.
    Stopped,
    /// A process does, on this port of 127.0.0.1.
    Running { port: u16 },
}

impl Server {
    /// Finds programs and account for a folder; nothing is started.
    pub fn prepare(folder: &Folder) -> Result<Self, ClusterError> {
        let data_dir = folder.data_dir();
        let made_by = std::fs::read_to_string(data_dir.join("PG_VERSION"))
            .ok()
            .and_then(|text| text.trim().parse().ok());
        let binaries = Binaries::find(made_by, &data_dir)?;
        let (account, folder) = Account::settle(folder, &binaries.program("initdb"))?;
        Ok(Self {
            binaries,
            account,
            folder,
        })
    }

    /// Makes the files at the first start. Answers the superuser's password.
    pub fn create_if_absent(&self, purpose: Purpose) -> Result<String, ClusterError> {
        let path = self.folder.home().join("password");
        if self.data_dir().exists() {
            let password = std::fs::read_to_string(&path).map_err(ClusterError::file(&path))?;
            return Ok(password.trim().to_owned());
        }
        let password = Alphanumeric.sample_string(&mut rand::rng(), 32);
        self.write_secret(&path, &password)?;
        self.create(&path, purpose)?;
        Ok(password)
    }

    /// Starts the server with the settings of its purpose and waits until it answers.
    pub fn start(&self, purpose: Purpose) -> Result<u16, ClusterError> {
        self.set_log_aside()?;
        let mut attempt = 1;
        loop {
            let port = free_port(self.folder.last_port().filter(|_| attempt == 1))?;
            match self.start_on(purpose, port) {
                Ok(()) => {
                    self.folder.remember(Some(port))?;
                    return Ok(port);
                }
                Err(problem) if attempt == ATTEMPTS => return Err(problem),
                Err(_) => std::thread::sleep(Duration::from_secs(1)),
            }
            attempt += 1;
        }
    }

    /// Cuts connections and stops; waits for a minute. Without a server there is nothing to do.
    pub fn stop(&self) -> Result<(), ClusterError> {
        match self.status()? {
            Status::Stopped => Ok(()),
            Status::Running { .. } => run(&mut self.stop_command(), "pg_ctl stop"),
        }
    }

    /// The command that stops the server, for the watchdog too.
    pub fn stop_command(&self) -> Command {
        let mut command = self.pg_ctl();
        command.args(["stop", "--mode=fast", "--wait", "--timeout=60", "--silent"]);
        command
    }

    /// Whether a process works on the files. A note left by a crash is cleared away.
    pub fn status(&self) -> Result<Status, ClusterError> {
        let Some(note) = self.read_pid_file() else {
            return Ok(Status::Stopped);
        };
        if self.is_alive(note.pid) {
            return Ok(Status::Running { port: note.port });
        }
        let path = self.pid_file();
        std::fs::remove_file(&path).map_err(ClusterError::file(&path))?;
        Ok(Status::Stopped)
    }

    /// Whether the running server was started with the settings that this purpose wants.
    pub fn runs_with(&self, purpose: Purpose, port: u16) -> bool {
        std::fs::read_to_string(self.data_dir().join(config::FILE))
            .is_ok_and(|text| text == config::text(purpose, port))
    }

    /// Waits while a server that was just started, or that recovers, refuses connections.
    pub fn wait_until_ready(&self) -> Result<(), ClusterError> {
        let give_up = Instant::now() + Duration::from_secs(u64::from(START_SECONDS));
        while Instant::now() < give_up {
            if self.read_pid_file().is_some_and(|note| note.is_ready) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(self.failed("the running PostgreSQL server"))
    }

    pub fn bin_dir(&self) -> &Path {
        &self.binaries.dir
    }

    pub fn log_file(&self) -> PathBuf {
        self.folder.home().join("postgres.log")
    }

    /// PostgreSQL's note about its own process; gone when it has stopped.
    pub fn pid_file(&self) -> PathBuf {
        self.data_dir().join("postmaster.pid")
    }

    fn data_dir(&self) -> PathBuf {
        self.folder.data_dir()
    }

    fn pg_ctl(&self) -> Command {
        let mut command = self.account.command(&self.binaries.program("pg_ctl"));
        command.arg("--pgdata").arg(self.data_dir());
        command
    }

    /// Into a folder beside, renamed at the end: a first start that is cut off leaves no half cluster.
    fn create(&self, password: &Path, purpose: Purpose) -> Result<(), ClusterError> {
        let half = self.folder.home().join("data.new");
        if half.exists() {
            std::fs::remove_dir_all(&half).map_err(ClusterError::file(&half))?;
        }
        let mut initdb = self.account.command(&self.binaries.program("initdb"));
        initdb
            .arg("--pgdata")
            .arg(&half)
            .arg("--pwfile")
            .arg(password);
        initdb.args([
            "--username=postgres",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
        ]);
        // Older macOS has no C.UTF-8.
        initdb.args(if cfg!(target_os = "macos") {
            &["--locale=C", "--locale-provider=icu", "--icu-locale=und"][..]
        } else {
            &["--locale=C.UTF-8"][..]
        });
        if purpose == Purpose::Tests {
            initdb.arg("--no-sync");
        }
        run(&mut initdb, "initdb")?;
        append(
            &half.join("postgresql.conf"),
            &format!("include '{}'\n", config::FILE),
        )?;
        std::fs::rename(&half, self.data_dir()).map_err(ClusterError::file(&half))
    }

    fn start_on(&self, purpose: Purpose, port: u16) -> Result<(), ClusterError> {
        let path = self.data_dir().join(config::FILE);
        std::fs::write(&path, config::text(purpose, port)).map_err(ClusterError::file(&path))?;
        self.account.give(&path)?;
        let mut start = self.pg_ctl();
        start
            .args(["start", "--wait", "--silent"])
            .arg(format!("--timeout={START_SECONDS}"));
        start.arg("--log").arg(self.log_file());
        run(&mut start, "pg_ctl start").map_err(|_| self.failed("PostgreSQL's start"))
    }

    fn write_secret(&self, path: &Path, text: &str) -> Result<(), ClusterError> {
        let mut options = std::fs::OpenOptions::new();
        options.create(true).truncate(true).write(true).mode(0o600);
        let mut file = options.open(path).map_err(ClusterError::file(path))?;
        file.write_all(text.as_bytes())
            .map_err(ClusterError::file(path))?;
        self.account.give(path)
    }

    fn set_log_aside(&self) -> Result<(), ClusterError> {
        let log = self.log_file();
        if !std::fs::metadata(&log).is_ok_and(|metadata| metadata.len() > LOG_LIMIT) {
            return Ok(());
        }
        std::fs::rename(&log, log.with_extension("log.old")).map_err(ClusterError::file(&log))
    }

    /// A refusal with the end of the server's log, where the reason stands.
    fn failed(&self, what: &str) -> ClusterError {
        let output = end_of(&self.log_file(), 2_000).unwrap_or_default();
        ClusterError::Failed {
            what: what.to_owned(),
            output,
        }
    }

    fn read_pid_file(&self) -> Option<PidFile> {
        PidFile::parse(&std::fs::read_to_string(self.pid_file()).ok()?)
    }

    /// A process number may have been given to somebody else since: after a restart of the machine,
    /// for example. PostgreSQL works inside of its data folder, which Linux lets us see.
    fn is_alive(&self, pid: u32) -> bool {
        if !Path::new("/proc/self").exists() {
            let mut status = self.pg_ctl();
            return run(status.arg("status"), "pg_ctl status").is_ok();
        }
        std::fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == self.data_dir())
    }
}
