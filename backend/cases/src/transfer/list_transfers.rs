//! Cases that other bodies offer to us.

use std::collections::HashMap;
use std::str::FromStr;

use actix_web::{get, web};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::page::{DEFAULT_LIMIT, Page, read_cursor};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::{StrictQuery, from_text};
use hilo_platform::tx::Tx;
use hilo_registry::shapes::EntityRef;
use hilo_rules::vocabulary::Kind;
use hilo_schema::transfers;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::lead;
use super::offer::{Offer, bodies};
use crate::target::InRoom;

/// Which page.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListTransfers {
    /// 1 to 100; 25 when left out.
    #[serde(default, deserialize_with = "from_text")]
    #[validate(range(min = 1, max = 100))]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// From `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A case that another body offers. Who filed it is not told before it is accepted.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TransferOffer {
    /// Id of the offer.
    pub id: Uuid,
    /// The body that offers.
    pub from: EntityRef,
    /// Number of the case there.
    #[schema(example = "0001-26000-00010")]
    pub number: String,
    pub kind: Kind,
    /// What happened, as it was written.
    pub story: String,
    /// Why the sender thinks that it is ours.
    pub reason: String,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
    /// Until when we can answer.
    pub answer_until: DateTime<Utc>,
    pub on_silence: OfferSilence,
}

/// What an unanswered offer becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferSilence {
    /// It counts as accepted.
    Accepted,
    /// The case stays where it is.
    Returned,
}

/// List transfers
///
/// Offers of other bodies that wait for our answer, the oldest first.
#[utoipa::path(
    tag = "staff: transfer",
    params(ListTransfers),
    responses((status = 200, description = "A page of offers", body = Page<TransferOffer>))
)]
#[get("/staff/transfers")]
pub async fn list_transfers(
    room: InRoom,
    request: Request,
    staff: Staff,
    query: StrictQuery<ListTransfers>,
) -> Answer<web::Json<Page<TransferOffer>>> {
    let after: Option<(DateTime<Utc>, Uuid)> = read_cursor(query.0.cursor.as_deref())?;
    let limit = query.0.limit.unwrap_or(DEFAULT_LIMIT);
    let page = room
        .db
        .read(request, staff.0, move |tx| {
            lead(tx)?;
            let rows = offers(tx, after, i64::from(limit) + 1)?;
            let page = Page::cut(rows, limit, |row: &Offer| (row.offered_at, row.id));
            let (rows, next_cursor) = (page.items, page.next_cursor);
            let senders: Vec<Uuid> = rows.iter().map(|row| row.sender).collect();
            let senders = bodies(tx.conn, &senders)?;
            let items: Answer<Vec<_>> = rows.into_iter().map(|row| shown(row, &senders)).collect();
            Ok(Page {
                items: items?,
                next_cursor,
            })
        })
        .await?;
    Ok(web::Json(page))
}

fn offers(tx: &mut Tx<'_>, after: Option<(DateTime<Utc>, Uuid)>, limit: i64) -> Answer<Vec<Offer>> {
    let mut query = transfers::table
        .select(Offer::as_select())
        .filter(transfers::receiver_id.eq(tx.entity()?))
        .filter(transfers::state.eq("offered"))
        .order((transfers::offered_at, transfers::id))
        .limit(limit)
        .into_boxed();
    if let Some((at, id)) = after {
        let later = transfers::offered_at
            .gt(at)
            .or(transfers::offered_at.eq(at).and(transfers::id.gt(id)));
        query = query.filter(later);
    }
    Ok(query.load(tx.conn)?)
}

fn shown(offer: Offer, senders: &HashMap<Uuid, EntityRef>) -> Answer<TransferOffer> {
    let from = senders.get(&offer.sender).cloned();
    Ok(TransferOffer {
        id: offer.id,
        from: from.ok_or_else(|| Problem::broken("an offer of nobody"))?,
        number: offer.sender_number,
        kind: Kind::from_str(&offer.kind).map_err(Problem::broken)?,
        story: offer.story,
        reason: offer.reason,
        offered_at: offer.offered_at,
        answer_until: offer.answer_until,
        on_silence: silence(&offer.on_silence),
    })
}

/// The stored word.
pub fn silence(word: &str) -> OfferSilence {
    if word == "accepted" {
        OfferSilence::Accepted
    } else {
        OfferSilence::Returned
    }
}
