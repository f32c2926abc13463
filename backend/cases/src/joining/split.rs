//! Split a case that is about several things (anchors check 26).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::{Answer, FieldError, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::lifecycle::Command;
use hilo_rules::packs::{Pack, Routing};
use hilo_rules::vocabulary::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::{Case, Change};
use crate::commands::by_staff;
use crate::file::offspring::{Offspring, Papers, bear};
use crate::file::term::{Promise, main_rule};
use crate::links::{End, LinkKind, tie};
use crate::target::{InRoom, Target};
use crate::turn::{Remark, Turn};
use crate::view::staff::StaffCase;

/// What else the case is about.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitCase {
    /// Each becomes a case of its own.
    #[validate(length(min = 1, max = 5), nested)]
    pub parts: Vec<SplitPart>,
}

/// One thing of several.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitPart {
    pub kind: Kind,
    /// Service of the catalogue, when one is known.
    #[serde(default)]
    pub service: Option<Uuid>,
    /// This part of what happened; the person reads it.
    #[validate(length(min = 10, max = 10000))]
    #[schema(example = "The tree in front of the school leans over the pavement.")]
    pub story: String,
}

/// Split a case
///
/// Makes a case of its own of each part, with the same filer and parties, a number and a term of its own that counts from
/// the original filing. The person's key opens them all. This case goes on with what is left.
#[utoipa::path(
    tag = "staff: triage",
    request_body = SplitCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step; its `links` name the new ones", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/split")]
pub async fn split_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<SplitCase>,
) -> Answer<HttpResponse> {
    let parts = body.body.parts;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Split,
        move |tx, turn| split(tx, turn, &parts),
    )
    .await
}

/// A part with the law and the service that it falls under.
struct Placed<'a> {
    part: &'a SplitPart,
    pack_id: Uuid,
    pack: std::sync::Arc<Pack>,
    service: Option<Promise>,
}

fn split(tx: &mut Tx<'_>, turn: Turn, parts: &[SplitPart]) -> Answer<Case> {
    let mut errors = Vec::new();
    let mut placed = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        placed.extend(place(tx, &turn, n, part, &mut errors)?);
    }
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let papers = Papers::of(tx.conn, &turn.case)?;
    let this = End {
        case: turn.case.id,
        number: turn.case.number(turn.entity.number)?,
    };
    let mut numbers = Vec::new();
    for new in placed {
        let born = offspring(tx, &turn, &papers, new)?;
        tie(tx, this, LinkKind::SplitInto, born, LinkKind::SplitFrom)?;
        numbers.push(born.number.to_string());
    }
    let data = json!({ "parts": numbers, "text": numbers.join(", ") });
    let remark = Remark {
        reason: None,
        data: Some(data),
    };
    turn.finish(tx, &Change::default(), remark)
}

/// The law of the original filing where it knows the kind, else the one in force.
fn place<'a>(
    tx: &mut Tx<'_>,
    turn: &Turn,
    n: usize,
    part: &'a SplitPart,
    errors: &mut Vec<FieldError>,
) -> Answer<Option<Placed<'a>>> {
    let in_force = turn.entity.regimes.of_kind(part.kind);
    let law = if turn.pack.kinds.contains_key(&part.kind) {
        Some((turn.case.pack_id, std::sync::Arc::clone(&turn.pack)))
    } else {
        in_force.map(|regime| (regime.id, std::sync::Arc::clone(&regime.pack)))
    };
    if law.is_none() {
        errors.push(FieldError::new(format!("/parts/{n}/kind"), "not-here"));
    }
    let service = match part.service {
        None => None,
        Some(id) => {
            let found = Promise::of(tx.conn, turn.entity.id, id)?;
            if found.is_none() {
                errors.push(FieldError::new(format!("/parts/{n}/service"), "unknown"));
            }
            found
        }
    };
    Ok(law.map(|(pack_id, pack)| Placed {
        part,
        pack_id,
        pack,
        service,
    }))
}

fn offspring(tx: &mut Tx<'_>, turn: &Turn, papers: &Papers, new: Placed<'_>) -> Answer<End> {
    let kind = new.part.kind;
    let policy = new
        .pack
        .kinds
        .get(&kind)
        .ok_or_else(|| Problem::field("/parts", "not-here"))?;
    let service = new.service.as_ref();
    let case = &turn.case;
    let offspring = Offspring {
        parent: case,
        papers,
        kind,
        rule: main_rule(policy, service, case.office_id, &turn.entity),
        service,
        story: Some(&new.part.story),
        pack_id: new.pack_id,
        is_confidential: policy.is_confidential,
        filed_at: case.filed_at,
        origin: json!({ "from": case.number(turn.entity.number)?.to_string() }),
    };
    let born = bear(tx, &turn.entity, &offspring)?;
    if new.pack.routing == Routing::Service && service.is_some() {
        let (lane, entity, now) = (Lane::Cases, turn.entity.id, tx.now);
        jobs::ask(tx.conn, lane, "route_case", entity, born.id, now, now)?;
    }
    Ok(End {
        case: born.id,
        number: born.number,
    })
}
