//! Void a sheet: it was spoilt, or left out, and stays accounted for.

use actix_web::{post, web};
use hilo_platform::books;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::place::{Book, SheetNumber};
use super::sheet::{Sheet, SheetRow, shown};
use crate::target::InRoom;

/// Why a sheet holds no case.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoidSheet {
    /// In plain words; it stays in the book.
    #[validate(length(min = 3, max = 300))]
    #[schema(example = "Torn out by a child")]
    pub reason: String,
}

/// Void a sheet
///
/// Accounts for a sheet of the paper book that holds no case. One that was entered already is not voided any more.
#[utoipa::path(
    tag = "staff: book",
    request_body = VoidSheet,
    params(("office" = String, Path, description = "Id of the office whose book it is", example = "019a9f0e-7c1a-7d2e-8f00-2f0c2b6a9d11"),
           ("sheet" = i32, Path, description = "The number printed on it", example = 103)),
    responses((status = 200, description = "The sheet", body = Sheet))
)]
#[post("/staff/offices/{office}/sheets/{sheet}/void")]
pub async fn void_sheet(
    room: InRoom,
    request: Request,
    staff: Staff,
    book: Book,
    sheet: SheetNumber,
    body: Strict<VoidSheet>,
) -> Answer<web::Json<Sheet>> {
    let directory = room.directory.clone();
    let sheet = room
        .db
        .command(request, staff.0, move |tx| {
            book.is_ours(tx)?;
            let entity = directory.facts(tx)?;
            let clerk = tx.actor.id;
            let row = SheetRow {
                entity_id: entity.id,
                office_id: book.0,
                sheet: sheet.0,
                written_on: tx.now.with_timezone(&entity.zone).date_naive(),
                case_id: None,
                voided: Some(body.body.reason),
                entered_by: clerk.ok_or_else(|| Problem::broken("a sheet without a clerk"))?,
                entered_at: tx.now,
                is_late: false,
            };
            row.write(tx)?;
            books::record_deed(tx)?;
            let shown = shown(tx, &entity, vec![row])?.pop();
            shown.ok_or_else(|| Problem::broken("a sheet that was just written"))
        })
        .await?;
    Ok(web::Json(sheet))
}
