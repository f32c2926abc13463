//! An answer that waits to be handed over: on its way to the person's address, or at the desk.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_rules::packs::Pack;
use hilo_rules::vocabulary::HandOver;
use hilo_schema::{deliveries, offices};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::case::Case;
use crate::clock_rows::{self, StoredClock};

/// Name of the clock of an answer that waits at the desk.
pub const PICK_UP: &str = "pick_up";

/// Lets the answer of a case wait. `seq` is the history entry that it follows from.
///
/// At the desk the body has done its duty, so the clock of its notification stops and the one of the person starts:
/// with the end of the term for the answer, or now where that is over (Peru DS 007 art. 17.3).
pub fn wait(
    tx: &mut Tx<'_>,
    (case, entity, pack): (&Case, &EntityFacts, &Pack),
    seq: i32,
    way: HandOver,
) -> Answer<()> {
    give_up(tx, case)?;
    let id = Uuid::now_v7();
    diesel::insert_into(deliveries::table)
        .values((
            deliveries::entity_id.eq(entity.id),
            deliveries::id.eq(id),
            deliveries::case_id.eq(case.id),
            deliveries::seq.eq(seq),
            deliveries::event.eq("case.responded"),
            deliveries::transport.eq(way.as_str()),
            deliveries::recipient.eq("filer"),
            deliveries::language.eq(&case.language),
            deliveries::state.eq("waiting"),
            deliveries::at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    if way == HandOver::Address {
        return Ok(());
    }
    clock_rows::stop(tx.conn, entity, case.id, case.cycle, "notification", tx.now)?;
    // A regime that sets no time for it lets the answer wait as long as it takes.
    let Some(rule) = pack.stage(PICK_UP) else {
        return Ok(());
    };
    let from = case.due_at.map_or(tx.now, |due| due.max(tx.now));
    let (_, clock) = clock_rows::start(tx.conn, entity, case.id, case.cycle, rule, from)?;
    Ok(jobs::ask(
        tx.conn,
        Lane::Cases,
        "lapse_pick_up",
        entity.id,
        id,
        clock.due_at + chrono::TimeDelta::microseconds(1),
        tx.now,
    )?)
}

/// An earlier answer that still waits, disputed meanwhile, is not handed over any more.
fn give_up(tx: &mut Tx<'_>, case: &Case) -> Answer<()> {
    let old = deliveries::table
        .filter(deliveries::entity_id.eq(case.entity_id))
        .filter(deliveries::case_id.eq(case.id))
        .filter(deliveries::state.eq("waiting"));
    diesel::update(old)
        .set((
            deliveries::state.eq("failed"),
            deliveries::error.eq("another answer took its place"),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// The delivery that waits, if one does: its id, its way as stored, and since when.
pub fn waiting_of(
    conn: &mut PgConnection,
    case: &Case,
) -> Answer<Option<(Uuid, String, DateTime<Utc>)>> {
    Ok(deliveries::table
        .select((deliveries::id, deliveries::transport, deliveries::at))
        .filter(deliveries::entity_id.eq(case.entity_id))
        .filter(deliveries::case_id.eq(case.id))
        .filter(deliveries::recipient.eq("filer"))
        .filter(deliveries::state.eq("waiting"))
        .order(deliveries::at.desc())
        .first(conn)
        .optional()?)
}

/// Where the answer waits for the person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AnswerWaits {
    /// On its way to the person's address, or at the desk.
    pub way: HandOver,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Last day to pick it up; empty at home, and where no time is set.
    pub until_on: Option<NaiveDate>,
    /// The office to go to; empty at home.
    pub office: Option<PickUpOffice>,
}

/// An office where an answer waits.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PickUpOffice {
    /// Name of the office.
    pub name: String,
    /// Its address.
    pub address: Option<String>,
}

impl AnswerWaits {
    /// Of a case; `clocks` are its clocks.
    pub fn of(
        conn: &mut PgConnection,
        case: &Case,
        clocks: &[StoredClock],
    ) -> Answer<Option<Self>> {
        let Some((_, way, since)) = waiting_of(conn, case)? else {
            return Ok(None);
        };
        if way != HandOver::Desk.as_str() {
            return Ok(Some(Self {
                way: HandOver::Address,
                since,
                until_on: None,
                office: None,
            }));
        }
        let clock = clocks.iter().rev().find(|clock| clock.name == PICK_UP);
        Ok(Some(Self {
            way: HandOver::Desk,
            since,
            until_on: clock.map(|clock| clock.due_on),
            office: office_of(conn, case)?,
        }))
    }
}

/// The office of the case, or the oldest of the body.
fn office_of(conn: &mut PgConnection, case: &Case) -> Answer<Option<PickUpOffice>> {
    let mine = offices::table
        .select((offices::name, offices::address))
        .filter(offices::entity_id.eq(case.entity_id))
        .order(offices::created_at)
        .into_boxed();
    let mine = match case.office_id {
        Some(office) => mine.filter(offices::id.eq(office)),
        None => mine,
    };
    let found: Option<(String, Option<String>)> = mine.first(conn).optional()?;
    Ok(found.map(|(name, address)| PickUpOffice { name, address }))
}
