//! Units and services of an entity by name; what a source brings along and is missing is created.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Integer, Nullable, SmallInt, Text, Uuid as SqlUuid};
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::words::folded;
use hilo_registry::catalogue::{PlaceNeed, ServiceText, publish_service};
use hilo_registry::entities::{NewUnit, create_unit};
use hilo_rules::clocks::Unit;
use hilo_rules::vocabulary::Kind;
use hilo_schema::units;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::prepared::{Heading, Prepared};

/// Codes of services that imports created; nobody else gives codes that begin so.
const OWN_CODES: &str = "import-";

/// What is known of one entity.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    units: HashMap<String, Uuid>,
    services: HashMap<Heading, Service>,
    /// Services of the catalogue proper by folded name; only names that one service has.
    names: HashMap<String, Option<Service>>,
    /// Terms of services that promise one, by folded name.
    pub terms: HashMap<String, (u16, Unit)>,
    /// Created since the shelf was read.
    pub new_units: u64,
    pub new_services: u64,
}

/// A service and the version that cases pin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service {
    pub id: Uuid,
    pub version: i32,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    service: String,
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = Text)]
    theme: String,
    #[diesel(sql_type = Nullable<SmallInt>)]
    term_length: Option<i16>,
    #[diesel(sql_type = Nullable<Text>)]
    term_unit: Option<String>,
}

const SERVICES: &str = "\
SELECT v.id, v.version, v.code, v.name AS service, s.name AS subject, t.name AS theme, v.term_length, v.term_unit \
FROM services v \
JOIN subjects s ON s.entity_id = v.entity_id AND s.id = v.subject_id \
JOIN themes t ON t.entity_id = s.entity_id AND t.id = s.theme_id \
WHERE v.entity_id = $1 AND v.state = 'published'";

impl Shelf {
    /// Reads the units and services of the entity of this transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn read(tx: &mut Tx<'_>) -> Answer<Self> {
        let entity = tx.entity()?;
        let mut shelf = Self::default();
        let known: Vec<(Uuid, String)> = units::table
            .select((units::id, units::name))
            .filter(units::entity_id.eq(entity))
            .filter(units::state.eq("active"))
            .load(tx.conn)?;
        shelf
            .units
            .extend(known.into_iter().map(|(id, name)| (folded(&name), id)));
        let rows: Vec<Row> = sql_query(SERVICES)
            .bind::<SqlUuid, _>(entity)
            .load(tx.conn)?;
        rows.into_iter().for_each(|row| shelf.put(row));
        Ok(shelf)
    }

    fn put(&mut self, row: Row) {
        let service = Service {
            id: row.id,
            version: row.version,
        };
        let name = folded(&row.service);
        if let (Some(length), Some(unit)) =
            (row.term_length, row.term_unit.as_deref().and_then(unit_of))
        {
            self.terms
                .insert(name.clone(), (u16::try_from(length).unwrap_or(0), unit));
        }
        if !row.code.starts_with(OWN_CODES) {
            self.names
                .entry(name)
                .and_modify(|known| *known = None)
                .or_insert(Some(service));
        }
        let heading = Heading {
            theme: row.theme,
            subject: row.subject,
            service: row.service,
        };
        self.services.insert(heading, service);
    }

    /// The unit of a name.
    pub fn unit(&self, name: &str) -> Option<Uuid> {
        self.units.get(&folded(name)).copied()
    }

    /// The service of a heading, or the one service of the catalogue proper that has its name.
    pub fn service(&self, heading: &Heading) -> Option<Service> {
        let known = self.services.get(heading).copied();
        known.or_else(|| self.names.get(&folded(&heading.service)).copied().flatten())
    }

    /// Every unit and service that these cases name is here.
    pub fn covers(&self, cases: &[Prepared]) -> bool {
        cases
            .iter()
            .all(|case| self.unit(&case.unit).is_some() && self.service(&case.heading).is_some())
    }

    /// Reads the shelf anew and creates what these cases name and nobody else has created meanwhile.
    ///
    /// # Errors
    /// When the database refuses; then nothing was created.
    pub fn filled(&self, tx: &mut Tx<'_>, kind: Kind, cases: &[Prepared]) -> Answer<Self> {
        // Units have no key but their name: two imports of one entity take turns here.
        sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
            .bind::<Text, _>(format!("import shelf {}", tx.entity()?))
            .execute(tx.conn)?;
        let mut shelf = Self::read(tx)?;
        shelf.new_units = self.new_units;
        shelf.new_services = self.new_services;
        for case in cases {
            let unit = shelf.add_unit(tx, &case.unit)?;
            shelf.add_service(tx, &case.heading, kind, unit)?;
        }
        Ok(shelf)
    }

    /// The unit of a name; created when there is none.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_unit(&mut self, tx: &mut Tx<'_>, name: &str) -> Answer<Uuid> {
        if let Some(id) = self.unit(name) {
            return Ok(id);
        }
        let new = NewUnit {
            name: name.to_owned(),
            functions: None,
            head: None,
            contact: None,
            is_desk: false,
        };
        let id = create_unit(tx.conn, tx.entity()?, &new, tx.now)?;
        self.units.insert(folded(name), id);
        self.new_units += 1;
        Ok(id)
    }

    fn add_service(
        &mut self,
        tx: &mut Tx<'_>,
        heading: &Heading,
        kind: Kind,
        unit: Uuid,
    ) -> Answer<()> {
        if self.service(heading).is_some() {
            return Ok(());
        }
        let text = ServiceText {
            code: code(heading),
            kind,
            theme: heading.theme.clone(),
            subject: heading.subject.clone(),
            name: heading.service.clone(),
            summary: None,
            unit: Some(unit),
            term: None,
            description: None,
            requirements: None,
            place: PlaceNeed::Optional,
            questions: Vec::new(),
            source_url: None,
        };
        let published = publish_service(tx.conn, tx.entity()?, &text, tx.now)?;
        let service = Service {
            id: published.id,
            version: published.version,
        };
        self.services.insert(heading.clone(), service);
        self.new_services += 1;
        Ok(())
    }
}

fn unit_of(word: &str) -> Option<Unit> {
    match word {
        "working_days" => Some(Unit::WorkingDays),
        "calendar_days" => Some(Unit::CalendarDays),
        _ => None,
    }
}

/// A code made of the heading, the same in every run.
fn code(heading: &Heading) -> String {
    let mut hash = Sha256::new();
    for part in [&heading.theme, &heading.subject, &heading.service] {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    let digits: String = hash
        .finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{OWN_CODES}{digits}")
}
