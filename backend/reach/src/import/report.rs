//! What an import did, in figures: nothing is dropped or changed without a line here.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::districts::DistrictCounts;

/// Line numbers named for each reason; all of them are in the file of rejected rows.
const LINES_NAMED: usize = 10;
/// Unknown spellings named; the rest is counted.
const SPELLINGS_NAMED: usize = 15;

/// The report of one import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows of the file that were looked at.
    pub read: u64,
    /// Cases stored by this run.
    pub stored: u64,
    /// Rows whose case was stored by an earlier run.
    pub already_there: u64,
    /// Rows left out because an earlier row of the file is equal in every field.
    pub repeats_left_out: u64,
    /// Rows that could not become a case.
    pub rejected: BTreeMap<String, Rejected>,
    /// Decisions taken about odd rows, with how many rows they were taken for.
    pub quirks: BTreeMap<&'static str, u64>,
    pub districts: DistrictCounts,
    pub new_services: u64,
    pub new_units: u64,
    pub took: Duration,
}

/// Rows rejected for one reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rejected {
    pub rows: u64,
    /// The first lines.
    pub lines: Vec<u64>,
}

impl Report {
    /// Counts a decision.
    pub fn quirk(&mut self, what: &'static str) {
        *self.quirks.entry(what).or_default() += 1;
    }

    /// Counts a rejected row.
    pub fn reject(&mut self, reason: &str, line: u64) {
        let rejected = self.rejected.entry(reason.to_owned()).or_default();
        rejected.rows += 1;
        if rejected.lines.len() < LINES_NAMED {
            rejected.lines.push(line);
        }
    }

    /// Rows rejected, for whatever reason.
    pub fn rejected_rows(&self) -> u64 {
        self.rejected.values().map(|rejected| rejected.rows).sum()
    }

    /// Rows of which nothing is known to have become: always 0, and a test says so.
    pub fn unaccounted(&self) -> u64 {
        self.read.abs_diff(
            self.stored + self.already_there + self.repeats_left_out + self.rejected_rows(),
        )
    }

    /// Rows stored a second.
    pub fn speed(&self) -> u64 {
        let micros = u64::try_from(self.took.as_micros())
            .unwrap_or(u64::MAX)
            .max(1);
        self.stored.saturating_mul(1_000_000) / micros
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "rows read           {:>10}", self.read)?;
        writeln!(f, "cases stored        {:>10}", self.stored)?;
        writeln!(f, "already there       {:>10}", self.already_there)?;
        writeln!(f, "repeats left out    {:>10}", self.repeats_left_out)?;
        writeln!(f, "rejected            {:>10}", self.rejected_rows())?;
        for (reason, rejected) in &self.rejected {
            let lines: Vec<String> = rejected.lines.iter().map(u64::to_string).collect();
            writeln!(
                f,
                "  {:>8}  {reason} (lines {} …)",
                rejected.rows,
                lines.join(", ")
            )?;
        }
        writeln!(f, "new services        {:>10}", self.new_services)?;
        writeln!(f, "new units           {:>10}", self.new_units)?;
        if !self.quirks.is_empty() {
            writeln!(f, "decisions about odd rows")?;
        }
        for (what, rows) in &self.quirks {
            writeln!(f, "  {rows:>8}  {what}")?;
        }
        self.districts.fmt(f)?;
        write!(
            f,
            "took {:.1} s, {} cases a second",
            self.took.as_secs_f64(),
            self.speed()
        )
    }
}

impl fmt::Display for DistrictCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rows.is_empty() {
            return Ok(());
        }
        writeln!(f, "districts")?;
        for (found, rows) in &self.rows {
            writeln!(f, "  {rows:>8}  {found}")?;
        }
        writeln!(
            f,
            "  {} spellings learned, {} unmapped",
            self.learned.len(),
            self.unmapped.len()
        )?;
        let mut unmapped: Vec<(&String, &u64)> = self.unmapped.iter().collect();
        unmapped.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (spelling, rows) in unmapped.into_iter().take(SPELLINGS_NAMED) {
            writeln!(f, "  {rows:>8}  unmapped: {spelling}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_accounted_for_and_named() {
        let mut report = Report {
            read: 4,
            stored: 1,
            already_there: 1,
            repeats_left_out: 1,
            ..Report::default()
        };
        assert_eq!(report.unaccounted(), 1);
        report.reject("no such status", 7);
        report.quirk("closed before it was opened");

        assert_eq!(report.unaccounted(), 0);
        let page = report.to_string();
        assert!(page.contains("no such status (lines 7 …)"), "{page}");
        assert!(page.contains("1  closed before it was opened"), "{page}");
    }
}
