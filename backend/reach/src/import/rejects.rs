//! The file of rejected rows: line, reason, and the row itself.

use std::fs::File;
use std::path::Path;

use super::Refused;

/// A row that did not become a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    pub line: u64,
    pub reason: String,
    pub shown: String,
}

/// The file, if one is wanted.
pub struct Rejects(Option<csv::Writer<File>>);

impl Rejects {
    /// Creates the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open(path: Option<&Path>) -> Result<Self, Refused> {
        let Some(path) = path else {
            return Ok(Self(None));
        };
        let mut writer = csv::Writer::from_path(path).map_err(Refused::because)?;
        writer
            .write_record(["line", "reason", "row"])
            .map_err(Refused::because)?;
        Ok(Self(Some(writer)))
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&mut self, reject: &Reject) -> Result<(), Refused> {
        let Some(writer) = &mut self.0 else {
            return Ok(());
        };
        let line = reject.line.to_string();
        writer
            .write_record([&line, &reject.reason, &reject.shown])
            .map_err(Refused::because)
    }

    /// Brings everything to the disk.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(self) -> Result<(), Refused> {
        self.0.map_or(Ok(()), |mut writer| {
            writer.flush().map_err(Refused::because)
        })
    }
}
