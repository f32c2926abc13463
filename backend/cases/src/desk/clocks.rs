//! The clocks of a case, day by day, for staff.

use actix_web::{get, web};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::Answer;

use crate::case::Lock;
use crate::follow::{ClocksExplained, explained};
use crate::target::{InRoom, Target};
use crate::turn::{Opener, open};

/// Explain the clocks of a case to staff
///
/// The same ledger that the person sees.
#[utoipa::path(
    tag = "staff: desk",
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010")),
    responses((status = 200, description = "Every clock, day by day", body = ClocksExplained))
)]
#[get("/staff/cases/{number}/clocks")]
pub async fn explain_staff_clocks(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
) -> Answer<web::Json<ClocksExplained>> {
    let directory = room.directory.clone();
    let explained = room
        .db
        .read(request, staff.0, move |tx| {
            let opened = open(tx, &directory, &Opener::Staff(target.0), Lock::No)?;
            explained(tx, &opened)
        })
        .await?;
    Ok(web::Json(explained))
}
