//! What a person sends to file a case, and whether it can be taken.
//!
//! A filing is never refused for a missing document, a missing e-mail or a language (PE-49, PE-62; Lei 13.460 art. 11):
//! only what makes it unreadable, or impossible to route or answer, stops it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use hilo_platform::problem::FieldError;
use hilo_rules::vocabulary::{Channel, DocumentType, FilerType, Kind, Language, Notices};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::parties::Parties;

/// A case to be filed.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitCase {
    /// Number of the public body, four digits.
    #[schema(example = "0001")]
    pub entity: String,
    /// What the person wants.
    pub kind: Kind,
    /// Service of the catalogue, when one is known.
    #[serde(default)]
    pub service: Option<Uuid>,
    /// What happened, in the person's own words and language.
    #[validate(length(min = 1, max = 10000), custom(function = "not_blank"))]
    #[schema(example = "The streetlight in front of the school has been out for two weeks.")]
    pub story: String,
    /// What the person asks for.
    #[serde(default)]
    #[validate(length(max = 2000))]
    pub wanted: Option<String>,
    /// Office where it happened, if it happened at one.
    #[serde(default)]
    pub office: Option<Uuid>,
    /// Where it happened.
    #[serde(default)]
    #[validate(nested)]
    pub place: Option<PlaceGiven>,
    /// The day it happened; not in the future.
    #[serde(default)]
    #[schema(example = "2026-11-20")]
    pub occurred_on: Option<NaiveDate>,
    /// Answers to the questions of the service, by question id.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub answers: BTreeMap<String, Value>,
    /// Language in which the person wants to be answered.
    pub language: Language,
    /// Who files.
    #[validate(nested)]
    pub filer: Filer,
    /// Other people of the case.
    #[serde(default)]
    #[validate(nested)]
    pub parties: Option<Parties>,
    /// Language of the story where it is none of the interface, as BCP 47, such as `qu`. Any is taken.
    #[serde(default)]
    #[validate(length(max = 35), custom(function = "is_language_tag"))]
    #[schema(example = "qu")]
    pub written_in: Option<String>,
    /// For staff who register on behalf: the incident that the case goes back to.
    #[serde(default)]
    pub incident: Option<Uuid>,
    /// How it came in: for staff who register on behalf. Keys have their own channel, the public page is always `web`.
    #[serde(default)]
    pub channel: Option<Channel>,
}

/// A place as the person describes it; every part is optional.
#[derive(Debug, Clone, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceGiven {
    /// Address or description.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(example = "Av. Grecia 8735, in front of the school")]
    pub text: Option<String>,
    /// District or neighbourhood.
    #[serde(default)]
    #[validate(length(max = 120))]
    pub district: Option<String>,
    /// WGS 84; comes together with the longitude.
    #[serde(default)]
    #[validate(range(min = -90.0, max = 90.0))]
    pub latitude: Option<f64>,
    /// WGS 84; comes together with the latitude.
    #[serde(default)]
    #[validate(range(min = -180.0, max = 180.0))]
    pub longitude: Option<f64>,
}

/// Who files. Anonymous people leave everything but `notices` empty.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filer {
    /// A natural or legal person, or nobody in particular.
    #[serde(rename = "type")]
    pub filer_type: FilerType,
    /// Name as the person writes it.
    #[serde(default)]
    #[validate(length(min = 1, max = 200))]
    pub name: Option<String>,
    /// Identity document; never needed.
    #[serde(default)]
    #[validate(nested)]
    pub document: Option<Document>,
    /// Where to write.
    #[serde(default)]
    #[validate(email, length(max = 254))]
    #[schema(example = "rosa@example.org")]
    pub email: Option<String>,
    /// Where to call.
    #[serde(default)]
    #[validate(length(min = 3, max = 40))]
    pub phone: Option<String>,
    /// Postal address.
    #[serde(default)]
    #[validate(length(max = 500))]
    pub address: Option<String>,
    /// Country the person writes from, as ISO 3166-1 alpha-2; telephone and address may be there (PE-36).
    #[serde(default)]
    #[validate(custom(function = "is_country"))]
    #[schema(example = "PE")]
    pub country: Option<String>,
    /// Age in years, where the person says it. Children name a guardian where the regime asks for one.
    #[serde(default)]
    #[validate(range(min = 0, max = 130))]
    pub age: Option<i16>,
    /// How the person wants to hear of news.
    pub notices: Notices,
}

/// An identity document.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Which document; `none` for people without one.
    #[serde(rename = "type")]
    pub document_type: DocumentType,
    /// Its number as printed.
    #[serde(default)]
    #[validate(length(min = 1, max = 40))]
    pub number: Option<String>,
}

fn not_blank(text: &str) -> Result<(), ValidationError> {
    // An empty text is told about by its length already.
    if !text.is_empty() && text.trim().is_empty() {
        Err(ValidationError::new("required"))
    } else {
        Ok(())
    }
}

fn is_country(code: &str) -> Result<(), ValidationError> {
    if code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(ValidationError::new("country"))
    }
}

/// RFC 5646 in its outline: parts of one to eight letters or digits. Which languages there are is not ours to say.
fn is_language_tag(tag: &str) -> Result<(), ValidationError> {
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_alphanumeric())
    };
    if tag.split('-').all(is_part) {
        Ok(())
    } else {
        Err(ValidationError::new("language-tag"))
    }
}

impl SubmitCase {
    /// What the types cannot say. `today` is the day in the zone of the entity.
    pub fn misfits(&self, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if let Some(place) = &self.place
            && place.latitude.is_some() != place.longitude.is_some()
        {
            errors.push(FieldError::new("/place/latitude", "pair"));
        }
        if self.occurred_on.is_some_and(|day| day > today) {
            errors.push(FieldError::new("/occurred_on", "future"));
        }
        self.filer.misfits(&mut errors);
        if let Some(parties) = &self.parties {
            parties.misfits(&self.filer, &mut errors);
        }
        errors
    }
}

impl Filer {
    fn misfits(&self, errors: &mut Vec<FieldError>) {
        match self.filer_type {
            FilerType::Anonymous => self.traces(errors),
            FilerType::Unknown => errors.push(FieldError::new("/filer/type", "choice")),
            FilerType::Natural | FilerType::Legal => {}
        }
        match self.notices {
            Notices::Email if self.email.is_none() => {
                errors.push(FieldError::new("/filer/email", "needs-email"))
            }
            Notices::Sms if self.phone.is_none() => {
                errors.push(FieldError::new("/filer/phone", "needs-phone"))
            }
            Notices::Address if self.address.is_none() => {
                errors.push(FieldError::new("/filer/address", "needs-address"))
            }
            Notices::None => errors.push(FieldError::new("/filer/notices", "choice")),
            Notices::Email | Notices::Sms | Notices::Page | Notices::Address | Notices::Desk => {}
        }
    }

    fn traces(&self, errors: &mut Vec<FieldError>) {
        let traces = [
            ("name", self.name.is_some()),
            (
                "document",
                self.document
                    .as_ref()
                    .is_some_and(|document| document.number.is_some()),
            ),
            ("email", self.email.is_some()),
            ("phone", self.phone.is_some()),
            ("address", self.address.is_some()),
        ];
        let left = traces.into_iter().filter(|(_, is_left)| *is_left);
        errors.extend(left.map(|(name, _)| {
            FieldError::new(format!("/filer/{name}"), "anonymous-leaves-no-trace")
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filing(filer: Value) -> SubmitCase {
        let body = serde_json::json!({
            "entity": "0001", "kind": "complaint", "story": "x", "language": "es", "filer": filer,
        });
        serde_json::from_value(body).unwrap()
    }

    fn codes(filing: &SubmitCase) -> Vec<(String, String)> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        filing
            .misfits(today)
            .into_iter()
            .map(|error| (error.pointer, error.code))
            .collect()
    }

    #[test]
    fn nobody_needs_a_document_a_name_or_an_address_to_file() {
        // PE-49; Lei 13.460 art. 10 and 11
        assert!(
            codes(&filing(
                serde_json::json!({"type": "natural", "notices": "page"})
            ))
            .is_empty()
        );
    }

    #[test]
    fn an_anonymous_person_leaves_no_trace() {
        let found = codes(&filing(
            serde_json::json!({"type": "anonymous", "email": "a@b.c", "notices": "page"}),
        ));
        assert_eq!(
            found,
            [(
                "/filer/email".to_owned(),
                "anonymous-leaves-no-trace".to_owned()
            )]
        );
    }

    #[test]
    fn notices_by_mail_need_an_address() {
        let found = codes(&filing(
            serde_json::json!({"type": "natural", "notices": "email"}),
        ));
        assert_eq!(
            found,
            [("/filer/email".to_owned(), "needs-email".to_owned())]
        );
    }
}
