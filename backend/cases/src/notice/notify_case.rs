//! Notify by hand: staff brought the answer home, or the person came for it (domain 7.3 row 19; DS 007 art. 17).

use std::sync::Arc;

use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, FieldError, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::{HandOver, HandedOver};
use hilo_schema::deliveries;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::waiting::{PICK_UP, wait, waiting_of};
use crate::answer::notify::close_later;
use crate::case::{Case, Change};
use crate::clock_rows;
use crate::commands::by_staff;
use crate::problems;
use crate::target::{InRoom, Target};
use crate::turn::{Remark, Turn, last_seq};
use crate::view::staff::StaffCase;

/// What came of handing the answer over.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotifyCase {
    /// Where the answer waited.
    pub way: HandOver,
    /// Somebody took it, or nobody could. Only a visit at home can fail: the desk has its own time.
    pub outcome: HandedOver,
    /// Who took it, as they said; needed when it was delivered. Any adult of the household may (DS 007 art. 17.2).
    #[serde(default)]
    #[validate(length(min = 1, max = 200))]
    #[schema(example = "Rosa Quispe, herself")]
    pub received_by: Option<String>,
    /// The day it happened; not in the future, not before the answer.
    #[schema(example = "2026-11-21")]
    pub on: NaiveDate,
    /// Anything else that belongs to the proof.
    #[serde(default)]
    #[validate(length(max = 1000))]
    pub note: Option<String>,
}

/// Notify by hand
///
/// Records that an answer was handed over at the person's address or at the desk, with its proof. A visit that failed is
/// not repeated: the answer waits at the desk from then on.
#[utoipa::path(
    tag = "staff: answer",
    request_body = NotifyCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is not within the caller's reach"))
)]
#[post("/staff/cases/{number}/notify")]
pub async fn notify_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<NotifyCase>,
) -> Answer<HttpResponse> {
    let notice = body.body;
    let command = match notice.outcome {
        HandedOver::Delivered => Command::RecordNotice,
        HandedOver::Failed => Command::RecordFailedNotice,
    };
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        command,
        move |tx, turn| hand_over(tx, turn, &notice),
    )
    .await
}

fn hand_over(tx: &mut Tx<'_>, turn: Turn, notice: &NotifyCase) -> Answer<Case> {
    let (id, way, since) = waiting_of(tx.conn, &turn.case)?.ok_or(&problems::NOTHING_WAITS)?;
    let day = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&turn.entity.zone).date_naive();
    let errors = notice.misfits(&way, day(since), day(tx.now));
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let (entity, pack) = (Arc::clone(&turn.entity), Arc::clone(&turn.pack));
    record(tx, entity.id, id, notice)?;
    clock_rows::stop(
        tx.conn,
        &entity,
        turn.case.id,
        turn.case.cycle,
        PICK_UP,
        tx.now,
    )?;
    let data = json!({ "transport": notice.way, "on": notice.on });
    let remark = Remark {
        reason: None,
        data: Some(data),
    };
    let case = turn.finish(tx, &Change::default(), remark)?;
    match notice.outcome {
        HandedOver::Delivered => close_later(tx, &entity, &pack, case.id)?,
        HandedOver::Failed => {
            let seq = last_seq(tx.conn, &case)?;
            wait(tx, (&case, &entity, &pack), seq, HandOver::Desk)?;
        }
    }
    Ok(case)
}

/// Names stay in the proof, which is covered like the filer; history is for ever and holds none.
fn record(tx: &mut Tx<'_>, entity: Uuid, delivery: Uuid, notice: &NotifyCase) -> Answer<()> {
    let is_delivered = notice.outcome == HandedOver::Delivered;
    let proof = json!({
        "received_by": notice.received_by,
        "on": notice.on,
        "note": notice.note,
        "recorded_by": tx.actor.name,
    });
    diesel::update(deliveries::table.find((entity, delivery)))
        .set((
            deliveries::state.eq(if is_delivered { "sent" } else { "failed" }),
            deliveries::sent_at.eq(is_delivered.then_some(tx.now)),
            deliveries::proof.eq(proof),
        ))
        .execute(tx.conn)?;
    Ok(())
}

impl NotifyCase {
    fn misfits(&self, way: &str, since: NaiveDate, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.way.as_str() != way {
            errors.push(FieldError::new("/way", "not-waiting"));
        }
        if (self.way, self.outcome) == (HandOver::Desk, HandedOver::Failed) {
            errors.push(FieldError::new("/outcome", "choice"));
        }
        let is_named = self
            .received_by
            .as_deref()
            .is_some_and(|name| !name.trim().is_empty());
        if self.outcome == HandedOver::Delivered && !is_named {
            errors.push(FieldError::new("/received_by", "required"));
        }
        if self.on > today {
            errors.push(FieldError::new("/on", "future"));
        } else if self.on < since {
            errors.push(FieldError::new("/on", "before-answer"));
        }
        errors
    }
}
