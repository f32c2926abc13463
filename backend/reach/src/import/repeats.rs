//! Rows of sources without a number: an identity made of their content, and a count of rows that say the same.
//!
//! Memory stays bounded on files of any length: equal rows have the same day, so only the days seen last are kept.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use csv::StringRecord;
use sha2::{Digest, Sha256};

/// Days kept at a time; files in the order of time need one or two.
const DAYS: usize = 400;

/// First half of a SHA-256: enough to tell billions of rows apart.
type Print = [u8; 16];

/// Seen rows by day.
#[derive(Debug, Default)]
pub struct Repeats {
    days: BTreeMap<NaiveDate, Day>,
    closed: HashSet<NaiveDate>,
    turn: u64,
}

#[derive(Debug, Default)]
struct Day {
    touched: u64,
    exact: HashMap<Print, u32>,
    similar: HashSet<Print>,
}

/// What a row is among those before it.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    /// Identity: digest of the row and its occurrence, such as `6f…-1`.
    pub id: String,
    /// 1 for the first row that reads so.
    pub occurrence: u32,
    /// An earlier row, not equal to this one, has the same values in the columns of likeness.
    pub is_similar: bool,
}

impl Repeats {
    /// Takes a row in; `None` when its day was closed long ago, so that nothing sure can be said of it.
    pub fn see(&mut self, on: NaiveDate, row: &StringRecord, similar: &[usize]) -> Option<Seen> {
        if self.closed.contains(&on) {
            return None;
        }
        self.turn += 1;
        let day = self.days.entry(on).or_default();
        day.touched = self.turn;
        let print = print_of(row.iter());
        let occurrence = day
            .exact
            .entry(print)
            .and_modify(|seen| *seen += 1)
            .or_insert(1);
        let occurrence = *occurrence;
        let is_similar = !similar.is_empty() && {
            let likeness = print_of(similar.iter().map(|at| row.get(*at).unwrap_or_default()));
            !day.similar.insert(likeness) && occurrence == 1
        };
        self.close_old();
        Some(Seen {
            id: format!("{}-{occurrence}", hex(&print)),
            occurrence,
            is_similar,
        })
    }

    fn close_old(&mut self) {
        if self.days.len() <= DAYS {
            return;
        }
        let oldest = self
            .days
            .iter()
            .min_by_key(|(_, day)| day.touched)
            .map(|(on, _)| *on);
        if let Some(on) = oldest {
            self.days.remove(&on);
            self.closed.insert(on);
        }
    }
}

fn print_of<'a>(fields: impl Iterator<Item = &'a str>) -> Print {
    let mut hash = Sha256::new();
    for field in fields {
        hash.update(field.as_bytes());
        // A sign that no field holds: two fields never read like one.
        hash.update([0x1f]);
    }
    let mut print = Print::default();
    for (out, byte) in print.iter_mut().zip(hash.finalize()) {
        *out = byte;
    }
    print
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| {
        DIGITS
            .get(usize::from(value))
            .copied()
            .map_or('0', char::from)
    };
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(fields: &[&str]) -> StringRecord {
        StringRecord::from(fields.to_vec())
    }

    fn day(number: i32) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(735_000 + number).unwrap()
    }

    #[test]
    fn equal_rows_are_counted_and_get_numbers_of_their_own() {
        let mut repeats = Repeats::default();
        let first = repeats.see(day(0), &row(&["a", "b"]), &[]).unwrap();
        let second = repeats.see(day(0), &row(&["a", "b"]), &[]).unwrap();
        assert_eq!((first.occurrence, second.occurrence), (1, 2));
        assert_eq!(first.id.replace("-1", "-2"), second.id);
        assert_ne!(
            repeats.see(day(0), &row(&["ab", ""]), &[]).unwrap().id,
            first.id
        );
    }

    #[test]
    fn the_same_file_gives_the_same_identities() {
        let read = || Repeats::default().see(day(0), &row(&["a"]), &[]).unwrap();
        assert_eq!(read(), read());
    }

    #[test]
    fn rows_alike_in_some_columns_are_told() {
        let mut repeats = Repeats::default();
        assert!(
            !repeats
                .see(day(0), &row(&["a", "1"]), &[0])
                .unwrap()
                .is_similar
        );
        assert!(
            repeats
                .see(day(0), &row(&["a", "2"]), &[0])
                .unwrap()
                .is_similar
        );
    }

    #[test]
    fn a_day_that_comes_back_after_hundreds_of_others_is_not_guessed_at() {
        let mut repeats = Repeats::default();
        for number in 0..=400 {
            repeats.see(day(number), &row(&["a"]), &[]).unwrap();
        }
        assert!(repeats.see(day(0), &row(&["a"]), &[]).is_none());
        assert!(repeats.see(day(400), &row(&["a"]), &[]).is_some());
    }
}
