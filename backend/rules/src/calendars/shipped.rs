//! The layers that come with the program: three countries, some regions and cities, each day with
//! its law.
//!
//! Checked day by day for 2019 to 2030; outside these years only the standing rules are known.

use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

use super::calendar::Calendar;
use super::layer::Layer;

/// Version of the tables; goes up with every change of a day. Part of [`Calendar::version`].
pub const DATA_VERSION: &str = "2026.1";

static LAYERS: LazyLock<Result<Vec<Layer>, ShippedProblem>> = LazyLock::new(|| {
    let files = [
        include_str!("data/pe.yaml"),
        include_str!("data/cl.yaml"),
        include_str!("data/br.yaml"),
    ];
    let mut layers = Vec::new();
    for file in files {
        layers.extend(read(file)?);
    }
    Ok(layers)
});

/// All layers that come with the program, countries before what lies on them.
pub fn layers() -> Result<&'static [Layer], ShippedProblem> {
    LAYERS.as_deref().map_err(Clone::clone)
}

/// The calendar of these layers and of everything they lie on, each once.
///
/// `["BR-SP-SAO-PAULO", "BR-OPTIONAL"]` brings country, state, city and the optional days.
pub fn calendar(codes: &[&str]) -> Result<Calendar, ShippedProblem> {
    let mut chain = Vec::new();
    for code in codes {
        chain.extend(with_parents(code)?);
    }
    let mut seen = HashSet::new();
    chain.retain(|layer| seen.insert(layer.code.as_str()));
    chain.sort_by_key(|layer| layer.level);
    Ok(Calendar::compose(chain))
}

/// A layer and what it lies on, the country first.
pub fn with_parents(code: &str) -> Result<Vec<&'static Layer>, ShippedProblem> {
    let layers = layers()?;
    let mut chain = Vec::new();
    let mut wanted = Some(code);
    while let Some(code) = wanted {
        let layer = layers.iter().find(|layer| layer.code == code);
        let layer = layer.ok_or_else(|| ShippedProblem::UnknownLayer(code.to_owned()))?;
        if chain.len() > layers.len() {
            return Err(ShippedProblem::Unreadable(format!("{code} lies on itself")));
        }
        wanted = layer.parent.as_deref();
        chain.push(layer);
    }
    chain.reverse();
    Ok(chain)
}

fn read(file: &str) -> Result<Vec<Layer>, ShippedProblem> {
    let unreadable = |error: yaml_serde::Error| ShippedProblem::Unreadable(error.to_string());
    let mut value: yaml_serde::Value = yaml_serde::from_str(file).map_err(unreadable)?;
    value.apply_merge().map_err(unreadable)?;
    yaml_serde::from_value(value).map_err(unreadable)
}

/// Why a shipped calendar cannot be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShippedProblem {
    /// No layer has this code.
    UnknownLayer(String),
    /// A table is not well written; a test keeps this from ever being released.
    Unreadable(String),
}

impl fmt::Display for ShippedProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownLayer(code) => write!(f, "no calendar layer is called '{code}'"),
            Self::Unreadable(reason) => write!(f, "a calendar table cannot be read: {reason}"),
        }
    }
}

impl std::error::Error for ShippedProblem {}
