//! A mapping: how the columns of somebody else's file become cases. Data, so that a new source needs no new code.

use std::collections::BTreeMap;
use std::path::Path;

use hilo_rules::vocabulary::{Channel, Kind, Language, Outcome, State};
use serde::Deserialize;

use super::Refused;

/// The mappings that come with the program, by name.
pub const SHIPPED: &[(&str, &str)] = &[
    ("sp156", include_str!("mappings/sp156.yaml")),
    ("sp156-animals", include_str!("mappings/sp156-animals.yaml")),
    ("boston-311", include_str!("mappings/boston-311.yaml")),
    ("cl-education", include_str!("mappings/cl-education.yaml")),
];

/// What the lists of districts of several mappings share.
const DISTRICT_LISTS: &[(&str, &str)] = &[(
    "sao-paulo",
    include_str!("mappings/districts-sao-paulo.yaml"),
)];

/// How one source is read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Stored with every case as `source`; never changed once used.
    pub source: String,
    /// One sign between fields.
    #[serde(default = "comma")]
    pub separator: char,
    pub kind: Kind,
    pub language: Language,
    /// Column with the number of the source; without it one is made from the content of the row.
    #[serde(default)]
    pub id: Option<String>,
    /// What to do with repeated rows; only looked at where the source has no number.
    #[serde(default)]
    pub repeats: Repeats,
    pub opened: Moment,
    pub closed: Moment,
    /// Due moment of the source itself; its cases get no clock of the pack.
    #[serde(default)]
    pub target: Option<Target>,
    #[serde(default)]
    pub channel: Channels,
    pub status: Status,
    pub theme: Words,
    pub subject: Words,
    pub service: Words,
    pub unit: Words,
    /// Text of the case; at least one of its columns must hold something.
    pub story: String,
    /// Parts of the address, joined by commas; parts without any value are left out.
    #[serde(default)]
    pub place: Vec<String>,
    #[serde(default)]
    pub district: Option<District>,
    #[serde(default)]
    pub point: Option<Point>,
    /// Columns kept word for word in the first history entry.
    #[serde(default)]
    pub keep: Vec<String>,
}

fn comma() -> char {
    ','
}

/// Rows that say the same.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// Rows equal in every field.
    #[serde(default)]
    pub exact: Exact,
    /// Rows equal in these columns are counted and kept.
    #[serde(default)]
    pub similar: Vec<String>,
}

/// What becomes of a row equal to an earlier one in every field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exact {
    /// Another request that happens to read the same; gets the next occurrence number.
    #[default]
    Keep,
    /// The same request written twice; counted and left out.
    Skip,
}

/// A column with a local date or date and time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    pub column: String,
    /// As `chrono` writes them; the first that fits counts. Without an hour, noon is taken.
    pub formats: Vec<String>,
}

/// The due moment that the source promises.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub column: String,
    pub formats: Vec<String>,
    /// Stands as the source of the rule.
    pub says: String,
    /// What the source itself says of lateness, to be compared.
    #[serde(default)]
    pub verdict: Option<Verdict>,
}

/// Column and word by which a source marks a late case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    pub column: String,
    pub late: String,
}

/// How a case came in. A key that ends in `*` stands for every value that begins so.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    #[serde(default)]
    pub column: Option<String>,
    #[serde(default)]
    pub values: BTreeMap<String, Channel>,
}

/// Where a case stands, and how it ended.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    pub column: String,
    pub values: BTreeMap<String, Standing>,
    /// Text in which the source says why a case ended; stored as the reason.
    #[serde(default)]
    pub reason: Option<Reason>,
}

/// One status of the source in our words.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// `registered`, `assigned`, `responded`, `closed`, `archived` or `withdrawn`.
    pub state: State,
    #[serde(default)]
    pub outcome: Option<Outcome>,
}

/// Free text that begins with the outcome.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    pub column: String,
    /// Taken off the beginning.
    #[serde(default)]
    pub strip: String,
    /// The first beginning that fits gives the outcome of an answered case.
    #[serde(default)]
    pub outcomes: Vec<Beginning>,
}

/// A beginning of a reason and what it means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beginning {
    pub starts: String,
    pub outcome: Outcome,
}

/// A text made of columns, such as `{Tema}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub text: String,
    /// Stands in for an empty text; such rows are counted. Without it they are refused.
    #[serde(default)]
    pub or: Option<String>,
    /// Names for codes.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

/// The district of the fact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// As [`Words::text`].
    pub text: String,
    /// Names for codes.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// A shipped list of official names; without one every value is taken as it is.
    #[serde(default)]
    pub list: Option<String>,
    /// Values that mean "unknown".
    #[serde(default)]
    pub unknown: Vec<String>,
}

/// Official districts and the spellings that people use for them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistrictList {
    pub official: Vec<String>,
    /// Words before a name that say nothing, folded.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Other names, by official name.
    #[serde(default)]
    pub aliases: BTreeMap<String, Vec<String>>,
}

/// Coordinates in WGS 84.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    pub latitude: String,
    pub longitude: String,
    /// Points that stand for "unknown".
    #[serde(default)]
    pub unknown: Vec<(f64, f64)>,
}

/// Reads a mapping by its shipped name, or from a file.
///
/// # Errors
/// When there is neither, or the text is not a mapping.
pub fn load(name_or_path: &str) -> Result<Mapping, Refused> {
    let shipped = SHIPPED.iter().find(|(name, _)| *name == name_or_path);
    let text = match shipped {
        Some((_, text)) => (*text).to_owned(),
        None => std::fs::read_to_string(Path::new(name_or_path)).map_err(|error| {
            let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
            Refused(format!(
                "mapping {name_or_path}: {error}; shipped are {}",
                names.join(", ")
            ))
        })?,
    };
    read(&text).map_err(|Refused(why)| Refused(format!("mapping {name_or_path}: {why}")))
}

/// Reads a mapping and checks what its types cannot say.
///
/// # Errors
/// With the place of the fault.
pub fn read(text: &str) -> Result<Mapping, Refused> {
    let mapping: Mapping = yaml_serde::from_str(text).map_err(Refused::because)?;
    for (word, standing) in &mapping.status.values {
        let is_answered = matches!(standing.state, State::Responded | State::Closed);
        let is_known = is_answered
            || matches!(
                standing.state,
                State::Registered | State::Assigned | State::Archived | State::Withdrawn
            );
        if !is_known {
            return Err(Refused(format!(
                "status {word}: an import cannot put a case in {}",
                standing.state
            )));
        }
        if is_answered && standing.outcome.is_none() {
            return Err(Refused(format!(
                "status {word}: an answered case has an outcome"
            )));
        }
    }
    if !mapping.separator.is_ascii() {
        return Err(Refused("the separator is one ASCII sign".to_owned()));
    }
    Ok(mapping)
}

/// A shipped list of districts.
///
/// # Errors
/// When none has this name.
pub fn district_list(name: &str) -> Result<DistrictList, Refused> {
    let found = DISTRICT_LISTS.iter().find(|(known, _)| *known == name);
    let (_, text) = found.ok_or_else(|| Refused(format!("no district list is called {name}")))?;
    yaml_serde::from_str(text).map_err(Refused::because)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_mapping_and_its_district_list_reads() {
        for (name, _) in SHIPPED {
            let mapping = load(name).unwrap();
            if let Some(list) = mapping.district.and_then(|district| district.list) {
                district_list(&list).unwrap();
            }
        }
    }

    #[test]
    fn an_answered_status_without_an_outcome_is_refused() {
        let text = SHIPPED[0]
            .1
            .replace("{state: closed, outcome: done}", "{state: closed}");
        assert!(read(&text).unwrap_err().0.contains("has an outcome"));
    }

    #[test]
    fn a_mapping_can_only_name_states_that_an_import_can_reach() {
        let text = SHIPPED[0]
            .1
            .replace("{state: assigned}", "{state: in_review}");
        assert!(read(&text).unwrap_err().0.contains("in_review"));
    }
}
