//! A case that comes from another one: a part of it, or the same at another body.
//!
//! It goes the way of every filing (`file.sql`), so that number, clock, history and receipt come into being alike. What
//! the person said and who they are is carried over; the key that opened the first case opens this one.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Jsonb, Nullable, Text, Uuid as SqlUuid};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_platform::words;
use hilo_registry::directory::EntityFacts;
use hilo_rules::clocks::ClockRule;
use hilo_rules::numbers::CaseNumber;
use hilo_rules::vocabulary::Kind;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::submit::{hex, insert};
use super::term::Promise;
use crate::case::{Case, number_of};
use crate::clock_rows;

/// What a case is made of besides its row.
#[derive(Debug, QueryableByName)]
pub(crate) struct Papers {
    #[diesel(sql_type = Jsonb)]
    story: Value,
    #[diesel(sql_type = Jsonb)]
    filer: Value,
    #[diesel(sql_type = Jsonb)]
    parties: Value,
    /// What the person wrote since.
    #[diesel(sql_type = Jsonb)]
    messages: Value,
    #[diesel(sql_type = Jsonb)]
    attachments: Value,
    #[diesel(sql_type = Nullable<Text>)]
    first_filed_at: Option<String>,
}

impl Papers {
    /// The papers of a case.
    pub fn of(conn: &mut PgConnection, case: &Case) -> Answer<Self> {
        Ok(diesel::sql_query(include_str!("papers.sql"))
            .bind::<SqlUuid, _>(case.entity_id)
            .bind::<SqlUuid, _>(case.id)
            .get_result(conn)?)
    }

    /// Ids of the files.
    pub fn files(&self) -> impl Iterator<Item = Uuid> {
        let rows = self.attachments.as_array().into_iter().flatten();
        rows.filter_map(id_of)
    }

    /// When the person first filed, along the whole chain of cases.
    pub fn first_filed_at(&self, case: &Case) -> DateTime<Utc> {
        self.first_filed_at
            .as_deref()
            .and_then(|at| at.parse().ok())
            .unwrap_or(case.filed_at)
    }
}

/// A case about to be born.
pub(crate) struct Offspring<'a> {
    pub parent: &'a Case,
    pub papers: &'a Papers,
    pub kind: Kind,
    pub service: Option<&'a Promise>,
    /// Words of its own; the parent's where it has none.
    pub story: Option<&'a str>,
    pub pack_id: Uuid,
    pub is_confidential: bool,
    /// Rule of the main clock; empty where no term applies.
    pub rule: Option<ClockRule>,
    /// When the term begins: the parent's filing for a part of it, the receipt at another body.
    pub filed_at: DateTime<Utc>,
    /// What its first line of history says besides.
    pub origin: Value,
}

/// A case that was born.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Born {
    pub id: Uuid,
    pub number: CaseNumber,
}

/// Brings a case into being at the body of this transaction, with its number.
///
/// The counter is taken here and stays locked until the commit: call it as late as can be (reliability rule 5).
pub(crate) fn bear(tx: &mut Tx<'_>, entity: &EntityFacts, new: &Offspring<'_>) -> Answer<Born> {
    let id = Uuid::now_v7();
    let columns = new.columns(tx, entity, id)?;
    let parties = owned(&new.papers.parties, entity.id, id, fresh);
    diesel::sql_query(
        "INSERT INTO parties SELECT * FROM jsonb_populate_recordset(NULL::parties, $1)",
    )
    .bind::<Jsonb, _>(parties)
    .execute(tx.conn)?;
    let document = serde_json::to_string(&columns).map_err(Problem::broken)?;
    let correlative = insert(tx, &document)?;
    let year = tx.now.with_timezone(&entity.zone).year();
    let year = i16::try_from(year).map_err(Problem::broken)?;
    tx.tell(hilo_platform::live::News {
        entity: entity.id,
        case: id,
        seq: 1,
    });
    Ok(Born {
        id,
        number: number_of(entity.number, year, correlative)?,
    })
}

/// Carries the person's messages and the files over. `copies` names each file's copy in the store of this body.
pub(crate) fn carry_over(
    tx: &mut Tx<'_>,
    entity: Uuid,
    case: Uuid,
    papers: &Papers,
    copies: &HashMap<Uuid, Uuid>,
) -> Answer<()> {
    diesel::sql_query(
        "INSERT INTO messages SELECT * FROM jsonb_populate_recordset(NULL::messages, $1)",
    )
    .bind::<Jsonb, _>(owned(&papers.messages, entity, case, fresh))
    .execute(tx.conn)?;
    let copy = |row: &Value| id_of(row).and_then(|id| copies.get(&id).copied());
    diesel::sql_query(
        "INSERT INTO attachments SELECT * FROM jsonb_populate_recordset(NULL::attachments, $1)",
    )
    .bind::<Jsonb, _>(owned(&papers.attachments, entity, case, copy))
    .execute(tx.conn)?;
    Ok(())
}

fn id_of(row: &Value) -> Option<Uuid> {
    row.get("id")?.as_str()?.parse().ok()
}

fn fresh(_: &Value) -> Option<Uuid> {
    Some(Uuid::now_v7())
}

/// Rows as they belong to another case, each with the id it gets there. Accounts of the first body mean nothing there.
fn owned(rows: &Value, entity: Uuid, case: Uuid, id: impl Fn(&Value) -> Option<Uuid>) -> Value {
    let rows = rows.as_array().into_iter().flatten();
    rows.filter_map(|row| {
        let mut own = row.as_object()?.clone();
        own.insert("id".to_owned(), json!(id(row)?));
        own.insert("entity_id".to_owned(), json!(entity));
        own.insert("case_id".to_owned(), json!(case));
        own.remove("author_id");
        Some(Value::Object(own))
    })
    .collect()
}

impl Offspring<'_> {
    /// The columns of `file.sql`: those of story and filer have the names of their tables.
    fn columns(&self, tx: &Tx<'_>, entity: &EntityFacts, id: Uuid) -> Answer<Map<String, Value>> {
        let (parent, papers) = (self.parent, self.papers);
        let clock = self
            .rule
            .as_ref()
            .map(|rule| clock_rows::started(rule, self.filed_at, entity))
            .transpose()?;
        let mut columns = Map::new();
        for (source, renamed) in [(&papers.story, None), (&papers.filer, Some("filer_type"))] {
            for (name, value) in source.as_object().into_iter().flatten() {
                let name = renamed.filter(|_| name == "type").unwrap_or(name);
                columns.insert(name.to_owned(), value.clone());
            }
        }
        if let Some(story) = self.story {
            columns.insert("story".to_owned(), json!(story));
        }
        let words = self.words(&columns);
        let own = json!({
            "entity_id": entity.id,
            "case_id": id,
            "year": tx.now.with_timezone(&entity.zone).year(),
            "at": tx.now,
            "filed_at": self.filed_at,
            "kind": self.kind,
            "service_id": self.service.map(|service| service.id),
            "service_version": self.service.map(|service| service.version),
            // Offices belong to their body.
            "office_id": parent.office_id.filter(|_| parent.entity_id == entity.id),
            "pack_id": self.pack_id,
            "channel": parent.channel,
            "language": parent.language,
            "is_confidential": self.is_confidential || parent.is_confidential,
            "district": parent.district,
            "due_at": clock.as_ref().map(|clock| clock.due_at),
            "key_hash": hex(&parent.key_hash),
            "words": words,
            "clock_id": clock.as_ref().map(|_| Uuid::now_v7()),
            "rule": self.rule,
            "zone": entity.zone.name(),
            "calendar": entity.layers,
            "calendar_version": entity.calendar.version(),
            "counted_from": clock.as_ref().map(|clock| clock.counted_from),
            "due_on": clock.as_ref().map(|clock| clock.due_on),
            "actor_kind": tx.actor.kind.as_str(),
            "actor_id": tx.actor.id,
            "actor_role": tx.actor.role(),
            "data": self.first_line(),
            "request_id": tx.request.id,
            "operation": tx.request.operation,
            "outbox_id": Uuid::now_v7(),
            "audit_id": Uuid::now_v7(),
        });
        if let Value::Object(own) = own {
            columns.extend(own);
        }
        Ok(columns)
    }

    fn first_line(&self) -> Value {
        let mut data = json!({
            "version": 1, "cycle": 1, "channel": self.parent.channel, "kind": self.kind,
            "first_filed_at": self.papers.first_filed_at(self.parent),
        });
        if let (Some(data), Some(origin)) = (data.as_object_mut(), self.origin.as_object()) {
            data.extend(origin.clone());
        }
        data
    }

    /// What a search finds the case by.
    fn words(&self, columns: &Map<String, Value>) -> String {
        let column = |name: &str| columns.get(name).and_then(Value::as_str);
        let searched = [
            column("story"),
            column("wanted"),
            self.service.map(|service| service.name.as_str()),
            column("place_text"),
            self.parent.district.as_deref(),
        ];
        words::folded(&searched.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}
