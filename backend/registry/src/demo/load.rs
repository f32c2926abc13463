//! Load the demonstration: what is missing is made, what is there stays as it is.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::sealed::Seal;
use hilo_rules::numbers::EntityNumber;
use hilo_rules::vocabulary::Channel;
use hilo_schema::entities;
use uuid::Uuid;

use super::file::{Body, BodyService, Person, bodies};
use super::{Demo, DemoAccount, DemoEntity, DemoKey, SOURCE};
use crate::catalogue::{ServiceText, publish_service};
use crate::entities::{NewEntity, NewOffice, NewUnit, create_office, create_unit, found_entity};
use crate::keys::make_key;
use crate::people::{Credentials, NewAccount, create_account, give_role, password};

const OPERATION: &str = "loadDemonstration";
const SCOPES: &[&str] = &["cases:file", "cases:read"];

/// A person with fresh secrets, hashed before the transaction begins.
struct Joining<'a> {
    person: &'a Person,
    password: String,
    account: NewAccount,
}

/// Loads the demonstration, each body in a transaction of its own. Blocks: for the start of the program. The packs must
/// have been applied before anybody files a case.
///
/// # Errors
/// Busy when the database is away; broken when somebody else has taken one of the e-mail addresses.
pub fn load(db: &Db, seal: &Seal) -> Answer<Demo> {
    let mut known = known(db)?;
    let mut demo = Demo::default();
    for body in bodies()? {
        if let Some(entity) = known.get(&body.key) {
            demo.entities.push(entity.clone());
            continue;
        }
        let parent = body
            .parent
            .as_ref()
            .and_then(|key| known.get(key))
            .map(|entity| entity.id);
        let entity = make(db, seal, &body, parent, &mut demo)?;
        known.insert(body.key, entity.clone());
        demo.entities.push(entity);
    }
    Ok(demo)
}

fn known(db: &Db) -> Answer<HashMap<String, DemoEntity>> {
    db.run_blocking(Request::internal(OPERATION), Door::Directory, true, |tx| {
        type Row = (Option<String>, Uuid, i16, String, String);
        let rows: Vec<Row> = entities::table
            .select((
                entities::source_id,
                entities::id,
                entities::number,
                entities::name,
                entities::pack,
            ))
            .filter(entities::source.eq(SOURCE))
            .load(tx.conn)?;
        rows.into_iter()
            .filter_map(|(key, id, number, name, pack)| Some((key?, id, number, name, pack)))
            .map(|(key, id, number, name, pack)| {
                let number = u16::try_from(number).map_err(Problem::broken)?;
                let number = EntityNumber::new(number).map_err(Problem::broken)?;
                Ok((
                    key,
                    DemoEntity {
                        id,
                        number,
                        name,
                        pack,
                    },
                ))
            })
            .collect()
    })
}

fn make(
    db: &Db,
    seal: &Seal,
    body: &Body,
    parent: Option<Uuid>,
    demo: &mut Demo,
) -> Answer<DemoEntity> {
    let id = Uuid::now_v7();
    let joining: Vec<Joining<'_>> = body
        .staff
        .iter()
        .map(|person| joining(body, person, seal))
        .collect::<Answer<_>>()?;
    let (number, key) = db.run_blocking(
        Request::internal(OPERATION),
        Door::System(id),
        false,
        |tx| {
            let number = found_entity(tx.conn, &entity(body, id, parent), tx.now)?;
            let units = make_units(tx.conn, id, body, tx.now)?;
            for office in &body.offices {
                let new = NewOffice {
                    name: office.name.clone(),
                    address: Some(office.address.clone()),
                    cut_off: office.cut_off,
                };
                create_office(tx.conn, id, &new, tx.now)?;
            }
            for service in &body.services {
                publish_service(tx.conn, id, &text(service, &units)?, tx.now)?;
            }
            for somebody in &joining {
                let account = create_account(tx.conn, &somebody.account, tx.now)?;
                let unit = somebody
                    .person
                    .unit
                    .as_ref()
                    .map(|key| unit_of(&units, key))
                    .transpose()?;
                give_role(tx.conn, id, account, somebody.person.role, unit, tx.now)?;
            }
            let key = make_key(tx.conn, id, "Integration", &scopes(), Channel::Api, tx.now)?;
            Ok((number, key))
        },
    )?;
    demo.accounts.extend(
        joining
            .into_iter()
            .map(|somebody| given(body, number, somebody)),
    );
    demo.keys.push(DemoKey {
        entity: number,
        scopes: scopes(),
        key,
    });
    Ok(DemoEntity {
        id,
        number,
        name: body.name.clone(),
        pack: body.pack.clone(),
    })
}

fn joining<'a>(body: &Body, person: &'a Person, seal: &Seal) -> Answer<Joining<'a>> {
    let password = password::fresh();
    let account = NewAccount {
        email: person.email.clone(),
        name: person.name.clone(),
        language: body.language,
        credentials: Credentials::of(&password, seal)?,
    };
    Ok(Joining {
        person,
        password,
        account,
    })
}

fn given(body: &Body, entity: EntityNumber, somebody: Joining<'_>) -> DemoAccount {
    let unit = somebody.person.unit.as_ref();
    let unit = unit.and_then(|key| body.units.iter().find(|unit| unit.key == *key));
    DemoAccount {
        role: somebody.person.role,
        entity,
        unit: unit.map(|unit| unit.name.clone()),
        email: somebody.account.email,
        password: somebody.password,
        totp_secret: somebody.account.credentials.totp_secret,
    }
}

fn entity(body: &Body, id: Uuid, parent: Option<Uuid>) -> NewEntity {
    NewEntity {
        id,
        number: None,
        name: body.name.clone(),
        short_name: Some(body.short_name.clone()),
        level: body.level,
        country: body.country.clone(),
        place: Some(body.place.clone()),
        zone: body.zone.clone(),
        languages: vec![body.language.as_str().to_owned()],
        calendar_layers: body.calendar_layers.clone(),
        pack: body.pack.clone(),
        parent,
        is_demonstration: true,
        source: Some((SOURCE.to_owned(), body.key.clone())),
    }
}

fn make_units(
    conn: &mut PgConnection,
    entity: Uuid,
    body: &Body,
    now: DateTime<Utc>,
) -> Answer<HashMap<String, Uuid>> {
    let mut units = HashMap::new();
    for unit in &body.units {
        let new = NewUnit {
            name: unit.name.clone(),
            functions: Some(unit.functions.clone()),
            head: Some(unit.head.clone()),
            contact: Some(unit.contact.clone()),
            is_desk: unit.is_desk,
        };
        units.insert(unit.key.clone(), create_unit(conn, entity, &new, now)?);
    }
    Ok(units)
}

fn text(service: &BodyService, units: &HashMap<String, Uuid>) -> Answer<ServiceText> {
    Ok(ServiceText {
        code: service.code.clone(),
        kind: service.kind,
        theme: service.theme.clone(),
        subject: service.subject.clone(),
        name: service.name.clone(),
        summary: Some(service.summary.clone()),
        unit: Some(unit_of(units, &service.unit)?),
        term: service.term.map(|term| (term.length, term.unit)),
        description: Some(service.description.clone()),
        requirements: service.requirements.clone(),
        place: service.place,
        questions: service.questions.clone(),
        source_url: None,
    })
}

fn unit_of(units: &HashMap<String, Uuid>, key: &str) -> Answer<Uuid> {
    units
        .get(key)
        .copied()
        .ok_or_else(|| Problem::broken(format!("the demonstration has no unit {key}")))
}

fn scopes() -> Vec<String> {
    SCOPES.iter().map(|scope| (*scope).to_owned()).collect()
}
