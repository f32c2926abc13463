//! Custody between bodies: a transfer is an offer that the receiver accepts, refuses or leaves to its silence.

mod accept_transfer;
mod hand_over;
mod lapse;
mod list_transfers;
pub mod offer;
mod refuse_transfer;
mod transfer_case;
mod view;

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use hilo_platform::db::not_allowed;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub use lapse::lapse_transfer;
pub use view::TransferView;

use crate::problems;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(transfer_case::transfer_case)
        .service(list_transfers::list_transfers)
        .service(accept_transfer::accept_transfer)
        .service(refuse_transfer::refuse_transfer);
}

/// The offer in the path. An id that cannot be one is answered like an unknown one.
#[derive(Debug, Clone, Copy)]
struct OfferId(Uuid);

impl FromRequest for OfferId {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request
            .match_info()
            .get("id")
            .and_then(|id| id.parse().ok());
        std::future::ready(
            id.map(Self)
                .ok_or_else(|| (&problems::TRANSFER_UNKNOWN).into()),
        )
    }
}

/// The lead who acts: offers are made to the body, not to a unit of it.
fn lead(tx: &Tx<'_>) -> Answer<Uuid> {
    let sees_all = tx.actor.sight().is_entity;
    tx.actor.id.filter(|_| sees_all).ok_or_else(not_allowed)
}
