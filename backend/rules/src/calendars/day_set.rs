//! A set of days as a bitmap: one look-up is a shift and a mask.

use chrono::NaiveDate;

/// Days of whole years, each in or out.
#[derive(Debug)]
pub(super) struct DaySet {
    first: NaiveDate,
    count: usize,
    words: Vec<u64>,
}

impl DaySet {
    /// All days from 1 January of `first` to 31 December of `last`, asked one by one.
    pub(super) fn of_years(first: i32, last: i32, is_in: impl Fn(NaiveDate) -> bool) -> Self {
        let first = NaiveDate::from_ymd_opt(first, 1, 1).unwrap_or_default();
        let end = NaiveDate::from_ymd_opt(last + 1, 1, 1).unwrap_or_default();
        let mut set = Self {
            first,
            count: 0,
            words: Vec::new(),
        };
        for day in first.iter_days().take_while(|day| *day < end) {
            if set.count.is_multiple_of(64) {
                set.words.push(0);
            }
            if let Some(word) = set.words.last_mut() {
                *word |= u64::from(is_in(day)) << (set.count % 64);
            }
            set.count += 1;
        }
        set
    }

    /// Whether the day is in; `None` outside the years.
    pub(super) fn contains(&self, date: NaiveDate) -> Option<bool> {
        let place = usize::try_from((date - self.first).num_days()).ok()?;
        if place >= self.count {
            return None;
        }
        self.words
            .get(place / 64)
            .map(|word| word >> (place % 64) & 1 == 1)
    }

    /// FNV-1a over the bitmap: the same on every machine and in every version of the program.
    pub(super) fn digest(&self) -> u64 {
        let bytes = self.words.iter().flat_map(|word| word.to_le_bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
            (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    }
}
