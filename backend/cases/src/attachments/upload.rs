//! Attach a file to one's own case.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, post, web};
use bytes::{Bytes, BytesMut};
use diesel::prelude::*;
use futures_util::TryStreamExt;
use hilo_platform::caller::Request;
use hilo_platform::files::Files;
use hilo_platform::idempotency::{self, MaybeKey};
use hilo_platform::problem::{self, Answer, Problem};
use hilo_platform::sealed;
use hilo_platform::version::MayMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::attachments;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::scrub::{Clean, clean, safe_name};
use crate::case::{Change, Lock};
use crate::problems;
use crate::target::{InRoom, OwnCase};
use crate::turn::{Opener, Remark, Turn, open};
use crate::view::parts::{AttachmentRef, Side};

/// Largest file, in bytes.
const SIZE_LIMIT: usize = 10 * 1024 * 1024;
/// Most files of one case.
const COUNT_LIMIT: i64 = 10;

/// The form of an upload: one file.
#[derive(Debug, ToSchema)]
#[expect(
    dead_code,
    reason = "describes the multipart form in the contract; the form is read as a stream"
)]
pub struct UploadAttachment {
    /// JPEG, PNG, WebP or PDF; at most 10 MB.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// Attach a file
///
/// A picture or a PDF, at most 10 MB, at most ten a case. What it is, is decided by its content. Pictures are written anew
/// and lose place, device and thumbnail.
#[utoipa::path(
    tag = "citizen: follow",
    request_body(content = UploadAttachment, content_type = "multipart/form-data"),
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN"),
           ("Idempotency-Key" = Option<String>, Header, description = "16 to 128 visible characters; the same for a retry")),
    responses((status = 201, description = "The file is part of the case", body = AttachmentRef))
)]
#[post("/cases/{number}/attachments")]
pub async fn upload_attachment(
    room: InRoom,
    request: Request,
    own: OwnCase,
    seen: MayMatch,
    key: MaybeKey,
    files: web::Data<Files>,
    form: Multipart,
) -> Answer<HttpResponse> {
    let door = own.door(&room.db, &room.directory, &request).await?;
    // Who may not attach is told before anything is read or decoded.
    let (directory, asked) = (room.directory.clone(), own.clone());
    let allowed = move |tx: &mut hilo_platform::tx::Tx<'_>| {
        open(tx, &directory, &Opener::Person(&asked), Lock::No).map(|opened| opened.entity.id)
    };
    let entity = room.db.read(request.clone(), door.clone(), allowed).await?;
    let (name, bytes) = read_form(form).await?;
    let body_digest = sealed::digest(&bytes);
    let cleaned = web::block(move || clean(bytes))
        .await
        .map_err(Problem::broken)??;
    let id = Uuid::now_v7();
    files.put(entity, id, cleaned.bytes.clone()).await?;
    let directory = room.directory.clone();
    let kept = room
        .db
        .command(request, door, move |tx| {
            let case = open(tx, &directory, &Opener::Person(&own), Lock::ForUpdate)?.case;
            idempotency::once(tx, key.0.as_ref(), &body_digest, case.id, |tx| {
                let turn = Turn::begin(
                    tx,
                    &directory,
                    &Opener::Person(&own),
                    seen.0,
                    Command::Attach,
                )?;
                keep(tx, turn, id, &name, &cleaned)
            })
        })
        .await;
    match kept {
        Ok(attachment) => {
            if attachment.id != id {
                files.discard(entity, id).await;
            }
            Ok(HttpResponse::Created().json(attachment))
        }
        Err(problem) => {
            // A commit whose answer was lost may still stand: only a clear refusal takes the file back.
            if problem.kind.status < 500 {
                files.discard(entity, id).await;
            }
            Err(problem)
        }
    }
}

fn keep(
    tx: &mut hilo_platform::tx::Tx<'_>,
    turn: Turn,
    id: Uuid,
    name: &str,
    file: &Clean,
) -> Answer<AttachmentRef> {
    let there: i64 = attachments::table
        .filter(attachments::entity_id.eq(turn.entity.id))
        .filter(attachments::case_id.eq(turn.case.id))
        .count()
        .get_result(tx.conn)?;
    if there >= COUNT_LIMIT {
        return Err((&problems::TOO_MANY_FILES).into());
    }
    let attachment = AttachmentRef {
        id,
        name: safe_name(name, file.media_type),
        media_type: file.media_type.to_owned(),
        size: i32::try_from(file.bytes.len()).map_err(Problem::broken)?,
        uploaded_at: tx.now,
        by: Side::Person,
    };
    diesel::insert_into(attachments::table)
        .values((
            attachments::entity_id.eq(turn.entity.id),
            attachments::id.eq(id),
            attachments::case_id.eq(turn.case.id),
            attachments::name.eq(&attachment.name),
            attachments::media_type.eq(&attachment.media_type),
            attachments::size.eq(attachment.size),
            attachments::sha256.eq(sealed::digest(&file.bytes)),
            attachments::author_kind.eq("person"),
            attachments::at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    turn.finish(
        tx,
        &Change::default(),
        Remark {
            reason: None,
            data: Some(json!({ "attachment": id })),
        },
    )?;
    Ok(attachment)
}

/// The one file of the form, bounded while it is read.
async fn read_form(mut form: Multipart) -> Answer<(String, Bytes)> {
    let unreadable = |_| Problem::of(&problem::UNREADABLE);
    let mut field = form
        .try_next()
        .await
        .map_err(unreadable)?
        .ok_or_else(|| Problem::field("/file", "required"))?;
    if field.name() != Some("file") {
        return Err(Problem::field(
            format!("/{}", field.name().unwrap_or_default()),
            "unknown-field",
        ));
    }
    let name = field
        .content_disposition()
        .and_then(|about| about.get_filename())
        .unwrap_or_default()
        .to_owned();
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.try_next().await.map_err(unreadable)? {
        if bytes.len() + chunk.len() > SIZE_LIMIT {
            return Err(Problem::of(&problem::TOO_LARGE));
        }
        bytes.extend_from_slice(&chunk);
    }
    if bytes.is_empty() {
        return Err(Problem::field("/file", "required"));
    }
    drop(field);
    if form.try_next().await.map_err(unreadable)?.is_some() {
        return Err(Problem::field("/file", "duplicate-key"));
    }
    Ok((name, bytes.freeze()))
}
