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
    use super::check_digit;

    #[test]
    fn published_example() {
        assert_eq!(check_digit(&[5, 7, 2]), 4);
        assert_eq!(check_digit(&[5, 7, 2, 4]), 0);
    }

    /// Every state is reached by one digit, so two more digits try the whole table: a proof, not a
    /// sample.
    #[test]
    fn every_slip_and_every_swap_shows() {
        for before in 0..10 {
            for one in 0..10 {
                assert_eq!(check_digit(&[before, one, check_digit(&[before, one])]), 0);
                for other in (0..10).filter(|other| *other != one) {
                    assert_ne!(
                        check_digit(&[before, one]),
                        check_digit(&[before, other]),
                        "a slip"
                    );
                    let (right, swapped) = ([before, one, other], [before, other, one]);
                    assert_ne!(check_digit(&right), check_digit(&swapped), "a swap");
                }
            }
        }
    }
}
