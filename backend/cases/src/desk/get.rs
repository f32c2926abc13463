//! One case, whole, for staff.

use actix_web::{HttpResponse, get};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::Answer;
use hilo_platform::strict::StrictQuery;
use hilo_platform::version::etag;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use crate::case::Lock;
use crate::target::{InRoom, Target};
use crate::turn::{Opener, open};
use crate::view::staff::StaffCase;

/// How to look at a case.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GetCase {
    /// Why you need to see who filed; logged, and the person can see that somebody looked.
    #[validate(length(min = 5, max = 300))]
    pub reason: Option<String>,
}

/// Get a case
///
/// The case with everything that this caller may see. Contact data is covered unless the caller works on the case or gives
/// a reason that the role allows; each look is logged.
#[utoipa::path(
    tag = "staff: desk",
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"), GetCase),
    responses((status = 200, description = "The case", body = StaffCase))
)]
#[get("/staff/cases/{number}")]
pub async fn get_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    query: StrictQuery<GetCase>,
) -> Answer<HttpResponse> {
    let directory = room.directory.clone();
    let case = room
        .db
        .command(request, staff.0, move |tx| {
            let opened = open(tx, &directory, &Opener::Staff(target.0), Lock::No)?;
            StaffCase::of(tx, &opened, query.0.reason.as_deref())
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag(case.row.version))
        .json(case))
}
