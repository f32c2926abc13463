//! Accept a transfer: from now on the case is ours, under a number of our own.

use actix_web::{post, web};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::files::Files;
use hilo_platform::problem::Answer;
use hilo_platform::strict::Strict;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::hand_over::{Carried, hand_over};
use super::offer::Offer;
use super::{OfferId, lead};
use crate::target::InRoom;

/// Nothing to say.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptTransfer {}

/// The case as it came into being here.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TakenOver {
    /// Its number at this body; the person's key opens it too.
    #[schema(example = "0002-26000-00016")]
    pub number: String,
}

/// Accept a transfer
///
/// Takes an offered case over: it gets a number here, its term counts from today's receipt by our regime, and the sender's
/// case ends as transferred. Story, filer, parties, the person's messages and files come along; both numbers stay linked.
#[utoipa::path(
    tag = "staff: transfer",
    request_body = AcceptTransfer,
    params(("id" = uuid::Uuid, Path, description = "Id of the offer")),
    responses((status = 200, description = "The case is ours", body = TakenOver))
)]
#[post("/staff/transfers/{id}/accept")]
pub async fn accept_transfer(
    room: InRoom,
    request: Request,
    staff: Staff,
    id: OfferId,
    files: web::Data<Files>,
    _body: Strict<AcceptTransfer>,
) -> Answer<web::Json<TakenOver>> {
    let (id, door) = (id.0, staff.0);
    let offer = room
        .db
        .read(request.clone(), door.clone(), move |tx| {
            lead(tx)?;
            Offer::received(tx, id)
        })
        .await?;
    let carried = Carried::of(&room.db, request.clone(), door.clone(), &files, &offer).await?;
    let carried = std::sync::Arc::new(carried);
    let (directory, copies) = (room.directory.clone(), std::sync::Arc::clone(&carried));
    let taken = room
        .db
        .command(request, door, move |tx| {
            let by = lead(tx)?;
            let offer = Offer::received(tx, id)?;
            hand_over(tx, &directory, &offer, &copies, Some(by))
        })
        .await;
    match taken {
        Ok(number) => Ok(web::Json(TakenOver {
            number: number.to_string(),
        })),
        Err(refusal) => {
            carried.discard(&files, &refusal).await;
            Err(refusal)
        }
    }
}
