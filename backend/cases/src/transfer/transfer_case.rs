//! Offer a case to the body that is competent (domain 7.3 row 6; Peru DS 007 art. 16.1 a).
//!
//! An offer, not a push: the case stays here, with its clock, until the other body has taken it.

use actix_web::{HttpResponse, post};
use diesel::prelude::*;
use hilo_platform::caller::{Door, Request, Staff};
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tx::Tx;
use hilo_platform::version::IfMatch;
use hilo_registry::directory::Directory;
use hilo_registry::regimes::Regimes;
use hilo_rules::lifecycle::Command;
use hilo_rules::numbers::EntityNumber;
use hilo_rules::vocabulary::Kind;
use hilo_schema::{entities, transfers};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::case::{Case, Change};
use crate::commands::by_staff;
use crate::facts::window_end;
use crate::problems;
use crate::target::{InRoom, Target};
use crate::turn::{Remark, Turn};
use crate::view::parts::Story;
use crate::view::staff::StaffCase;

/// To whom the case belongs, and why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferCase {
    /// Number of the other public body, four digits.
    #[schema(example = "0002")]
    pub to: String,
    /// Said to the other body, never to the person.
    #[validate(length(min = 10, max = 1000))]
    #[schema(example = "The road belongs to the provincial municipality.")]
    pub reason: String,
}

/// A body that could receive a case.
struct Receiver {
    id: Uuid,
    name: String,
    kinds: Vec<Kind>,
}

/// Transfer a case
///
/// Offers the case to another public body, which accepts or refuses within the time that the regime sets; what its silence
/// means stands in the regime too. The person is told in the thread. Until then the case stays here and its clock runs.
#[utoipa::path(
    tag = "staff: transfer",
    request_body = TransferCase,
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("If-Match" = String, Header, description = "Version of the case that the caller saw", example = "\"3\"")),
    responses((status = 200, description = "The case after the step", body = StaffCase),
              (status = 204, description = "Done; the case is no longer within the caller's reach"))
)]
#[post("/staff/cases/{number}/transfer")]
pub async fn transfer_case(
    room: InRoom,
    request: Request,
    staff: Staff,
    target: Target,
    seen: IfMatch,
    body: Strict<TransferCase>,
) -> Answer<HttpResponse> {
    let wish = body.body;
    // Read beforehand in the public directory: this body's transactions see no rules of another one. What is wrong with
    // it is said only to who may give the command.
    let receiver = match wish.to.parse::<EntityNumber>() {
        Ok(number) => {
            let directory = room.directory.clone();
            room.db
                .read(request.clone(), Door::Directory, move |tx| {
                    receiver(tx, &directory, number)
                })
                .await?
        }
        Err(_) => None,
    };
    by_staff(
        &room,
        request,
        staff.0,
        target.0,
        seen.0,
        Command::Transfer,
        move |tx, turn| offer(tx, turn, receiver, &wish.reason),
    )
    .await
}

fn receiver(
    tx: &mut Tx<'_>,
    directory: &Directory,
    number: EntityNumber,
) -> Answer<Option<Receiver>> {
    let number = i16::try_from(number.get()).map_err(Problem::broken)?;
    let row: Option<(Uuid, String, String)> = entities::table
        .select((entities::id, entities::name, entities::pack))
        .filter(entities::number.eq(number))
        .filter(entities::state.eq("active"))
        .first(tx.conn)
        .optional()?;
    row.map(|(id, name, pack)| {
        let regimes: std::sync::Arc<Regimes> = directory.regimes_of(tx.conn, id, &pack, tx.now)?;
        let kinds = regimes.kinds().map(|(kind, _)| kind).collect();
        Ok(Receiver { id, name, kinds })
    })
    .transpose()
}

fn offer(tx: &mut Tx<'_>, turn: Turn, receiver: Option<Receiver>, reason: &str) -> Answer<Case> {
    let receiver = receiver.ok_or_else(|| Problem::field("/to", "unknown"))?;
    if receiver.id == turn.entity.id {
        return Err(Problem::field("/to", "itself"));
    }
    if !receiver.kinds.contains(&turn.case.kind()?) {
        return Err(Problem::field("/to", "not-here"));
    }
    if turn.facts.leads_group {
        return Err((&problems::IN_GROUP).into());
    }
    let policy = turn.pack.transfer.clone().ok_or(&problems::NO_TRANSFER)?;
    let by = tx
        .actor
        .id
        .ok_or_else(|| Problem::broken("an offer by nobody"))?;
    let (id, until) = (
        Uuid::now_v7(),
        window_end(&policy.clock, tx.now, &turn.entity)?,
    );
    let story = Story::of(tx.conn, &turn.case)?;
    diesel::insert_into(transfers::table)
        .values((
            transfers::entity_id.eq(turn.entity.id),
            transfers::id.eq(id),
            transfers::case_id.eq(turn.case.id),
            transfers::receiver_id.eq(receiver.id),
            transfers::sender_number.eq(turn.case.number(turn.entity.number)?.to_string()),
            transfers::kind.eq(&turn.case.kind),
            transfers::story.eq(story.story),
            transfers::reason.eq(reason),
            transfers::offered_by.eq(by),
            transfers::offered_at.eq(tx.now),
            transfers::answer_until.eq(until),
            transfers::on_silence.eq(policy.on_silence.as_str()),
            transfers::state.eq("offered"),
        ))
        .execute(tx.conn)?;
    jobs::ask(
        tx.conn,
        Lane::Cases,
        "lapse_transfer",
        turn.entity.id,
        id,
        until,
        tx.now,
    )?;
    let data = json!({ "transfer": id, "text": receiver.name });
    let remark = Remark {
        reason: Some(reason),
        data: Some(data),
    };
    turn.finish(tx, &Change::default(), remark)
}
