//! The state folder of `make run`: secrets made at the first start, files, mails.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use hilo_platform::chance;
use hilo_platform::tokens::Tokens;

/// The state folder.
pub struct Home(PathBuf);

impl Home {
    /// Opens or makes the folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(path: &str) -> Result<Self, String> {
        fs::create_dir_all(path).map_err(|error| format!("{path}: {error}"))?;
        let path = fs::canonicalize(path).map_err(|error| format!("{path}: {error}"))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A secret that is made once and kept.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn secret(&self, name: &str) -> Result<String, String> {
        self.kept(name, || hex(&chance::bytes::<32>()))
    }

    /// The key that signs access tokens, made once and kept.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn token_key(&self) -> Result<String, String> {
        self.kept("token-key", Tokens::fresh_key)
    }

    /// Where attachments lie.
    ///
    /// # Errors
    /// When the path cannot be an address.
    pub fn files_url(&self) -> Result<String, String> {
        let folder = self.0.join("files");
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        url::Url::from_directory_path(&folder)
            .map(String::from)
            .map_err(|()| format!("{} is no address", folder.display()))
    }

    fn kept(&self, name: &str, fresh: impl FnOnce() -> String) -> Result<String, String> {
        let path = self.0.join("secrets").join(name);
        if let Ok(known) = fs::read_to_string(&path) {
            return Ok(known.trim().to_owned());
        }
        let made = fresh();
        write_private(&path, &made)?;
        Ok(made)
    }
}

/// Writes a file that only its owner can read, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn write_private(path: &Path, text: &str) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(told)?;
    }
    let draft = path.with_extension("new");
    let _ = fs::remove_file(&draft);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)
        .map_err(told)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(told)?;
    fs::rename(&draft, path).map_err(told)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
