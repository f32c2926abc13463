//! Assign a case to a unit, and if wanted to a person of it (domain 7.3 row 10).

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_schema::{accounts, memberships, units};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::Change;
use crate::commands::by_staff;
use crate::target::{InRoom, Target};
use crate::turn::Remark;
use crate::view::staff::StaffCase;
use crate::work::fresh_eyes::fresh_eyes;

/// Who should have the case.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignCase {
    /// A unit of the entity.
    pub unit: Uuid,
    /// A person who works in that unit.
    #[serde(default)]
    pub assignee: Option<Uuid>,
    /// Said to the unit, never to the person.
    #[serde(default)]
    #[validate(length(max = 1000))]
    #[schema(example = "Please look at the pole first.")]
    pub note: Option<String>,
}

/// Assign a case
///
/// Gives the case to a unit, and if wanted to a person of it. Each change of hands is told in the thread.
#[utoipa::path(
    tag = "staff: work",
    request_body = AssignCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/assign")]
pub async fn assign_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<AssignCase>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Assign,
        move |tx, turn| {
            active_unit(tx, wish.unit)?;
            if let Some(assignee) = wish.assignee {
                officer_of(tx, wish.unit, assignee)?;
                fresh_eyes(tx, &turn.case, assignee)?;
            }
            let change = Change {
                unit_id: Some(Some(wish.unit)),
                assignee_id: Some(wish.assignee),
                holder_since: Some(tx.now),
                ..Change::default()
            };
            turn.finish(
                tx,
                &change,
                Remark {
                    reason: wish.note.as_deref(),
                    data: None,
                },
            )
        },
    )
    .await
}

/// Refuses a unit that this entity does not have, or has no more, at `/unit`.
pub fn active_unit(tx: &mut Tx<'_>, unit: Uuid) -> Answer<()> {
    let known: Option<Uuid> = units::table
        .select(units::id)
        .find((tx.entity()?, unit))
        .filter(units::state.eq("active"))
        .first(tx.conn)
        .optional()?;
    known
        .map(|_| ())
        .ok_or_else(|| Problem::field("/unit", "unknown"))
}

/// The officer or supervisor of a unit who is active today.
fn officer_of(tx: &mut Tx<'_>, unit: Uuid, account: Uuid) -> Answer<()> {
    let today = tx.now.date_naive();
    let known: Option<Uuid> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .select(memberships::id)
        .filter(memberships::entity_id.eq(tx.entity()?))
        .filter(memberships::account_id.eq(account))
        .filter(memberships::unit_id.eq(unit))
        .filter(
            memberships::from_on
                .is_null()
                .or(memberships::from_on.le(today)),
        )
        .filter(
            memberships::until_on
                .is_null()
                .or(memberships::until_on.ge(today)),
        )
        .filter(accounts::state.eq("active"))
        .first(tx.conn)
        .optional()?;
    known
        .map(|_| ())
        .ok_or_else(|| Problem::field("/assignee", "not-an-officer"))
}
