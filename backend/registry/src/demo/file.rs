//! How the files of the demonstration are written.

use chrono::NaiveTime;
use hilo_platform::problem::{Answer, Problem};
use hilo_rules::vocabulary::{Kind, Language, Role};
use serde::Deserialize;

use crate::catalogue::PlaceNeed;
use crate::catalogue::question::Question;
use crate::entities::Level;
use crate::shapes::TermUnit;

const FILES: &[&str] = &[
    include_str!("pe.yaml"),
    include_str!("cl.yaml"),
    include_str!("br-rs.yaml"),
    include_str!("br-sp.yaml"),
];

/// A public body with everything it has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Stable, so that a second start finds it.
    pub key: String,
    pub name: String,
    pub short_name: String,
    pub level: Level,
    pub country: String,
    pub place: String,
    pub zone: String,
    pub language: Language,
    pub calendar_layers: Vec<String>,
    pub pack: String,
    /// Key of the body above it; stands before it in the file.
    #[serde(default)]
    pub parent: Option<String>,
    pub units: Vec<BodyUnit>,
    pub offices: Vec<BodyOffice>,
    pub staff: Vec<Person>,
    pub services: Vec<BodyService>,
}

/// A unit; `key` is what staff and services name it by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyUnit {
    pub key: String,
    pub name: String,
    pub functions: String,
    pub head: String,
    pub contact: String,
    #[serde(default)]
    pub is_desk: bool,
}

/// An office.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyOffice {
    pub name: String,
    pub address: String,
    #[serde(default)]
    pub cut_off: Option<NaiveTime>,
}

/// Somebody of the staff, with one role.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub role: Role,
    #[serde(default)]
    pub unit: Option<String>,
    pub name: String,
    pub email: String,
}

/// A service with its charter and form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyService {
    pub code: String,
    pub kind: Kind,
    pub theme: String,
    pub subject: String,
    pub name: String,
    pub summary: String,
    pub unit: String,
    #[serde(default)]
    pub term: Option<OwnTerm>,
    pub description: String,
    #[serde(default)]
    pub requirements: Option<String>,
    pub place: PlaceNeed,
    #[serde(default)]
    pub questions: Vec<Question>,
}

/// A term that the charter promises, stricter than the law.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTerm {
    pub length: u16,
    pub unit: TermUnit,
}

/// Every body of the files, in their order.
///
/// # Errors
/// Broken when a file is not well written, which a test rules out.
pub fn bodies() -> Answer<Vec<Body>> {
    let mut all = Vec::new();
    for file in FILES {
        let bodies: Vec<Body> = yaml_serde::from_str(file).map_err(Problem::broken)?;
        all.extend(bodies);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::str::FromStr;

    use chrono_tz::Tz;
    use hilo_rules::calendars::shipped;
    use hilo_rules::packs;

    use super::*;

    #[test]
    fn every_body_fits_the_rules_it_names() {
        let packs = packs::shipped().unwrap();
        for body in bodies().unwrap() {
            let pack = packs
                .iter()
                .find(|pack| pack.name == body.pack)
                .expect(&body.pack);
            assert!(Tz::from_str(&body.zone).is_ok(), "{}", body.zone);
            for layer in &body.calendar_layers {
                assert!(shipped::with_parents(layer).is_ok(), "{layer}");
            }
            for service in &body.services {
                assert!(
                    pack.kinds.contains_key(&service.kind),
                    "{} {}",
                    body.key,
                    service.code
                );
                assert!(
                    body.units.iter().any(|unit| unit.key == service.unit),
                    "{} {}",
                    body.key,
                    service.code
                );
                let law = pack.kinds[&service.kind].clock.as_ref();
                let is_stricter = |own: OwnTerm| law.is_none_or(|law| own.length <= law.length);
                assert!(
                    service.term.is_none_or(is_stricter),
                    "{} {}",
                    body.key,
                    service.code
                );
            }
        }
    }

    #[test]
    fn every_body_has_one_desk_and_every_role_but_oversight() {
        let bodies = bodies().unwrap();
        for body in &bodies {
            assert_eq!(
                body.units.iter().filter(|unit| unit.is_desk).count(),
                1,
                "{}",
                body.key
            );
            for role in Role::ALL.iter().filter(|role| **role != Role::Oversight) {
                assert!(
                    body.staff.iter().any(|person| person.role == *role),
                    "{} {role}",
                    body.key
                );
            }
            for person in &body.staff {
                let is_unit_role = matches!(person.role, Role::Officer | Role::Supervisor);
                let unit = person
                    .unit
                    .as_ref()
                    .map(|key| body.units.iter().any(|unit| unit.key == *key));
                assert_eq!(unit, is_unit_role.then_some(true), "{}", person.email);
                assert!(person.email.ends_with(".hilo.example"), "{}", person.email);
            }
        }
        assert!(
            bodies
                .iter()
                .flat_map(|body| &body.staff)
                .any(|person| person.role == Role::Oversight)
        );
    }

    #[test]
    fn keys_codes_and_addresses_are_unique() {
        let bodies = bodies().unwrap();
        let mut seen = BTreeSet::new();
        for body in &bodies {
            assert!(seen.insert(body.key.clone()), "{}", body.key);
            assert!(
                body.parent
                    .as_ref()
                    .is_none_or(|parent| seen.contains(parent)),
                "{}",
                body.key
            );
            for name in body
                .services
                .iter()
                .map(|service| format!("{}/{}", body.key, service.code))
            {
                assert!(seen.insert(name.clone()), "{name}");
            }
            for person in &body.staff {
                assert!(seen.insert(person.email.clone()), "{}", person.email);
            }
        }
    }

    #[test]
    fn all_three_levels_of_peru_are_there_and_everything_says_that_it_is_made_up() {
        let bodies = bodies().unwrap();
        for level in [Level::National, Level::Regional, Level::Local] {
            assert!(
                bodies
                    .iter()
                    .any(|body| body.country == "PE" && body.level == level)
            );
        }
        for body in bodies {
            assert!(
                body.name.contains("demostración") || body.name.contains("demonstração"),
                "{}",
                body.name
            );
        }
    }
}
