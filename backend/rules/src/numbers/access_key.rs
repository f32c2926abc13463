//! The access key: 80 random bits as 16 Crockford base-32 characters. Shown once, stored hashed,
//! never logged.
//!
//! Source of the alphabet: Douglas Crockford, "Base 32" (no I, L, O, U).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::is_separator;

const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J',
    'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// Characters of a key.
const LENGTH: usize = 16;

/// The secret that opens one case.
///
/// Neither ordered nor comparable: keys are compared by their hash, in constant time, where they
/// are stored. `Debug` does not print the key; only `Display` and serde do.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccessKey([u8; 10]);

impl AccessKey {
    /// Makes a key of ten bytes; the caller takes them from a cryptographic source.
    pub fn from_random(bytes: [u8; 10]) -> Self {
        Self(bytes)
    }

    /// The ten bytes, for hashing.
    pub fn as_bytes(&self) -> &[u8; 10] {
        &self.0
    }
}

impl fmt::Display for AccessKey {
    /// `XXXX-XXXX-XXXX-XXXX`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self
            .0
            .iter()
            .fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        for place in 0..LENGTH {
            if place > 0 && place % 4 == 0 {
                write!(f, "-")?;
            }
            let five = bits >> (5 * (LENGTH - 1 - place)) & 31;
            let sign = usize::try_from(five)
                .ok()
                .and_then(|five| ALPHABET.get(five));
            write!(f, "{}", sign.ok_or(fmt::Error)?)?;
        }
        Ok(())
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessKey(…)")
    }
}

impl FromStr for AccessKey {
    type Err = AccessKeyProblem;

    /// Upper or lower case, with or without dashes and blanks; O reads as 0, I and L as 1; U is
    /// refused.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let signs = text.chars().filter(|sign| !is_separator(*sign));
        let fives = signs.map(five_bits).collect::<Result<Vec<u128>, _>>()?;
        if fives.len() != LENGTH {
            return Err(AccessKeyProblem::Length { found: fives.len() });
        }
        let bits = fives.iter().fold(0_u128, |bits, five| bits << 5 | five);
        let mut bytes = [0; 10];
        for (byte, source) in bytes.iter_mut().zip(bits.to_be_bytes().into_iter().skip(6)) {
            *byte = source;
        }
        Ok(Self(bytes))
    }
}

fn five_bits(sign: char) -> Result<u128, AccessKeyProblem> {
    let plain = match sign.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| *known == plain);
    place
        .and_then(|place| u128::try_from(place).ok())
        .ok_or(AccessKeyProblem::Sign)
}

/// Why a text is no access key. Never holds any part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessKeyProblem {
    /// A sign that no key has, U among them.
    Sign,
    /// Not 16 characters.
    Length { found: usize },
}

impl fmt::Display for AccessKeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sign => write!(f, "a sign that no key has"),
            Self::Length { found } => write!(f, "wrong count of characters: {found}"),
        }
    }
}

impl std::error::Error for AccessKeyProblem {}

impl TryFrom<String> for AccessKey {
    type Error = AccessKeyProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<AccessKey> for String {
    fn from(key: AccessKey) -> Self {
        key.to_string()
    }
}
