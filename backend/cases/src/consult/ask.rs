//! Consult: ask another unit, the legal adviser or somebody outside (domain 7.3 row 12).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::chance;
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::{Answer, FieldError, Problem};
use hilo_platform::sealed;
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::clocks::{ClockRule, ClosedDayFiling, Extension, Starts, Unit};
use hilo_rules::lifecycle::Command;
use hilo_rules::packs::Pack;
use hilo_schema::consultations;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::kind::ConsultationKind;
use super::view::Outside;
use crate::case::Change;
use crate::clock_rows;
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::{Remark, Turn};
use crate::view::staff::StaffCase;
use crate::work::assign::active_unit;

/// Days for an answer where the regime names no term for it.
const OWN_TERM: u16 = 10;

/// Who is asked what.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsultUnit {
    pub kind: ConsultationKind,
    /// The unit that is asked; left out for `outside`.
    #[serde(default)]
    pub unit: Option<Uuid>,
    /// Who is asked outside of the body; only for `outside`.
    #[serde(default)]
    #[validate(nested)]
    pub outside: Option<Outside>,
    /// The question, word for word. The person never sees it.
    #[validate(length(min = 10, max = 5000))]
    #[schema(example = "Does the pole belong to the city or to the power company?")]
    pub question: String,
    /// What it is about, for finding an opinion again.
    #[serde(default)]
    #[validate(length(min = 1, max = 120))]
    #[schema(example = "Ownership of poles")]
    pub topic: Option<String>,
}

/// Consult somebody
///
/// Asks another unit, the legal adviser or somebody outside about the case, as often as needed. The case waits for all
/// answers and then goes on by itself; its own clock does not stop. Somebody outside gets a mail with a link that works once.
#[utoipa::path(
    tag = "staff: consult",
    request_body = ConsultUnit,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/consult")]
pub async fn consult_unit(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<ConsultUnit>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    addressed(&wish)?;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Consult,
        move |tx, turn| {
            if let Some(unit) = wish.unit {
                active_unit(tx, unit)?;
            }
            let id = ask(tx, &turn, &wish)?;
            let data = json!({ "consultation": id, "kind": wish.kind });
            turn.finish(
                tx,
                &Change::default(),
                Remark {
                    reason: None,
                    data: Some(data),
                },
            )
        },
    )
    .await
}

/// A question has one addressee: a unit, or somebody outside.
fn addressed(wish: &ConsultUnit) -> Answer<()> {
    let (needed, needless) = match wish.kind {
        ConsultationKind::Outside => (
            wish.outside.is_none().then_some("/outside"),
            wish.unit.is_some().then_some("/unit"),
        ),
        ConsultationKind::Unit | ConsultationKind::Legal => (
            wish.unit.is_none().then_some("/unit"),
            wish.outside.is_some().then_some("/outside"),
        ),
    };
    let errors: Vec<FieldError> = needed
        .map(|field| FieldError::new(field, "required"))
        .into_iter()
        .chain(needless.map(|field| FieldError::new(field, "leave-out")))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::fields(errors))
    }
}

fn ask(tx: &mut Tx<'_>, turn: &Turn, wish: &ConsultUnit) -> Answer<Uuid> {
    let (case, entity) = (&turn.case, &turn.entity);
    let asker = tx
        .actor
        .id
        .ok_or_else(|| Problem::broken("a question without an asker"))?;
    let rule = term(&turn.pack);
    let (clock, _) = clock_rows::start(tx.conn, entity, case.id, case.cycle, &rule, tx.now)?;
    clock_rows::watch(tx, entity.id, clock, tx.now)?;
    let id = Uuid::now_v7();
    // Nobody has this token: the job that mails the link makes the real one, so that it is stored nowhere.
    let nobodys = wish
        .outside
        .as_ref()
        .map(|_| sealed::digest(&chance::bytes::<16>()));
    diesel::insert_into(consultations::table)
        .values((
            consultations::entity_id.eq(entity.id),
            consultations::id.eq(id),
            consultations::case_id.eq(case.id),
            consultations::kind.eq(wish.kind.as_str()),
            consultations::unit_id.eq(wish.unit),
            consultations::clock_id.eq(clock),
            consultations::question.eq(&wish.question),
            consultations::asked_by.eq(asker),
            consultations::asked_at.eq(tx.now),
            consultations::outside_name.eq(wish.outside.as_ref().map(|outside| &outside.name)),
            consultations::outside_mail.eq(wish.outside.as_ref().map(|outside| &outside.email)),
            consultations::token_hash.eq(nobodys),
            consultations::topic.eq(&wish.topic),
        ))
        .execute(tx.conn)?;
    if wish.outside.is_some() {
        let (now, mail) = (tx.now, Lane::Mail);
        jobs::ask(tx.conn, mail, "ask_outside", entity.id, id, now, now)?;
    }
    Ok(id)
}

/// How long an answer may take. Versions of the law from before this step say nothing of it.
fn term(pack: &Pack) -> ClockRule {
    pack.stage("internal")
        .cloned()
        .unwrap_or_else(|| ClockRule {
            name: "internal".to_owned(),
            unit: Unit::CalendarDays,
            length: OWN_TERM,
            starts: Starts::DayAfterFiling,
            closed_day_filing: ClosedDayFiling::AsIs,
            roll_end: true,
            cut_off: None,
            extension: Extension::None,
            source: "our rule, where the regime sets no term for reports".to_owned(),
        })
}
