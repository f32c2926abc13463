//! The case number: `EEEE-YYNNN-NNNNC`, digits only, so that it can be spoken and typed on a
//! telephone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::damm::check_digit;
use super::is_separator;

/// Digits of a case number, check digit included.
const LENGTH: usize = 14;

/// Number of a public body, 1 to 9999; shown with four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntityNumber(u16);

impl EntityNumber {
    /// Refuses 0 and anything above 9999 with [`CaseNumberProblem::OutOfRange`].
    pub fn new(number: u16) -> Result<Self, CaseNumberProblem> {
        match number {
            1..=9999 => Ok(Self(number)),
            _ => Err(CaseNumberProblem::OutOfRange),
        }
    }

    /// The plain number, 1 to 9999.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for EntityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl FromStr for EntityNumber {
    type Err = CaseNumberProblem;

    /// Exactly four digits, as printed.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CaseNumberProblem::NotDigits);
        }
        if text.len() != 4 {
            return Err(CaseNumberProblem::Length { found: text.len() });
        }
        text.parse()
            .map_err(|_| CaseNumberProblem::NotDigits)
            .and_then(Self::new)
    }
}

/// Public number of a case: who has it, the year of filing, the gapless correlative of that entity
/// and year.
///
/// Ordered by entity, then year, then correlative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNumber {
    entity: EntityNumber,
    year: u16,
    correlative: u32,
}

impl CaseNumber {
    /// Year 2000 to 2099, correlative 1 to 9,999,999; else [`CaseNumberProblem::OutOfRange`].
    pub fn new(
        entity: EntityNumber,
        year: u16,
        correlative: u32,
    ) -> Result<Self, CaseNumberProblem> {
        match (year, correlative) {
            (2000..=2099, 1..=9_999_999) => Ok(Self {
                entity,
                year,
                correlative,
            }),
            _ => Err(CaseNumberProblem::OutOfRange),
        }
    }

    /// The public body that holds the case for ever.
    pub fn entity(self) -> EntityNumber {
        self.entity
    }

    /// Four-digit year of filing, in the zone of the entity.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Place in the gapless series of that entity and year, from 1.
    pub fn correlative(self) -> u32 {
        self.correlative
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year.saturating_sub(2000);
        let (head, tail) = (self.correlative / 10_000, self.correlative % 10_000);
        let body = format!("{}{year:02}{head:03}{tail:04}", self.entity);
        let digits: Vec<u8> = body.bytes().map(|byte| byte.saturating_sub(b'0')).collect();
        write!(
            f,
            "{}-{year:02}{head:03}-{tail:04}{}",
            self.entity,
            check_digit(&digits)
        )
    }
}

impl FromStr for CaseNumber {
    type Err = CaseNumberProblem;

    /// Reads a number with or without dashes and blanks, wherever they stand.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = digits_of(text)?;
        if digits.len() != LENGTH {
            return Err(CaseNumberProblem::Length {
                found: digits.len(),
            });
        }
        if check_digit(&digits) != 0 {
            return Err(CaseNumberProblem::Check);
        }
        let part = |from: usize, count: usize| -> u32 {
            let part = digits.iter().skip(from).take(count);
            part.fold(0, |sum, digit| sum * 10 + u32::from(*digit))
        };
        let small = |value: u32| u16::try_from(value).map_err(|_| CaseNumberProblem::OutOfRange);
        Self::new(
            EntityNumber::new(small(part(0, 4))?)?,
            2000 + small(part(4, 2))?,
            part(6, 7),
        )
    }
}

fn digits_of(text: &str) -> Result<Vec<u8>, CaseNumberProblem> {
    let signs = text.chars().filter(|sign| !is_separator(*sign));
    let digit = |sign: char| sign.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    signs
        .map(|sign| digit(sign).ok_or(CaseNumberProblem::NotDigits))
        .collect()
}

/// Why a text is no case number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseNumberProblem {
    /// Something else than digits, dashes and blanks.
    NotDigits,
    /// Not 14 digits (4 for an entity); most often the person left one out.
    Length { found: usize },
    /// The check digit disagrees: a digit is wrong or two neighbours are swapped.
    Check,
    /// Entity 0, correlative 0, or a year outside 2000 to 2099.
    OutOfRange,
}

impl fmt::Display for CaseNumberProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDigits => write!(f, "a number has only digits, dashes and blanks"),
            Self::Length { found } => write!(f, "wrong count of digits: {found}"),
            Self::Check => write!(
                f,
                "the check digit disagrees: one digit is wrong or swapped"
            ),
            Self::OutOfRange => write!(f, "entity, year or correlative is out of range"),
        }
    }
}

impl std::error::Error for CaseNumberProblem {}

impl TryFrom<String> for CaseNumber {
    type Error = CaseNumberProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for EntityNumber {
    type Error = CaseNumberProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<EntityNumber> for String {
    fn from(number: EntityNumber) -> Self {
        number.to_string()
    }
}
