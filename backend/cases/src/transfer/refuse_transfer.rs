//! Refuse a transfer: the case stays where it is, and the sender reads why.

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::Directory;
use hilo_rules::lifecycle::Command;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::offer::{Offer, Verdict, body};
use super::{OfferId, lead};
use crate::case::Change;
use crate::target::InRoom;
use crate::turn::{Opener, Remark, Turn};

/// Why the case is not ours.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseTransfer {
    /// Said to the sender, never to the person.
    #[validate(length(min = 10, max = 1000))]
    #[schema(example = "The road was handed to the district in 2019.")]
    pub reason: String,
}

/// Refuse a transfer
///
/// Says no to an offered case. It stays with the sender, whose clock never stopped.
#[utoipa::path(
    tag = "staff: transfer",
    request_body = RefuseTransfer,
    params(("id" = uuid::Uuid, Path, description = "Id of the offer")),
    responses((status = 204, description = "The offer is refused"))
)]
#[post("/staff/transfers/{id}/refuse")]
pub async fn refuse_transfer(
    room: InRoom,
    request: Request,
    staff: Staff,
    id: OfferId,
    body: Strict<RefuseTransfer>,
) -> Answer<HttpResponse> {
    let (directory, reason) = (room.directory.clone(), body.body.reason);
    room.db
        .command(request, staff.0, move |tx| {
            let by = lead(tx)?;
            let offer = Offer::received(tx, id.0)?;
            let verdict = Verdict {
                state: "refused",
                by: Some(by),
                reason: Some(&reason),
                ..Verdict::default()
            };
            stay(tx, &directory, &offer, verdict)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The case stays with the sender: refused, or nobody answered.
pub fn stay(
    tx: &mut Tx<'_>,
    directory: &Directory,
    offer: &Offer,
    verdict: Verdict<'_>,
) -> Answer<()> {
    let receiver = body(tx.conn, offer.receiver)?;
    offer.at(tx, offer.sender, |tx| {
        let opener = Opener::System(offer.case);
        let turn = Turn::begin(tx, directory, &opener, Seen::Any, Command::StayHere)?;
        offer.answered(tx, verdict)?;
        let data = json!({
            "transfer": offer.id, "text": receiver.name, "other_entity": receiver.name,
            "by_silence": verdict.by.is_none(),
        });
        let remark = Remark {
            reason: verdict.reason,
            data: Some(data),
        };
        turn.finish(tx, &Change::default(), remark).map(|_| ())
    })
}
