//! The words of the field, one spelling in every layer (domain 7.1 to 7.3).
//!
//! Each list is a closed set: the same words stand in the database constraints, in the contract and in the packs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A word that is not in the list it was read for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord(pub String);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown word {:?}", self.0)
    }
}

impl std::error::Error for UnknownWord {}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:tt,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        pub enum $name { $($(#[$word_doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every word of the list, in its natural order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as it is stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.as_str()) }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err(UnknownWord(word.to_owned())) }
            }
        }
    };
}

words! {
    /// What a person wants of the public body.
    Kind {
        /// About a service received (Peru, DS 007-2020-PCM art. 3).
        Complaint = "complaint",
        /// Something of the catalogue to be done.
        ServiceRequest = "service_request",
        /// A question, often answered on first contact.
        Query = "query",
        Suggestion = "suggestion",
        Praise = "praise",
        /// A report of wrongdoing; protected.
        Denunciation = "denunciation",
        /// Access to public information (FOI), with its own clock and appeals.
        InformationRequest = "information_request",
        /// Brazil: Simplifique!
        Simplification = "simplification",
    }
}

words! {
    /// Where a case stands in the procedure (domain 7.2). Outcome, holder and clocks are separate facts.
    State {
        Draft = "draft",
        Registered = "registered",
        InTriage = "in_triage",
        AwaitingCorrection = "awaiting_correction",
        Assigned = "assigned",
        InProgress = "in_progress",
        AwaitingInternal = "awaiting_internal",
        Suspended = "suspended",
        ResponseDrafted = "response_drafted",
        InReview = "in_review",
        Responded = "responded",
        Notified = "notified",
        Closed = "closed",
        Transferred = "transferred",
        Withdrawn = "withdrawn",
        Archived = "archived",
        Merged = "merged",
    }
}

words! {
    /// What came of a case.
    Outcome {
        Accepted = "accepted",
        PartiallyAccepted = "partially_accepted",
        Denied = "denied",
        Done = "done",
        NotDone = "not_done",
        Informed = "informed",
        NotOurs = "not_ours",
        Unfounded = "unfounded",
        Withdrawn = "withdrawn",
        Duplicate = "duplicate",
    }
}

words! {
    /// How a case came in.
    Channel {
        Web = "web",
        App = "app",
        Phone = "phone",
        Desk = "desk",
        Email = "email",
        Post = "post",
        Paper = "paper",
        Whatsapp = "whatsapp",
        Sms = "sms",
        Kiosk = "kiosk",
        Api = "api",
        Social = "social",
        Internal = "internal",
        /// Imported without a channel.
        Unknown = "unknown",
    }
}

words! {
    /// Roles of staff (reliability part 3).
    Role {
        Operator = "operator",
        Officer = "officer",
        Supervisor = "supervisor",
        Lead = "lead",
        Administrator = "administrator",
        Auditor = "auditor",
        Oversight = "oversight",
    }
}

words! {
    /// Languages of the interface and of messages.
    Language {
        Spanish = "es",
        Portuguese = "pt-BR",
        English = "en",
    }
}

words! {
    /// How urgently a case is worked on; orthogonal to its clocks.
    Priority {
        Normal = "normal",
        High = "high",
        Urgent = "urgent",
    }
}

words! {
    /// Did the answer solve it, in the eyes of the person?
    Solved {
        Yes = "yes",
        Partly = "partly",
        No = "no",
    }
}

words! {
    /// Why a person rated as they did; at most three.
    RatingReason {
        ClearAnswer = "clear_answer",
        KindAttention = "kind_attention",
        Quick = "quick",
        Late = "late",
        UnclearAnswer = "unclear_answer",
        NotSolved = "not_solved",
        UnkindAttention = "unkind_attention",
        HardToUse = "hard_to_use",
    }
}

words! {
    /// Who filed.
    FilerType {
        Natural = "natural",
        Legal = "legal",
        Anonymous = "anonymous",
        /// Imported without a filer.
        Unknown = "unknown",
    }
}

words! {
    /// Identity documents; none is ever needed to file.
    DocumentType {
        Dni = "dni",
        Ce = "ce",
        Passport = "passport",
        Rut = "rut",
        Ruc = "ruc",
        Cpf = "cpf",
        Cnpj = "cnpj",
        Other = "other",
        None = "none",
    }
}

words! {
    /// How the person wants to hear of news.
    Notices {
        /// By e-mail; the case page shows it as well.
        Email = "email",
        /// By text message; the case page shows it as well.
        Sms = "sms",
        /// Only on the case page.
        Page = "page",
        /// The answer comes to the postal address (Peru DS 007 art. 17.1).
        Address = "address",
        /// The answer is picked up at the office (Peru DS 007 art. 17.3).
        Desk = "desk",
        /// Nobody to tell: imported cases.
        None = "none",
    }
}

words! {
    /// How staff hand an answer over.
    HandOver {
        /// Brought to the postal address.
        Address = "address",
        /// Picked up at the office.
        Desk = "desk",
    }
}

words! {
    /// What came of handing an answer over.
    HandedOver {
        /// Somebody took it.
        Delivered = "delivered",
        /// Nobody was there, or the address was wrong; a visit is made once (Peru DS 007 art. 17.2).
        Failed = "failed",
    }
}

impl Priority {
    /// The number stored in `cases.priority`: 0, 1 or 2.
    pub const fn rank(self) -> i16 {
        match self {
            Self::Normal => 0,
            Self::High => 1,
            Self::Urgent => 2,
        }
    }

    /// The word for a stored rank; unknown ranks read as normal.
    pub const fn of_rank(rank: i16) -> Self {
        match rank {
            1 => Self::High,
            2 => Self::Urgent,
            _ => Self::Normal,
        }
    }
}
