//! What a catalogue import did.

use std::collections::BTreeMap;
use std::fmt;

/// The report of one import of a catalogue, of units or of entities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CatalogueReport {
    /// Records of the file.
    pub read: u64,
    pub created: u64,
    /// Services whose text changed: a new version.
    pub changed: u64,
    /// There already, and the same.
    pub unchanged: u64,
    /// Records left out, by reason.
    pub left_out: BTreeMap<&'static str, u64>,
    pub new_units: u64,
    pub terms_read: u64,
    /// Texts that do not plainly say a term, with how often they occur.
    pub terms_left: BTreeMap<String, u64>,
    /// Decisions taken about odd records.
    pub quirks: BTreeMap<&'static str, u64>,
}

impl CatalogueReport {
    /// Counts a decision.
    pub fn quirk(&mut self, what: &'static str) {
        *self.quirks.entry(what).or_default() += 1;
    }

    /// Counts a record that is left out.
    pub fn leave_out(&mut self, why: &'static str) {
        *self.left_out.entry(why).or_default() += 1;
    }

    /// Records of which nothing is known to have become: always 0, and a test says so.
    pub fn unaccounted(&self) -> u64 {
        let left_out: u64 = self.left_out.values().sum();
        self.read
            .abs_diff(self.created + self.changed + self.unchanged + left_out)
    }
}

impl fmt::Display for CatalogueReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "records read        {:>10}", self.read)?;
        writeln!(f, "created             {:>10}", self.created)?;
        writeln!(f, "changed             {:>10}", self.changed)?;
        writeln!(f, "unchanged           {:>10}", self.unchanged)?;
        writeln!(f, "new units           {:>10}", self.new_units)?;
        for (why, records) in &self.left_out {
            writeln!(f, "  {records:>8}  left out: {why}")?;
        }
        for (what, records) in &self.quirks {
            writeln!(f, "  {records:>8}  {what}")?;
        }
        let left: u64 = self.terms_left.values().sum();
        write!(f, "terms read {}, left as text {left}", self.terms_read)?;
        for (text, times) in &self.terms_left {
            let start: String = text.chars().take(80).collect();
            write!(f, "\n  {times:>8}  {start}")?;
        }
        Ok(())
    }
}
