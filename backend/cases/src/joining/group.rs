//! Group cases about the same thing: one work item, each person keeps number, deadline and answer (anchors check 39).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::{IfMatch, Seen};
use hilo_registry::directory::Directory;
use hilo_rules::lifecycle::Command;
use hilo_rules::numbers::CaseNumber;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::merge::is_older;
use crate::case::{Case, Change, Lock};
use crate::commands::{StaffTurn, by_staff_with};
use crate::links::{End, LinkKind, tie};
use crate::target::{InRoom, Target};
use crate::turn::{Opener, Remark, Turn, in_sight};
use crate::view::staff::StaffCase;

/// A case about the same thing.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupCase {
    /// Number of an open case of the same kind, alone or at the head of a group.
    #[schema(example = "0001-26000-00010")]
    pub with: String,
}

/// Group a case
///
/// Two cases of one kind about the same thing become one work item: the younger leaves the views of open work and gets the
/// answer of the older one, under its own number and on its own clock. The people know nothing of each other. Groups do not
/// nest.
#[utoipa::path(
    tag = "staff: triage",
    request_body = GroupCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00028"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/group")]
pub async fn group_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<GroupCase>,
) -> Answer<HttpResponse> {
    let with: Option<CaseNumber> = body.body.with.parse().ok();
    let directory = room.directory.clone();
    let turn = StaffTurn {
        door: staff.0,
        number: target.0,
        seen: seen.0,
        command: Command::Group,
        others: with.into_iter().collect(),
    };
    by_staff_with(&room, request, turn, move |tx, turn| {
        let other = match with {
            Some(with) => in_sight(tx, &turn.entity, with, Lock::ForUpdate)?,
            None => None,
        };
        let other = fitting(&turn.case, other)?;
        if is_older(&other, &turn.case) {
            return follow(tx, turn, &other);
        }
        // The case that was named is the younger one: the step is its own.
        let number = other.number(turn.entity.number)?;
        let lead = turn.case;
        let follower = begin(tx, &directory, number)?;
        follow(tx, follower, &lead)?;
        Ok(lead)
    })
    .await
}

fn begin(tx: &mut Tx<'_>, directory: &Directory, number: CaseNumber) -> Answer<Turn> {
    Turn::begin(
        tx,
        directory,
        &Opener::Staff(number),
        Seen::Any,
        Command::Group,
    )
}

/// The other case, if the two can be of one group.
fn fitting(case: &Case, other: Option<Case>) -> Answer<Case> {
    let other = other.ok_or_else(|| Problem::field("/with", "unknown"))?;
    let misfit = if other.id == case.id {
        Some("itself")
    } else if other.kind != case.kind {
        Some("another-kind")
    } else if !other.is_open {
        Some("not-open")
    } else if other.group_id.is_some() {
        Some("in-group")
    } else {
        None
    };
    match misfit {
        Some(code) => Err(Problem::field("/with", code)),
        None => Ok(other),
    }
}

fn follow(tx: &mut Tx<'_>, follower: Turn, lead: &Case) -> Answer<Case> {
    let lead_number = lead.number(follower.entity.number)?;
    let (this, head) = (
        End {
            case: follower.case.id,
            number: follower.case.number(follower.entity.number)?,
        },
        End {
            case: lead.id,
            number: lead_number,
        },
    );
    tie(tx, this, LinkKind::GroupedWith, head, LinkKind::Groups)?;
    let change = Change {
        group_id: Some(Some(lead.id)),
        ..Change::default()
    };
    let remark = Remark {
        reason: None,
        data: Some(json!({ "with": lead_number.to_string() })),
    };
    follower.finish(tx, &change, remark)
}
