//! Fetch a file: always as a download, never shown by the browser as a page (promise I4).

use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpRequest, HttpResponse, get, web};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::files::Files;
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_schema::attachments;
use uuid::Uuid;

use crate::case::Lock;
use crate::problems;
use crate::target::{InRoom, OwnCase, Target};
use crate::turn::{Opened, Opener, open};

/// Fetch a file of one's own case
///
/// The bytes, as a download.
#[utoipa::path(
    tag = "citizen: follow",
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("id" = String, Path, description = "Id of the file", example = "019a9f0e-7c1a-7d2e-8f00-2f0c2b6a9d11"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN")),
    responses((status = 200, description = "The file", content_type = "application/octet-stream", body = Vec<u8>))
)]
#[get("/cases/{number}/attachments/{id}")]
pub async fn get_attachment(
    room: InRoom,
    request: Request,
    http: HttpRequest,
    own: OwnCase,
    files: web::Data<Files>,
) -> Answer<HttpResponse> {
    let id = id_of(&http)?;
    let door = own.door(&room.db, &room.directory, &request).await?;
    let directory = room.directory.clone();
    let found = room
        .db
        .read(request, door, move |tx| {
            let opened = open(tx, &directory, &Opener::Person(&own), Lock::No)?;
            Found::of(tx, &opened, id)
        })
        .await?;
    found.served(&files).await
}

/// Fetch a file of a case
///
/// The bytes, as a download, for staff within whose reach the case is.
#[utoipa::path(
    tag = "staff: desk",
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("id" = String, Path, description = "Id of the file", example = "019a9f0e-7c1a-7d2e-8f00-2f0c2b6a9d11")),
    responses((status = 200, description = "The file", content_type = "application/octet-stream", body = Vec<u8>))
)]
#[get("/staff/cases/{number}/attachments/{id}")]
pub async fn get_case_attachment(
    room: InRoom,
    request: Request,
    http: HttpRequest,
    staff: Staff,
    target: Target,
    files: web::Data<Files>,
) -> Answer<HttpResponse> {
    let id = id_of(&http)?;
    let directory = room.directory.clone();
    let found = room
        .db
        .read(request, staff.0, move |tx| {
            let opened = open(tx, &directory, &Opener::Staff(target.0), Lock::No)?;
            Found::of(tx, &opened, id)
        })
        .await?;
    found.served(&files).await
}

fn id_of(http: &HttpRequest) -> Answer<Uuid> {
    let id = http.match_info().get("id").and_then(|id| id.parse().ok());
    id.ok_or_else(|| (&problems::FILE_UNKNOWN).into())
}

struct Found {
    entity: Uuid,
    id: Uuid,
    name: String,
    media_type: String,
}

impl Found {
    fn of(tx: &mut Tx<'_>, opened: &Opened, id: Uuid) -> Answer<Self> {
        let row: Option<(String, String)> = attachments::table
            .select((attachments::name, attachments::media_type))
            .find((opened.entity.id, id))
            .filter(attachments::case_id.eq(opened.case.id))
            .first(tx.conn)
            .optional()?;
        let (name, media_type) = row.ok_or(&problems::FILE_UNKNOWN)?;
        Ok(Self {
            entity: opened.entity.id,
            id,
            name,
            media_type,
        })
    }

    async fn served(self, files: &Files) -> Answer<HttpResponse> {
        let bytes = files.get(self.entity, self.id).await?;
        let disposition = ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename(self.name)],
        };
        Ok(HttpResponse::Ok()
            .content_type(self.media_type)
            .insert_header(disposition)
            .insert_header((
                header::CONTENT_SECURITY_POLICY,
                "sandbox; default-src 'none'",
            ))
            .insert_header((header::CACHE_CONTROL, "private, no-store"))
            .body(bytes))
    }
}
