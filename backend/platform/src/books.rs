//! The books of the program: history, audit, access log, outbox. Written in the transaction of the change; only ever added to.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use hilo_rules::vocabulary::State;
use hilo_schema::{access_log, audit, outbox};
use serde_json::Value;
use uuid::Uuid;

use crate::actor::ActorKind;
use crate::caller::Request;
use crate::kept::Kept;
use crate::live::News;
use crate::problem::Answer;
use crate::tx::Tx;

/// One line of the history of a case.
#[derive(Debug)]
pub struct Entry<'a> {
    pub case_id: Uuid,
    pub seq: i32,
    pub version: i32,
    pub event: &'a str,
    pub from: Option<State>,
    pub to: State,
    pub unit_id: Option<Uuid>,
    pub reason: Option<&'a str>,
    pub data: Value,
}

/// An entry with its link to the one before (migration `0010_chain`).
const ENTRY: &str = "\
    INSERT INTO history (entity_id, case_id, seq, at, event, from_state, to_state, actor_kind, actor_id, actor_role, \
                         unit_id, reason, data, request_id, chain) \
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, chain_step( \
        COALESCE((SELECT h.chain FROM history h WHERE h.entity_id = $1 AND h.case_id = $2 AND h.seq = $3 - 1), ''), \
        entry_digest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))";

/// Writes history, outbox and audit of one step, and tells followers after the commit.
pub fn record(tx: &mut Tx<'_>, entry: Entry<'_>) -> Answer<()> {
    let entity = tx.entity()?;
    let role = tx.actor.role().map(|role| role.as_str());
    let written = sql_query(ENTRY)
        .bind::<SqlUuid, _>(entity)
        .bind::<SqlUuid, _>(entry.case_id)
        .bind::<Integer, _>(entry.seq)
        .bind::<Timestamptz, _>(tx.now)
        .bind::<Text, _>(entry.event)
        .bind::<Nullable<Text>, _>(entry.from.map(State::as_str))
        .bind::<Text, _>(entry.to.as_str())
        .bind::<Text, _>(tx.actor.kind.as_str())
        .bind::<Nullable<SqlUuid>, _>(tx.actor.id)
        .bind::<Nullable<Text>, _>(role)
        .bind::<Nullable<SqlUuid>, _>(entry.unit_id)
        .bind::<Nullable<Text>, _>(entry.reason)
        .bind::<Jsonb, _>(&entry.data)
        .bind::<Text, _>(&tx.request.id);
    Kept(written).execute(tx.conn)?;
    diesel::insert_into(outbox::table)
        .values((
            outbox::id.eq(Uuid::now_v7()),
            outbox::entity_id.eq(entity),
            outbox::case_id.eq(entry.case_id),
            outbox::seq.eq(entry.seq),
            outbox::event.eq(entry.event),
            outbox::at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    audit_allowed(tx, entity, Some(entry.case_id))?;
    tx.tell(News {
        entity,
        case: entry.case_id,
        seq: entry.seq,
    });
    Ok(())
}

/// Writes the audit line of a deed that is about no case.
pub fn record_deed(tx: &mut Tx<'_>) -> Answer<()> {
    let entity = tx.entity()?;
    audit_allowed(tx, entity, None)
}

fn audit_allowed(tx: &mut Tx<'_>, entity: Uuid, case: Option<Uuid>) -> Answer<()> {
    let role = tx.actor.role().map(|role| role.as_str());
    diesel::insert_into(audit::table)
        .values((
            audit::entity_id.eq(entity),
            audit::id.eq(Uuid::now_v7()),
            audit::at.eq(tx.now),
            audit::operation.eq(tx.request.operation),
            audit::actor_kind.eq(tx.actor.kind.as_str()),
            audit::actor_id.eq(tx.actor.id),
            audit::actor_role.eq(role),
            audit::case_id.eq(case),
            audit::verdict.eq("allowed"),
            audit::request_id.eq(&tx.request.id),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub(crate) fn audit_denied(
    conn: &mut PgConnection,
    entity: Uuid,
    caller: Option<Uuid>,
    request: &Request,
    code: &str,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::insert_into(audit::table)
        .values((
            audit::entity_id.eq(entity),
            audit::id.eq(Uuid::now_v7()),
            audit::at.eq(now),
            audit::operation.eq(request.operation),
            audit::actor_kind.eq(ActorKind::Staff.as_str()),
            audit::actor_id.eq(caller),
            audit::verdict.eq("denied"),
            audit::reason.eq(code),
            audit::request_id.eq(&request.id),
        ))
        .execute(conn)
}

/// Records a look at personal data: who, when, which case, which fields, why (promise P2).
pub fn record_look(tx: &mut Tx<'_>, case: Uuid, fields: &[&str], reason: &str) -> Answer<()> {
    let entity = tx.entity()?;
    let role = tx.actor.role().map(|role| role.as_str());
    diesel::insert_into(access_log::table)
        .values((
            access_log::entity_id.eq(entity),
            access_log::id.eq(Uuid::now_v7()),
            access_log::at.eq(tx.now),
            access_log::actor_kind.eq(tx.actor.kind.as_str()),
            access_log::actor_id.eq(tx.actor.id),
            access_log::actor_role.eq(role),
            access_log::case_id.eq(case),
            access_log::fields.eq(fields),
            access_log::reason.eq(reason),
            access_log::request_id.eq(&tx.request.id),
        ))
        .execute(tx.conn)?;
    Ok(())
}
