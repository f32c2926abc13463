//! Archive at triage, on a ground of the regime (domain 7.3 row 7; DS 007 art. 16.3 b).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_rules::numbers::CaseNumber;
use hilo_rules::vocabulary::Outcome;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::{Case, Change, Lock, find};
use crate::commands::by_staff;
use crate::links::{self, End, LinkKind};
use crate::target::{InRoom, Target};
use crate::turn::{Remark, Turn};
use crate::view::staff::StaffCase;

/// On which ground.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArchiveCase {
    /// Code of one of the `archive_grounds` of the case.
    #[schema(example = "duplicate")]
    pub ground: String,
    /// The person reads it.
    #[validate(length(min = 10, max = 1000))]
    #[schema(
        example = "You told us the same on 3 November; our answer of 14 November stands there."
    )]
    pub reason: String,
    /// Number of the answered case that this one repeats; needed for the ground `duplicate`.
    #[serde(default)]
    #[schema(example = "0001-26000-00010")]
    pub duplicate_of: Option<String>,
}

/// Archive a case
///
/// Only on a ground that the regime names; receipt itself is never refused, and the person is told.
#[utoipa::path(
    tag = "staff: triage",
    request_body = ArchiveCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/archive")]
pub async fn archive_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<ArchiveCase>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Archive,
        move |tx, turn| {
            let known = turn
                .pack
                .archive_grounds
                .iter()
                .any(|ground| ground.code == wish.ground);
            if !known {
                return Err(Problem::field("/ground", "unknown"));
            }
            let older = match (wish.ground.as_str(), &wish.duplicate_of) {
                ("duplicate", Some(number)) => Some(answered(tx, &turn, number)?),
                ("duplicate", None) => return Err(Problem::field("/duplicate_of", "required")),
                (_, Some(_)) => return Err(Problem::field("/duplicate_of", "not-here")),
                (_, None) => None,
            };
            if let Some(older) = &older {
                let other = End {
                    case: older.id,
                    number: older.number(turn.entity.number)?,
                };
                links::point(tx, turn.case.id, LinkKind::DuplicateOf, other)?;
            }
            let change = Change {
                outcome: older.map(|_| Some(Outcome::Duplicate.to_string())),
                ..Change::default()
            };
            let remark = Remark {
                reason: Some(&wish.reason),
                data: Some(json!({
                    "ground": wish.ground, "duplicate_of": wish.duplicate_of, "text": wish.reason,
                })),
            };
            turn.finish(tx, &change, remark)
        },
    )
    .await
}

/// The case that this one repeats: of the same body, and answered.
fn answered(tx: &mut Tx<'_>, turn: &Turn, number: &str) -> Answer<Case> {
    let number: CaseNumber = number
        .trim()
        .parse()
        .map_err(|_| Problem::field("/duplicate_of", "unknown"))?;
    let older = find(tx, &turn.entity, number, Lock::No)?
        .filter(|older| older.id != turn.case.id)
        .ok_or_else(|| Problem::field("/duplicate_of", "unknown"))?;
    if older.is_open || older.outcome.is_none() {
        return Err(Problem::field("/duplicate_of", "not-answered"));
    }
    Ok(older)
}
