//! An offer as it is stored: both bodies read it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_registry::shapes::EntityRef;
use hilo_rules::numbers::EntityNumber;
use hilo_schema::{entities, transfers};
use uuid::Uuid;

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
    let (number, name): (i16, String) = entities::table
        .select((entities::number, entities::name))
        .find(id)
        .first(conn)?;
    let number = u16::try_from(number)
        .ok()
        .and_then(|number| EntityNumber::new(number).ok())
        .ok_or_else(|| hilo_platform::problem::Problem::broken("a body without a number"))?;
    Ok(EntityRef {
        number: number.to_string(),
        name,
    })
}

/// A case that was answered or has ended is no longer on offer.
pub fn withdraw_offer(tx: &mut Tx<'_>, case: Uuid) -> Answer<()> {
    let open = transfers::table
        .filter(transfers::entity_id.eq(tx.entity()?))
        .filter(transfers::case_id.eq(case))
        .filter(transfers::state.eq("offered"));
    diesel::update(open)
        .set((
            transfers::state.eq("withdrawn"),
            transfers::answered_at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    Ok(())
}
