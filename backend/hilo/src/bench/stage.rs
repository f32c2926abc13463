//! The place of a run: a state folder of its own and a private cluster in it, gone at the end.

use std::fs;
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use hilo_local::cluster::{Cluster, Purpose};
use hilo_platform::settings::Settings;

use crate::dev::home::Home;
use crate::dev::house::{self, Addresses};
use crate::{migrate, packs};

const NAME: &str = "bench-";

/// A cluster that flushes every commit, migrated, with the shipped packs.
pub struct Stage {
    pub cluster: Cluster,
    pub home: Home,
    pub addresses: Addresses,
}

impl Stage {
    /// Sets the stage in a new folder inside of the state folder of this checkout: on a real disk, where temporary
    /// folders may be memory.
    ///
    /// # Errors
    /// With what is missing.
    pub fn set(settings: &Settings) -> Result<Self, String> {
        let parent = Path::new(settings.text("HILO_DIR"));
        clear_leftovers(parent);
        let folder = parent.join(format!("{NAME}{}", std::process::id()));
        let home = Home::open(&folder.to_string_lossy())?;
        let cluster =
            Cluster::start(home.path(), Purpose::Run).map_err(|error| error.to_string())?;
        let addresses = house::prepare(Some(&cluster), &home, settings)?;
        migrate::run(&addresses.owner)?;
        packs::apply(
            &addresses.owner,
            &hilo_rules::packs::shipped().map_err(|error| error.to_string())?,
        )?;
        Ok(Self {
            cluster,
            home,
            addresses,
        })
    }

    /// A connection to the database of the run that passes row security.
    ///
    /// # Errors
    /// When the cluster is gone.
    pub fn superuser(&self) -> Result<PgConnection, String> {
        let url = self.cluster.superuser_url();
        let server = url.strip_suffix("/postgres").unwrap_or(&url);
        PgConnection::establish(&format!("{server}/hilo")).map_err(|error| error.to_string())
    }

    /// Does something past row security.
    ///
    /// # Errors
    /// With what the database said.
    pub fn as_superuser(&self, statements: &str) -> Result<(), String> {
        self.superuser()?
            .batch_execute(statements)
            .map_err(|error| error.to_string())
    }

    /// Stops the cluster and removes everything.
    ///
    /// # Errors
    /// When something cannot be stopped or removed.
    pub fn strike(self) -> Result<(), String> {
        let cluster_home = self.cluster.log_file().parent().map(Path::to_path_buf);
        let folder = self.home.path().to_path_buf();
        self.cluster.stop().map_err(|error| error.to_string())?;
        // The files of a cluster may lie elsewhere than in the state folder.
        for folder in cluster_home
            .into_iter()
            .chain([folder])
            .filter(|folder| folder.exists())
        {
            fs::remove_dir_all(&folder)
                .map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        Ok(())
    }
}

/// Folders of runs that were killed: nobody else would remove their gigabytes.
fn clear_leftovers(parent: &Path) {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(NAME));
        let Some(process) = process.and_then(|process| process.parse::<u32>().ok()) else {
            continue;
        };
        let lives: PathBuf = ["/proc", &process.to_string()].iter().collect();
        if !lives.exists() && fs::remove_dir_all(entry.path()).is_err() {
            log::warn!(
                "{} is left of an earlier run and cannot be removed",
                entry.path().display()
            );
        }
    }
}
