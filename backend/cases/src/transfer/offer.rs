//! An offer as it is stored: both bodies read it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::shapes::EntityRef;
use hilo_rules::numbers::EntityNumber;
use hilo_schema::{entities, transfers};
use uuid::Uuid;

use crate::case::Case;
use crate::problems;

/// An offer of a case to another body.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = transfers)]
pub struct Offer {
    /// The body that offers.
    #[diesel(column_name = entity_id)]
    pub sender: Uuid,
    pub id: Uuid,
    #[diesel(column_name = case_id)]
    pub case: Uuid,
    #[diesel(column_name = receiver_id)]
    pub receiver: Uuid,
    pub sender_number: String,
    pub kind: String,
    pub story: String,
    pub reason: String,
    pub offered_at: DateTime<Utc>,
    pub answer_until: DateTime<Utc>,
    pub on_silence: String,
    pub state: String,
    pub answered_at: Option<DateTime<Utc>>,
    pub answer_reason: Option<String>,
    pub receiver_number: Option<String>,
}

impl Offer {
    /// An offer to the body of this transaction that still waits.
    ///
    /// # Errors
    /// 404 for what was not offered to this body, 409 for what was answered already.
    pub fn received(tx: &mut Tx<'_>, id: Uuid) -> Answer<Self> {
        let offer: Option<Self> = transfers::table
            .select(Self::as_select())
            .filter(transfers::id.eq(id))
            .filter(transfers::receiver_id.eq(tx.entity()?))
            .first(tx.conn)
            .optional()?;
        let offer = offer.ok_or(&problems::TRANSFER_UNKNOWN)?;
        if offer.state == "offered" {
            Ok(offer)
        } else {
            Err((&problems::TRANSFER_ANSWERED).into())
        }
    }

    /// Works at one end of the offer, wherever this transaction is at home.
    pub fn at<T>(
        &self,
        tx: &mut Tx<'_>,
        end: Uuid,
        work: impl FnOnce(&mut Tx<'_>) -> Answer<T>,
    ) -> Answer<T> {
        if tx.entity()? == end {
            work(tx)
        } else {
            tx.across(self.id, work)
        }
    }

    /// Writes the answer. The lock on the case lets one answer through; whoever comes second is told.
    pub fn answered(&self, tx: &mut Tx<'_>, verdict: Verdict<'_>) -> Answer<()> {
        let open = transfers::table
            .find((self.sender, self.id))
            .filter(transfers::state.eq("offered"));
        let rows = diesel::update(open)
            .set((
                transfers::state.eq(verdict.state),
                transfers::answered_by.eq(verdict.by),
                transfers::answered_at.eq(tx.now),
                transfers::answer_reason.eq(verdict.reason),
                transfers::receiver_case.eq(verdict.case.map(|case| case.0)),
                transfers::receiver_number.eq(verdict.case.map(|case| case.1)),
            ))
            .execute(tx.conn)?;
        if rows == 1 {
            Ok(())
        } else {
            Err((&problems::TRANSFER_ANSWERED).into())
        }
    }
}

/// What became of an offer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Verdict<'a> {
    /// `accepted`, `refused`, `lapsed` or `withdrawn`.
    pub state: &'a str,
    /// Empty where nobody answered.
    pub by: Option<Uuid>,
    pub reason: Option<&'a str>,
    /// The case at the receiver: id and number.
    pub case: Option<(Uuid, &'a str)>,
}

/// A public body by its id.
pub fn body(conn: &mut PgConnection, id: Uuid) -> Answer<EntityRef> {
    bodies(conn, &[id])?
        .remove(&id)
        .ok_or_else(|| Problem::broken("a transfer names a body that there is not"))
}

/// Public bodies by their ids, in one query.
pub fn bodies(conn: &mut PgConnection, ids: &[Uuid]) -> Answer<HashMap<Uuid, EntityRef>> {
    let rows: Vec<(Uuid, i16, String)> = entities::table
        .select((entities::id, entities::number, entities::name))
        .filter(entities::id.eq_any(ids))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, number, name)| {
            let number = u16::try_from(number).map_err(Problem::broken)?;
            let number = EntityNumber::new(number)
                .map_err(Problem::broken)?
                .to_string();
            Ok((id, EntityRef { number, name }))
        })
        .collect()
}

/// Takes the open offer of a case back when it is no longer what was offered: answered, ended, or of another kind.
pub fn withdraw_offer(tx: &mut Tx<'_>, case: &Case) -> Answer<()> {
    let open = transfers::table
        .filter(transfers::entity_id.eq(case.entity_id))
        .filter(transfers::case_id.eq(case.id))
        .filter(transfers::state.eq("offered"))
        .filter(
            transfers::kind
                .ne(&case.kind)
                .or((!case.is_open).into_sql::<Bool>()),
        );
    diesel::update(open)
        .set((
            transfers::state.eq("withdrawn"),
            transfers::answered_at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    Ok(())
}
