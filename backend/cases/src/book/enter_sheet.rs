//! Enter a sheet of the paper book: the case begins on the day it was written (DS 007 art. 15.7; anchors check 29).

use actix_web::{HttpResponse, post};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::idempotency::Key;
use hilo_platform::problem::{Answer, FieldError, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_registry::directory::{Directory, EntityFacts};
use hilo_rules::vocabulary::Channel;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::place::{Book, LAST_SHEET};
use super::sheet::SheetRow;
use crate::clock_rows;
use crate::file::filing::SubmitCase;
use crate::file::{Filed, Receipt, file, replay};
use crate::target::InRoom;

/// A sheet as it was written by hand.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterSheet {
    /// The number printed on it.
    #[validate(range(min = 1, max = "LAST_SHEET"))]
    #[schema(example = 104)]
    pub sheet: i32,
    /// The day it was written; not in the future.
    #[schema(example = "2026-11-20")]
    pub written_on: NaiveDate,
    /// What stands on it. Office and channel are known already.
    #[validate(nested)]
    pub filing: SubmitCase,
}

/// Enter a sheet
///
/// Files what somebody wrote into the paper book of an office. The term counts from the day it was written; entering it
/// late is marked. Send the same `Idempotency-Key` again after a lost answer and the same receipt comes back.
#[utoipa::path(
    tag = "staff: book",
    request_body = EnterSheet,
    params(("office" = String, Path, description = "Id of the office whose book it is", example = "019a9f0e-7c1a-7d2e-8f00-2f0c2b6a9d11"),
           ("Idempotency-Key" = String, Header, description = "16 to 128 visible characters, new for each sheet; the same for a retry", example = "3f0f7c1e-8f3b-4f57-9a3e-6f0b5d0f3c11")),
    responses((status = 201, description = "The case is stored for good", body = Receipt))
)]
#[post("/staff/offices/{office}/sheets")]
pub async fn enter_sheet(
    room: InRoom,
    request: Request,
    staff: Staff,
    book: Book,
    key: Key,
    body: Strict<EnterSheet>,
) -> Answer<HttpResponse> {
    let (sheet, digest) = (body.body, body.digest);
    let (directory, again) = (
        room.directory.clone(),
        (staff.0.clone(), key.clone(), digest.clone()),
    );
    let first = room
        .db
        .command(request.clone(), staff.0, move |tx| {
            enter(tx, &directory, book, sheet, (&key, &digest))
        })
        .await?;
    let receipt = match first {
        Filed::Now(receipt, _) => receipt,
        Filed::Before => {
            let (door, key, digest) = again;
            let directory = room.directory.clone();
            room.db
                .read(request, door, move |tx| {
                    replay(tx, &directory, &key, &digest)
                })
                .await?
        }
    };
    Ok(HttpResponse::Created()
        .insert_header(("Location", format!("/api/v1/cases/{}", receipt.number)))
        .json(receipt))
}

fn enter(
    tx: &mut Tx<'_>,
    directory: &Directory,
    book: Book,
    sheet: EnterSheet,
    (key, digest): (&Key, &[u8]),
) -> Answer<Filed> {
    book.is_ours(tx)?;
    let entity = directory.facts(tx)?;
    let errors = sheet.misfits(book, &entity, tx.now);
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let written_at = first_moment(sheet.written_on, entity.zone).min(tx.now);
    let filing = SubmitCase {
        office: Some(book.0),
        channel: Some(Channel::Paper),
        ..sheet.filing
    };
    let filed = file(tx, directory, &filing, key, digest, written_at).map_err(inside)?;
    if let Filed::Now(_, case) = &filed {
        let entered_by = tx.actor.id;
        let row = SheetRow {
            entity_id: entity.id,
            office_id: book.0,
            sheet: sheet.sheet,
            written_on: sheet.written_on,
            case_id: Some(*case),
            voided: None,
            entered_by: entered_by.ok_or_else(|| Problem::broken("a sheet without a clerk"))?,
            entered_at: tx.now,
            is_late: is_late(&entity, &filing, written_at, tx.now)?,
        };
        row.write(tx)?;
    }
    Ok(filed)
}

impl EnterSheet {
    fn misfits(&self, book: Book, entity: &EntityFacts, now: DateTime<Utc>) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.written_on > now.with_timezone(&entity.zone).date_naive() {
            errors.push(FieldError::new("/written_on", "future"));
        }
        if self.filing.entity != entity.number.to_string() {
            errors.push(FieldError::new("/filing/entity", "unknown"));
        }
        if self.filing.office.is_some_and(|office| office != book.0) {
            errors.push(FieldError::new("/filing/office", "choice"));
        }
        let channel = self.filing.channel;
        if channel.is_some_and(|channel| channel != Channel::Paper) {
            errors.push(FieldError::new("/filing/channel", "choice"));
        }
        errors
    }
}

/// What is wrong with the filing is wrong inside of the sheet.
fn inside(mut problem: Problem) -> Problem {
    for error in &mut problem.errors {
        error.pointer.insert_str(0, "/filing");
    }
    problem
}

/// The regime says how soon a sheet is entered; one that says nothing knows no lateness.
fn is_late(
    entity: &EntityFacts,
    filing: &SubmitCase,
    written_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Answer<bool> {
    let regime = entity.regimes.of_kind(filing.kind);
    let Some(rule) = regime.and_then(|regime| regime.pack.stage("transcription")) else {
        return Ok(false);
    };
    let clock = clock_rows::started(rule, written_at, entity)?;
    Ok(clock.is_late(now))
}

/// The hour is not written on a sheet: its day begins with the first moment there is, before any closing hour.
fn first_moment(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let local = (0..24).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
    // Midnight is missing on the day some zones move their clocks.
    let first = local
        .filter_map(|local| zone.from_local_datetime(&local).earliest())
        .next();
    first.map_or_else(
        || day.and_time(chrono::NaiveTime::MIN).and_utc(),
        |moment| moment.with_timezone(&Utc),
    )
}
