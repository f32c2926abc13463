//! Join a case to an older one of the same person: one answer for both (DS 007 art. 16.3 a; domain 7.3 row 8).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_rules::numbers::CaseNumber;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use crate::case::{Case, Change, Lock};
use crate::commands::{StaffTurn, by_staff_with};
use crate::links::{End, LinkKind, tie};
use crate::target::{InRoom, Target};
use crate::turn::{Remark, Turn, in_sight};
use crate::view::parts::FilerRow;
use crate::view::staff::StaffCase;

/// The case that this one is joined to.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeCases {
    /// Number of an older, open case of the same person.
    #[schema(example = "0001-26000-00010")]
    pub into: String,
}

/// Merge cases
///
/// Joins the case to an older, open one of the same person, known by document or e-mail. Its clock stops here, the person
/// is told, and the page of both shows the one answer.
#[utoipa::path(
    tag = "staff: triage",
    request_body = MergeCases,
    params(("number" = String, Path, description = "Number of the newer case", example = "0001-26000-00028"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/merge")]
pub async fn merge_cases(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<MergeCases>,
) -> Answer<HttpResponse> {
    let into: Option<CaseNumber> = body.body.into.parse().ok();
    let turn = StaffTurn {
        door: staff.0,
        number: target.0,
        seen: seen.0,
        command: Command::Merge,
        others: into.into_iter().collect(),
    };
    by_staff_with(&room, request, turn, move |tx, turn| merge(tx, turn, into)).await
}

fn merge(tx: &mut Tx<'_>, turn: Turn, into: Option<CaseNumber>) -> Answer<Case> {
    let number = turn.case.number(turn.entity.number)?;
    let older = match into {
        Some(into) => in_sight(tx, &turn.entity, into, Lock::ForUpdate)?,
        None => None,
    };
    let older = older.ok_or_else(|| Problem::field("/into", "unknown"))?;
    if older.id == turn.case.id {
        return Err(Problem::field("/into", "itself"));
    }
    if !is_same_person(tx, &turn.case, &older)? {
        return Err(Problem::field("/into", "another-person"));
    }
    if !is_older(&older, &turn.case) {
        return Err(Problem::field("/into", "not-older"));
    }
    if !older.is_open {
        return Err(Problem::field("/into", "not-open"));
    }
    let older_number = older.number(turn.entity.number)?;
    let (this, other) = (
        End {
            case: turn.case.id,
            number,
        },
        End {
            case: older.id,
            number: older_number,
        },
    );
    tie(tx, this, LinkKind::MergedInto, other, LinkKind::MergedFrom)?;
    let older_number = older_number.to_string();
    let data = json!({ "into": older.id, "other_number": older_number, "text": older_number });
    let remark = Remark {
        reason: None,
        data: Some(data),
    };
    turn.finish(tx, &Change::default(), remark)
}

/// The order of filing; numbers decide between filings of one moment.
pub(super) fn is_older(one: &Case, other: &Case) -> bool {
    let key = |case: &Case| (case.filed_at, case.year, case.correlative);
    key(one) < key(other)
}

/// Known by the same document, or the same e-mail address.
fn is_same_person(tx: &mut Tx<'_>, one: &Case, other: &Case) -> Answer<bool> {
    let (one, other) = (FilerRow::of(tx.conn, one)?, FilerRow::of(tx.conn, other)?);
    let document = |filer: &FilerRow| {
        filer
            .document_type
            .clone()
            .zip(filer.document_number.as_ref().map(|number| folded(number)))
    };
    let email = |filer: &FilerRow| filer.email.as_ref().map(|email| folded(email));
    let by_document = document(&one).is_some() && document(&one) == document(&other);
    let by_email = email(&one).is_some() && email(&one) == email(&other);
    Ok(by_document || by_email)
}

/// Without what people write differently from time to time.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}
