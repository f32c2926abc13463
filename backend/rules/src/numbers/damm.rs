//! The Damm check digit: catches every single wrong digit and every swap of neighbours.
//!
//! Source: H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004; the table of order 10.

const TABLE: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The check digit of these decimal digits (each 0..=9).
///
/// A whole number, check digit included, is right when its own check digit is 0.
pub(super) fn check_digit(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |interim, digit| {
        let row = TABLE.get(usize::from(interim));
        row.and_then(|row| row.get(usize::from(*digit)))
            .copied()
            .unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, check_digit};

    #[test]
    fn published_example() {
        assert_eq!(check_digit(&[5, 7, 2]), 4);
        assert_eq!(check_digit(&[5, 7, 2, 4]), 0);
    }

    /// The two properties, for all states and digits: this is the whole proof, not a sample.
    #[test]
    fn table_is_a_totally_anti_symmetric_quasigroup() {
        for c in 0..10 {
            assert_eq!(TABLE[c][c], 0, "a right digit leads to 0");
            for x in 0..10 {
                for y in 0..10 {
                    if x != y {
                        assert_ne!(TABLE[c][x], TABLE[c][y], "a wrong digit must show");
                        let (one, other) = (usize::from(TABLE[c][x]), usize::from(TABLE[c][y]));
                        assert_ne!(TABLE[one][y], TABLE[other][x], "a swap must show");
                    }
                }
            }
        }
    }
}
