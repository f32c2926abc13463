//! Catalogues of other systems: service charters, units, and directories of public bodies.

mod bodies;
mod charters;
mod found;
mod publish;
pub mod report;
mod terms;
mod text;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use flate2::read::MultiGzDecoder;
use hilo_platform::db::Db;
use hilo_rules::numbers::EntityNumber;

use super::Refused;
use super::requests::entity_id;
use report::CatalogueReport;

/// Catalogues are read whole; the largest known has two megabytes.
const LARGEST: u64 = 100 * 1024 * 1024;

/// A shape of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// São Paulo, full service charters (JSON).
    Sp156Charters,
    /// São Paulo, the menu of services (JSON).
    Sp156Tree,
    /// Peñalolén, procedures and requirements (CSV).
    PenalolenProcedures,
    /// Peñalolén, units and powers (CSV).
    PenalolenUnits,
    /// A Peruvian TUPA (JSON).
    PeTupa,
    /// The Peruvian State as a tree (CSV).
    PeEntities,
    /// Peruvian bodies with a transparency page (CSV).
    PeTransparency,
    /// Municipalities of Brazil (CSV).
    BrMunicipalities,
}

impl Format {
    /// Every format with its name at the shell.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("sp156-charters", Self::Sp156Charters),
        ("sp156-tree", Self::Sp156Tree),
        ("penalolen-procedures", Self::PenalolenProcedures),
        ("penalolen-units", Self::PenalolenUnits),
        ("pe-tupa", Self::PeTupa),
        ("pe-entities", Self::PeEntities),
        ("pe-transparency", Self::PeTransparency),
        ("br-municipalities", Self::BrMunicipalities),
    ];
}

impl FromStr for Format {
    type Err = Refused;

    fn from_str(word: &str) -> Result<Self, Refused> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word);
        found.map(|(_, format)| *format).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|(name, _)| *name).collect();
            Refused(format!(
                "no format is called {word:?}; there are {}",
                names.join(", ")
            ))
        })
    }
}

/// What to import.
#[derive(Debug, Clone)]
pub struct ImportCatalogue {
    pub format: Format,
    /// The entity that gets services or units; directories of bodies need none.
    pub entity: Option<EntityNumber>,
    pub file: PathBuf,
}

/// Imports a catalogue. May be run again: what is there and the same is left as it is, changed texts become versions.
///
/// # Errors
/// When the file is not of its format, the entity is missing, or the database refuses; nothing is stored then.
pub fn import_catalogue(db: &Db, order: &ImportCatalogue) -> Result<CatalogueReport, Refused> {
    let text = read(&order.file)?;
    let mut report = CatalogueReport::default();
    let entity = || {
        let number = order
            .entity
            .ok_or_else(|| Refused("name the entity that gets this catalogue".to_owned()))?;
        entity_id(db, number)
    };
    match order.format {
        Format::Sp156Charters => publish::services(
            db,
            entity()?,
            &charters::sp156_charters(&text, &mut report)?,
            &mut report,
        ),
        Format::Sp156Tree => {
            publish::services(db, entity()?, &charters::sp156_tree(&text)?, &mut report)
        }
        Format::PenalolenProcedures => publish::services(
            db,
            entity()?,
            &charters::penalolen_procedures(&text, &mut report)?,
            &mut report,
        ),
        Format::PeTupa => publish::services(
            db,
            entity()?,
            &charters::pe_tupa(&text, &mut report)?,
            &mut report,
        ),
        Format::PenalolenUnits => publish::units(db, entity()?, &text, &mut report),
        Format::PeEntities => found::bodies(
            db,
            &found::PE_IDEP,
            &bodies::pe_entities(&text, &mut report)?,
            &mut report,
        ),
        Format::PeTransparency => found::bodies(
            db,
            &found::PE_TRANSPARENCY,
            &bodies::pe_transparency(&text, &mut report)?,
            &mut report,
        ),
        Format::BrMunicipalities => found::bodies(
            db,
            &found::BR_IBGE,
            &bodies::br_municipalities(&text, &mut report)?,
            &mut report,
        ),
    }?;
    Ok(report)
}

/// A file as text, whether gzip or not.
fn read(path: &Path) -> Result<String, Refused> {
    let told = |error: std::io::Error| Refused(format!("{}: {error}", path.display()));
    let bytes = std::fs::read(path).map_err(told)?;
    let mut text = String::new();
    let read = match bytes.starts_with(&[0x1f, 0x8b]) {
        true => MultiGzDecoder::new(bytes.as_slice())
            .take(LARGEST)
            .read_to_string(&mut text),
        false => bytes.as_slice().take(LARGEST).read_to_string(&mut text),
    };
    let length = read.map_err(told)?;
    if u64::try_from(length).is_ok_and(|length| length >= LARGEST) {
        return Err(Refused(format!("{} is larger than 100 MB", path.display())));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name() {
        for (name, format) in Format::ALL {
            assert_eq!(name.parse::<Format>(), Ok(*format));
        }
        assert!(
            "sp157"
                .parse::<Format>()
                .unwrap_err()
                .0
                .contains("sp156-tree")
        );
    }
}
