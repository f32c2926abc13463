//! File a case: number, key, clock and history come into being together, or not at all (promises R1, R2).

use std::collections::BTreeMap;

use actix_web::{HttpResponse, post};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::sql_types::{Integer, Text};
use hilo_platform::actor::ActorKind;
use hilo_platform::caller::{Door, MaybeStaff, Request};
use hilo_platform::idempotency::{self, Key};
use hilo_platform::jobs::{self, Lane};
use hilo_platform::kept::Kept;
use hilo_platform::live::News;
use hilo_platform::problem::{self, Answer, FieldError, Problem};
use hilo_platform::sealed::Seal;
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::{chance, words};
use hilo_registry::catalogue::question::Question;
use hilo_registry::directory::{Directory, EntityFacts};
use hilo_registry::shapes::EntityRef;
use hilo_rules::clocks::{Clock, ClockRule};
use hilo_rules::numbers::{AccessKey, EntityNumber};
use hilo_rules::packs::{KindPolicy, Routing};
use hilo_rules::vocabulary::{Channel, DocumentType, FilerType, Kind, Language, Notices, Role};
use hilo_schema::{cases, history, offices, service_versions, services};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::filing::SubmitCase;
use super::incident;
use super::parties::{Parties, PartyColumns, guardian_is_missing, is_minor};
use super::questions;
use super::receipt::Receipt;
use super::term::{Promise, main_rule, term};
use crate::case::{Case, number_of};
use crate::clock_rows;
use crate::target::{InRoom, digest};

/// Keeps the sealed key apart from other uses of an idempotency key.
const KEY_SEAL: &str = "hilo case key";

/// File a case
///
/// Stores the case and answers with its number and key. The key is shown only here: send the same `Idempotency-Key`
/// again after a lost answer and the same receipt comes back, for seven days. Nobody has to sign in. Staff register on
/// behalf of a person with their own sign-in, machines with their key.
#[utoipa::path(
    tag = "citizen: file",
    request_body = SubmitCase,
    params(("Idempotency-Key" = String, Header, description = "16 to 128 visible characters, new for each case; the same for a retry", example = "3f0f7c1e-8f3b-4f57-9a3e-6f0b5d0f3c11")),
    responses((status = 201, description = "The case is stored for good", body = Receipt))
)]
#[post("/cases")]
pub async fn submit_case(
    room: InRoom,
    request: Request,
    caller: MaybeStaff,
    key: Key,
    body: Strict<SubmitCase>,
) -> Answer<HttpResponse> {
    let number: EntityNumber = body
        .body
        .entity
        .parse()
        .map_err(|_| Problem::field("/entity", "unknown"))?;
    let entity = room
        .directory
        .id_of(&room.db, request.clone(), number)
        .await?;
    let entity = entity.ok_or_else(|| Problem::field("/entity", "unknown"))?;
    let door = match caller.0 {
        None => Door::Person(entity),
        // Staff and machines work in their own entity only; another one is none of their business.
        Some(door) if door.entity() == Some(entity) => door,
        Some(_) => return Err(Problem::field("/entity", "unknown")),
    };
    let (filing, body_digest) = (body.body, body.digest);
    let (directory, again) = (
        room.directory.clone(),
        (door.clone(), key.clone(), body_digest.clone()),
    );
    let first = room
        .db
        .command(request.clone(), door, move |tx| {
            let now = tx.now;
            file(tx, &directory, &filing, &key, &body_digest, now)
        })
        .await?;
    let receipt = match first {
        Filed::Now(receipt, _) => receipt,
        // The key is taken: an earlier request, or one that ran beside this one, has filed the case.
        Filed::Before => {
            let (door, key, body_digest) = again;
            let directory = room.directory.clone();
            room.db
                .read(request, door, move |tx| {
                    replay(tx, &directory, &key, &body_digest)
                })
                .await?
        }
    };
    Ok(HttpResponse::Created()
        .insert_header(("Location", format!("/api/v1/cases/{}", receipt.number)))
        .json(receipt))
}

/// What came of a filing.
pub enum Filed {
    /// A case with this id.
    Now(Box<Receipt>, Uuid),
    /// An earlier request with the same key has filed it.
    Before,
}

struct ServiceFacts {
    promise: Promise,
    unit: Option<Uuid>,
}

/// Files a case that was handed in at an instant: now, or the day a sheet of paper was written.
pub fn file(
    tx: &mut Tx<'_>,
    directory: &Directory,
    filing: &SubmitCase,
    key: &Key,
    body_digest: &[u8],
    filed_at: DateTime<Utc>,
) -> Answer<Filed> {
    let entity = directory.facts(tx)?;
    let regime = entity
        .regimes
        .of_kind(filing.kind)
        .ok_or_else(|| Problem::field("/kind", "not-here"))?;
    let (pack_id, pack) = (regime.id, std::sync::Arc::clone(&regime.pack));
    let policy = pack
        .kinds
        .get(&filing.kind)
        .ok_or_else(|| Problem::field("/kind", "not-here"))?;
    let today = tx.now.with_timezone(&entity.zone).date_naive();
    let channel = channel(tx, filing)?;
    let mut errors = filing.misfits(today);
    if filing.filer.filer_type == FilerType::Anonymous && !policy.is_anonymous_allowed {
        errors.push(FieldError::new("/filer/type", "anonymous-not-allowed"));
    }
    if guardian_is_missing(&filing.filer, filing.parties.as_ref(), pack.minors.as_ref()) {
        errors.push(FieldError::new("/parties/guardian", "required"));
    }
    let service = service(tx, filing, &mut errors)?;
    check_office(tx, filing, &mut errors)?;
    incident::check(tx, filing.incident, &mut errors)?;
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }

    let promise = service.as_ref().map(|service| &service.promise);
    let rule = main_rule(policy, promise, filing.office, &entity);
    let clock = rule
        .as_ref()
        .map(|rule| clock_rows::started(rule, filed_at, &entity))
        .transpose()?;
    let access_key = AccessKey::from_random(chance::bytes());
    let case_id = Uuid::now_v7();
    let record = Record {
        filing,
        entity: &entity,
        pack_id,
        policy,
        service: service.as_ref(),
        rule: rule.as_ref(),
        channel,
        filed_at,
    };
    let document = record.columns(tx, case_id, clock.as_ref(), &access_key, key, body_digest)?;
    let correlative = match insert(tx, &document) {
        Ok(correlative) => correlative,
        Err(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, about))
            if about.constraint_name() == Some("idempotency_keys_pkey") =>
        {
            // The transaction is spoilt, but nothing else was in it: it is rolled back at commit.
            return Ok(Filed::Before);
        }
        Err(error) => return Err(error.into()),
    };
    if pack.routing == Routing::Service
        && service
            .as_ref()
            .is_some_and(|service| service.unit.is_some())
    {
        jobs::ask(
            tx.conn,
            Lane::Cases,
            "route_case",
            entity.id,
            case_id,
            tx.now,
            tx.now,
        )?;
    }
    incident::follow(tx, filing.incident, case_id)?;
    tx.tell(News {
        entity: entity.id,
        case: case_id,
        seq: 1,
    });
    let year = i16::try_from(today.year()).map_err(Problem::broken)?;
    let number = number_of(entity.number, year, correlative)?.to_string();
    let receipt = Receipt {
        track_path: format!("/c/{number}#{access_key}"),
        number,
        key: access_key.to_string(),
        entity: EntityRef {
            number: entity.number.to_string(),
            name: entity.name.clone(),
        },
        kind: filing.kind,
        filed_at,
        counted_from: clock.as_ref().map(|clock| clock.counted_from),
        due_on: clock.as_ref().map(|clock| clock.due_on),
        term: rule.as_ref().map(Into::into),
        zone: entity.zone.name().to_owned(),
    };
    Ok(Filed::Now(Box::new(receipt), case_id))
}

#[derive(QueryableByName)]
struct Correlative {
    #[diesel(sql_type = Integer)]
    correlative: i32,
}

/// Stores a filing; answers with its correlative.
pub(crate) fn insert(tx: &mut Tx<'_>, document: &str) -> Result<i32, Error> {
    let filing = diesel::sql_query(include_str!("file.sql")).bind::<Text, _>(document);
    let row: Correlative = Kept(filing).get_result(tx.conn)?;
    Ok(row.correlative)
}

/// The channel is a fact about the caller, not a wish.
fn channel(tx: &Tx<'_>, filing: &SubmitCase) -> Answer<Channel> {
    match (tx.actor.kind, filing.channel) {
        (ActorKind::Staff, Some(channel)) => Ok(channel),
        (ActorKind::Staff, None) => Ok(Channel::Desk),
        (ActorKind::Machine, None) => Ok(tx.actor.channel.unwrap_or(Channel::Api)),
        (ActorKind::Machine, Some(channel)) if Some(channel) == tx.actor.channel => Ok(channel),
        (ActorKind::Person | ActorKind::System, None | Some(Channel::Web)) => Ok(Channel::Web),
        _ => Err(Problem::field("/channel", "choice")),
    }
}

type ServiceRow = (
    i32,
    Option<Uuid>,
    String,
    Option<i16>,
    Option<String>,
    String,
    Value,
);

fn service(
    tx: &mut Tx<'_>,
    filing: &SubmitCase,
    errors: &mut Vec<FieldError>,
) -> Answer<Option<ServiceFacts>> {
    let Some(id) = filing.service else {
        errors.extend(questions::misfits(&[], &filing.answers));
        return Ok(None);
    };
    let entity = tx.entity()?;
    let row: Option<ServiceRow> = services::table
        .inner_join(
            service_versions::table.on(service_versions::entity_id
                .eq(services::entity_id)
                .and(service_versions::service_id.eq(services::id))
                .and(service_versions::version.eq(services::version))),
        )
        .select((
            services::version,
            services::unit_id,
            services::name,
            services::term_length,
            services::term_unit,
            service_versions::place,
            service_versions::questions,
        ))
        .filter(services::entity_id.eq(entity))
        .filter(services::id.eq(id))
        .filter(services::state.eq("published"))
        .first(tx.conn)
        .optional()?;
    let Some((version, unit, name, length, term_unit, place, asked)) = row else {
        errors.push(FieldError::new("/service", "unknown"));
        return Ok(None);
    };
    let asked: Vec<Question> = serde_json::from_value(asked).map_err(Problem::broken)?;
    errors.extend(questions::misfits(&asked, &filing.answers));
    let is_placed = filing.place.as_ref().is_some_and(|place| {
        place
            .text
            .as_deref()
            .is_some_and(|text| !text.trim().is_empty())
            || place.district.is_some()
            || place.latitude.is_some()
    });
    if place == "required" && !is_placed {
        errors.push(FieldError::new("/place", "required"));
    }
    let promise = Promise {
        id,
        version,
        kind: filing.kind,
        name,
        term: term(length, term_unit.as_deref()),
    };
    Ok(Some(ServiceFacts { promise, unit }))
}

fn check_office(tx: &mut Tx<'_>, filing: &SubmitCase, errors: &mut Vec<FieldError>) -> Answer<()> {
    let Some(office) = filing.office else {
        return Ok(());
    };
    let entity = tx.entity()?;
    let known: Option<Uuid> = offices::table
        .select(offices::id)
        .find((entity, office))
        .first(tx.conn)
        .optional()?;
    if known.is_none() {
        errors.push(FieldError::new("/office", "unknown"));
    }
    Ok(())
}

struct Record<'a> {
    filing: &'a SubmitCase,
    entity: &'a EntityFacts,
    pack_id: Uuid,
    policy: &'a KindPolicy,
    service: Option<&'a ServiceFacts>,
    rule: Option<&'a ClockRule>,
    channel: Channel,
    filed_at: DateTime<Utc>,
}

/// The filing as `file.sql` takes it, column by column.
#[derive(Serialize)]
struct Columns<'a> {
    entity_id: Uuid,
    case_id: Uuid,
    year: i32,
    at: DateTime<Utc>,
    filed_at: DateTime<Utc>,
    kind: Kind,
    service_id: Option<Uuid>,
    service_version: Option<i32>,
    office_id: Option<Uuid>,
    pack_id: Uuid,
    channel: Channel,
    language: Language,
    is_confidential: bool,
    district: Option<&'a str>,
    due_at: Option<DateTime<Utc>>,
    key_hash: String,
    words: String,
    story: &'a str,
    wanted: Option<&'a str>,
    occurred_on: Option<NaiveDate>,
    place_text: Option<&'a str>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    answers: &'a BTreeMap<String, Value>,
    written_in: Option<&'a str>,
    filer_type: FilerType,
    name: Option<&'a str>,
    document_type: Option<DocumentType>,
    document_number: Option<&'a str>,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    address: Option<&'a str>,
    country: Option<&'a str>,
    age: Option<i16>,
    notices: Notices,
    parties: Vec<PartyColumns<'a>>,
    clock_id: Option<Uuid>,
    rule: Option<&'a ClockRule>,
    zone: &'a str,
    calendar: &'a [String],
    calendar_version: &'a str,
    counted_from: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    actor_kind: &'a str,
    actor_id: Option<Uuid>,
    actor_role: Option<Role>,
    data: Value,
    request_id: &'a str,
    operation: &'a str,
    idempotency_hash: String,
    body_hash: String,
    sealed: String,
    outbox_id: Uuid,
    audit_id: Uuid,
}

impl Record<'_> {
    fn columns(
        &self,
        tx: &Tx<'_>,
        case_id: Uuid,
        clock: Option<&Clock>,
        access_key: &AccessKey,
        key: &Key,
        body_digest: &[u8],
    ) -> Answer<String> {
        let Self {
            filing,
            entity,
            pack_id,
            policy,
            service,
            rule,
            channel,
            filed_at,
        } = self;
        let place = filing.place.as_ref();
        let filer = &filing.filer;
        let document = filer.document.as_ref();
        let sealed = Seal::of(key.bytes(), KEY_SEAL)?.close(access_key.as_bytes())?;
        let columns = Columns {
            entity_id: entity.id,
            case_id,
            year: tx.now.with_timezone(&entity.zone).year(),
            at: tx.now,
            filed_at: *filed_at,
            kind: filing.kind,
            service_id: filing.service,
            service_version: service.map(|service| service.promise.version),
            office_id: filing.office,
            pack_id: *pack_id,
            channel: *channel,
            language: filing.language,
            is_confidential: policy.is_confidential || is_minor(filer),
            district: place.and_then(|place| place.district.as_deref()),
            due_at: clock.map(|clock| clock.due_at),
            key_hash: hex(&digest(access_key)),
            words: self.words(),
            story: &filing.story,
            wanted: filing.wanted.as_deref(),
            occurred_on: filing.occurred_on,
            place_text: place.and_then(|place| place.text.as_deref()),
            latitude: place.and_then(|place| place.latitude),
            longitude: place.and_then(|place| place.longitude),
            answers: &filing.answers,
            written_in: filing.written_in.as_deref(),
            filer_type: filer.filer_type,
            name: filer.name.as_deref(),
            document_type: document.map(|document| document.document_type),
            document_number: document.and_then(|document| document.number.as_deref()),
            email: filer.email.as_deref(),
            phone: filer.phone.as_deref(),
            address: filer.address.as_deref(),
            country: filer.country.as_deref(),
            age: filer.age,
            notices: filer.notices,
            parties: filing
                .parties
                .as_ref()
                .map(Parties::columns)
                .unwrap_or_default(),
            clock_id: clock.map(|_| Uuid::now_v7()),
            rule: *rule,
            zone: entity.zone.name(),
            calendar: &entity.layers,
            calendar_version: entity.calendar.version(),
            counted_from: clock.map(|clock| clock.counted_from),
            due_on: clock.map(|clock| clock.due_on),
            actor_kind: tx.actor.kind.as_str(),
            actor_id: tx.actor.id,
            actor_role: tx.actor.role(),
            data: json!({ "version": 1, "cycle": 1, "channel": channel, "kind": filing.kind }),
            request_id: &tx.request.id,
            operation: tx.request.operation,
            idempotency_hash: hex(&key.digest()),
            body_hash: hex(body_digest),
            sealed: hex(&sealed),
            outbox_id: Uuid::now_v7(),
            audit_id: Uuid::now_v7(),
        };
        serde_json::to_string(&columns).map_err(Problem::broken)
    }

    /// What a search finds the case by.
    fn words(&self) -> String {
        let place = self.filing.place.as_ref();
        let searched = [
            Some(self.filing.story.as_str()),
            self.filing.wanted.as_deref(),
            self.service.map(|service| service.promise.name.as_str()),
            place.and_then(|place| place.text.as_deref()),
            place.and_then(|place| place.district.as_deref()),
        ];
        words::folded(&searched.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

/// Bytes as `file.sql` reads them.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            use std::fmt::Write;
            let _ = write!(out, "{byte:02x}");
            out
        })
}

/// The receipt of an earlier request with the same key: only who holds that key can open the sealed access key.
pub fn replay(
    tx: &mut Tx<'_>,
    directory: &Directory,
    key: &Key,
    body_digest: &[u8],
) -> Answer<Box<Receipt>> {
    let entity = directory.facts(tx)?;
    let stored = idempotency::find(tx, key, body_digest)?.ok_or(&problem::KEY_RUNNING)?;
    let sealed = stored
        .sealed
        .ok_or_else(|| Problem::broken("a filing without its sealed key"))?;
    let opened = Seal::of(key.bytes(), KEY_SEAL)?.open(&sealed)?;
    let bytes: [u8; 10] = opened.as_slice().try_into().map_err(Problem::broken)?;
    let access_key = AccessKey::from_random(bytes);
    let case: Case = cases::table
        .select(Case::as_select())
        .find((entity.id, stored.case_id))
        .first(tx.conn)?;
    let clocks = clock_rows::of_case(tx.conn, entity.id, case.id)?;
    let first = clocks
        .iter()
        .find(|clock| clock.name == "main" && clock.cycle == 1 && clock.run == 1);
    let number = case.number(entity.number)?.to_string();
    Ok(Box::new(Receipt {
        track_path: format!("/c/{number}#{access_key}"),
        number,
        key: access_key.to_string(),
        entity: EntityRef {
            number: entity.number.to_string(),
            name: entity.name.clone(),
        },
        kind: first_kind(tx, &case)?,
        filed_at: case.filed_at,
        counted_from: first.map(|clock| clock.counted_from),
        due_on: first.map(|clock| clock.due_on),
        term: first.map(|clock| (&clock.rule).into()),
        zone: entity.zone.name().to_owned(),
    }))
}

/// The kind as it was filed: triage may have changed it since, and a receipt stays the same.
fn first_kind(tx: &mut Tx<'_>, case: &Case) -> Answer<Kind> {
    let data: Value = history::table
        .select(history::data)
        .find((case.entity_id, case.id, 1))
        .first(tx.conn)?;
    let kind = data.get("kind").cloned().unwrap_or_default();
    serde_json::from_value(kind).map_err(Problem::broken)
}
