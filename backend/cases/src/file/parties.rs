//! The people of a case besides the one who files: who speaks for them, whom it happened to, whom to ask (PE-90).

use hilo_platform::problem::FieldError;
use hilo_rules::packs::Minors;
use hilo_rules::vocabulary::FilerType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::filing::{Document, Filer};

/// Under this age a case is kept confidential, whoever files it: eighteen in the laws of all shipped countries.
const OF_AGE: i16 = 18;

/// People of a case besides the filer; each is optional, and none needs a document.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Parties {
    /// Who acts for the filer, with a power or by law.
    #[serde(default)]
    #[validate(nested)]
    pub representative: Option<Party>,
    /// Mother, father or guardian of a minor.
    #[serde(default)]
    #[validate(nested)]
    pub guardian: Option<Party>,
    /// Whom it happened to, where that is somebody else.
    #[serde(default)]
    #[validate(nested)]
    pub affected: Option<Party>,
    /// Whom to ask, for a firm or a group.
    #[serde(default)]
    #[validate(nested)]
    pub contact: Option<Party>,
}

/// Somebody of a case besides the filer.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Name as the person writes it.
    #[validate(length(min = 1, max = 200))]
    #[schema(example = "María Quispe")]
    pub name: String,
    /// Identity document; never needed.
    #[serde(default)]
    #[validate(nested)]
    pub document: Option<Document>,
    /// Where to write.
    #[serde(default)]
    #[validate(email, length(max = 254))]
    pub email: Option<String>,
    /// Where to call.
    #[serde(default)]
    #[validate(length(min = 3, max = 40))]
    pub phone: Option<String>,
    /// What they are to the filer.
    #[serde(default)]
    #[validate(length(min = 1, max = 120))]
    #[schema(example = "mother")]
    pub relation: Option<String>,
}

/// One row of `parties`, as `file.sql` takes it.
#[derive(Debug, Serialize)]
pub(super) struct PartyColumns<'a> {
    id: Uuid,
    role: &'static str,
    name: &'a str,
    document_type: Option<&'static str>,
    document_number: Option<&'a str>,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    relation: Option<&'a str>,
}

impl Parties {
    /// Everybody with their role.
    fn all(&self) -> impl Iterator<Item = (&'static str, &Party)> {
        [
            ("representative", &self.representative),
            ("guardian", &self.guardian),
            ("affected", &self.affected),
            ("contact", &self.contact),
        ]
        .into_iter()
        .filter_map(|(role, party)| Some((role, party.as_ref()?)))
    }

    /// The rows to be written.
    pub(super) fn columns(&self) -> Vec<PartyColumns<'_>> {
        self.all()
            .map(|(role, party)| {
                let document = party.document.as_ref();
                PartyColumns {
                    id: Uuid::now_v7(),
                    role,
                    name: &party.name,
                    document_type: document.map(|document| document.document_type.as_str()),
                    document_number: document.and_then(|document| document.number.as_deref()),
                    email: party.email.as_deref(),
                    phone: party.phone.as_deref(),
                    relation: party.relation.as_deref(),
                }
            })
            .collect()
    }

    /// Names that are blank, and people who would lead back to an anonymous person. Whom it happened to may be named.
    pub(super) fn misfits(&self, filer: &Filer, errors: &mut Vec<FieldError>) {
        for (role, party) in self.all() {
            if !party.name.is_empty() && party.name.trim().is_empty() {
                errors.push(FieldError::new(format!("/parties/{role}/name"), "required"));
            }
            if filer.filer_type == FilerType::Anonymous && role != "affected" {
                errors.push(FieldError::new(
                    format!("/parties/{role}"),
                    "anonymous-leaves-no-trace",
                ));
            }
        }
    }
}

/// A child names who speaks for them, in regimes that ask for it. Nobody gives up anonymity for it.
pub(super) fn guardian_is_missing(
    filer: &Filer,
    parties: Option<&Parties>,
    minors: Option<&Minors>,
) -> bool {
    let is_child = filer
        .age
        .zip(minors)
        .is_some_and(|(age, minors)| age < i16::from(minors.alone_from));
    let has_guardian = parties.is_some_and(|parties| parties.guardian.is_some());
    is_child && !has_guardian && filer.filer_type != FilerType::Anonymous
}

/// A case of somebody under age is confidential from the first moment (anchors check 4).
pub(super) fn is_minor(filer: &Filer) -> bool {
    filer.age.is_some_and(|age| age < OF_AGE)
}
