//! Another kind or service: number and history stay, the clock follows the new rule (domain 7.3 row 9; PE-54).

use actix_web::{HttpResponse, post};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_rules::clocks::ClockRule;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::Kind;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::Change;
use crate::clock_rows::{self, ClockWish};
use crate::commands::by_staff;
use crate::file::term::{Promise, main_rule};
use crate::target::{InRoom, Target};
use crate::turn::{Remark, Turn};
use crate::view::staff::StaffCase;

/// What it really is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReclassifyCase {
    /// Another kind; must be one that the body handles.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Another service of the catalogue; of the same kind as the case then is.
    #[serde(default)]
    pub service: Option<Uuid>,
    /// The person reads it.
    #[validate(length(min = 10, max = 1000))]
    #[schema(example = "You ask for a copy of a contract: that is a request for information.")]
    pub reason: String,
}

/// Reclassify a case
///
/// Another kind or another service. Number and history stay; the term is counted anew by the rule that holds for the new
/// kind, from the same start, and days on which the clock stood still stay out.
#[utoipa::path(
    tag = "staff: triage",
    request_body = ReclassifyCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/reclassify")]
pub async fn reclassify_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<ReclassifyCase>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Reclassify,
        move |tx, mut turn| {
            let found = Found::of(tx, &turn, &wish)?;
            let clocks = clock_rows::of_case(tx.conn, turn.entity.id, turn.case.id)?;
            let before = clock_rows::main_of(&clocks).map(|clock| clock.due_on);
            let data = json!({
                "kind_before": turn.case.kind, "kind": found.kind, "service": found.service.as_ref().map(|s| s.id),
                "due_before": before, "text": wish.reason,
            });
            if let Some(rule) = found.rule.clone() {
                turn.wish = ClockWish::Rule(rule);
            }
            let change = Change {
                kind: Some(found.kind.to_string()),
                service_id: found.service.as_ref().map(|service| Some(service.id)),
                service_version: found.service.as_ref().map(|service| Some(service.version)),
                pack_id: Some(found.pack_id),
                is_confidential: found.is_confidential.then_some(true),
                ..Change::default()
            };
            let remark = Remark {
                reason: Some(&wish.reason),
                data: Some(data),
            };
            turn.finish(tx, &change, remark)
        },
    )
    .await
}

/// What holds after the step.
struct Found {
    kind: Kind,
    pack_id: Uuid,
    service: Option<Promise>,
    rule: Option<ClockRule>,
    is_confidential: bool,
}

impl Found {
    fn of(tx: &mut Tx<'_>, turn: &Turn, wish: &ReclassifyCase) -> Answer<Self> {
        let before = turn.case.kind()?;
        let kind = wish.kind.unwrap_or(before);
        if wish.service.is_none() && kind == before {
            return Err(Problem::field("/kind", "unchanged"));
        }
        // A case keeps its version of the law while that knows the kind.
        let pinned = turn.pack.kinds.get(&kind);
        let regime = turn.entity.regimes.of_kind(kind);
        let (pack_id, policy) = match (pinned, regime) {
            (Some(policy), _) => (turn.case.pack_id, Some(policy)),
            (None, Some(regime)) => (regime.id, regime.pack.kinds.get(&kind)),
            (None, None) => return Err(Problem::field("/kind", "not-here")),
        };
        let policy = policy.ok_or_else(|| Problem::field("/kind", "not-here"))?;
        let service = match wish.service {
            Some(service) => Some(
                Promise::of(tx.conn, turn.entity.id, service)?
                    .ok_or_else(|| Problem::field("/service", "unknown"))?,
            ),
            None => None,
        };
        if service.as_ref().is_some_and(|service| service.kind != kind) {
            return Err(Problem::field("/service", "another-kind"));
        }
        Ok(Self {
            kind,
            pack_id,
            rule: main_rule(policy, service.as_ref(), turn.case.office_id, &turn.entity),
            is_confidential: policy.is_confidential,
            service,
        })
    }
}
