//! Who is asked.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationKind {
    /// Another unit, about facts.
    Unit,
    /// The unit of the legal adviser, for an opinion that may become a precedent.
    Legal,
    /// Somebody without an account, by a link that works once.
    Outside,
}

impl ConsultationKind {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Legal => "legal",
            Self::Outside => "outside",
        }
    }

    /// The kind of a stored word; the table knows no others.
    pub fn of_word(word: &str) -> Self {
        match word {
            "legal" => Self::Legal,
            "outside" => Self::Outside,
            _ => Self::Unit,
        }
    }
}
