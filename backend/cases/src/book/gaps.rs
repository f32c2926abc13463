//! Sheets that nobody entered: every number of the book is accounted for (PE-01; anchors check 30).

/// Most missing numbers that one answer names; more are a typing error, or a book that was never entered.
pub const MOST: usize = 500;

/// The numbers inside of gaps, each given by its first and last, no more than [`MOST`].
pub fn numbers(gaps: &[(i32, i32)]) -> Vec<i32> {
    gaps.iter()
        .flat_map(|(first, last)| *first..=*last)
        .take(MOST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_names_each_number_in_it() {
        assert_eq!(numbers(&[(103, 103), (105, 107)]), [103, 105, 106, 107]);
    }

    #[test]
    fn a_gap_of_millions_does_not_fill_the_answer() {
        assert_eq!(numbers(&[(2, 9_999_998)]).len(), MOST);
    }
}
