//! The shared shape of commands: take one turn, answer with the case as its caller now sees it.

use std::sync::Arc;

use actix_web::HttpResponse;
use hilo_platform::caller::{Door, Request};
use hilo_platform::idempotency::{self, Key};
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::version::{Seen, etag};
use hilo_rules::lifecycle::Command;
use hilo_rules::numbers::CaseNumber;

use crate::case::{Case, Lock, lock_all};
use crate::target::{OwnCase, Room};
use crate::turn::{Opened, Opener, Turn, open};
use crate::view::person::PersonCase;
use crate::view::staff::StaffCase;

/// A turn of staff, which may name other cases.
pub struct StaffTurn {
    pub door: Door,
    pub number: CaseNumber,
    pub seen: Seen,
    pub command: Command,
    /// Cases that the command is also about. All are locked before the turn begins, in one order, so that two commands
    /// that name each other's case wait for one another instead of closing both.
    pub others: Vec<CaseNumber>,
}

/// A command of staff: 200 with the case, or 204 when it is no longer within the caller's reach.
pub async fn by_staff<F>(
    room: &Room,
    request: Request,
    door: Door,
    number: CaseNumber,
    seen: Seen,
    command: Command,
    work: F,
) -> Answer<HttpResponse>
where
    F: FnOnce(&mut Tx<'_>, Turn) -> Answer<Case> + Send + 'static,
{
    let turn = StaffTurn {
        door,
        number,
        seen,
        command,
        others: Vec::new(),
    };
    by_staff_with(room, request, turn, work).await
}

/// The same for a command about more than one case.
pub async fn by_staff_with<F>(
    room: &Room,
    request: Request,
    turn: StaffTurn,
    work: F,
) -> Answer<HttpResponse>
where
    F: FnOnce(&mut Tx<'_>, Turn) -> Answer<Case> + Send + 'static,
{
    let directory = room.directory.clone();
    let StaffTurn {
        door,
        number,
        seen,
        command,
        others,
    } = turn;
    let shown = room
        .db
        .command(request, door, move |tx| {
            if !others.is_empty() {
                let numbers: Vec<_> = others.into_iter().chain([number]).collect();
                lock_all(tx, &numbers)?;
            }
            let turn = Turn::begin(tx, &directory, &Opener::Staff(number), seen, command)?;
            let (entity, pack) = (Arc::clone(&turn.entity), Arc::clone(&turn.pack));
            let case = work(tx, turn)?;
            let sight = tx.actor.sight_of("getCase");
            let facts = case.facts(tx.conn, &sight)?;
            if !sight.covers(&facts, tx.now) {
                return Ok(None);
            }
            StaffCase::of(tx, &Opened { case, entity, pack }, None).map(Some)
        })
        .await?;
    Ok(match shown {
        Some(case) => HttpResponse::Ok()
            .insert_header(etag(case.row.version))
            .json(case),
        None => HttpResponse::NoContent().finish(),
    })
}

/// A command of the person, once per idempotency key.
pub struct PersonTurn {
    pub own: OwnCase,
    pub seen: Seen,
    pub command: Command,
    pub key: Option<Key>,
    pub body_digest: Vec<u8>,
}

/// Takes the person's turn and answers with the case as the person now sees it.
pub async fn by_person<F>(
    room: &Room,
    request: Request,
    turn: PersonTurn,
    work: F,
) -> Answer<PersonCase>
where
    F: FnOnce(&mut Tx<'_>, Turn) -> Answer<Case> + Send + 'static,
{
    let door = turn.own.door(&room.db, &room.directory, &request).await?;
    let directory = room.directory.clone();
    room.db
        .command(request, door, move |tx| {
            let PersonTurn {
                own,
                seen,
                command,
                key,
                body_digest,
            } = turn;
            // The lock makes a second request with the same key wait here, and then find the first one's answer.
            let Opened { case, .. } = open(tx, &directory, &Opener::Person(&own), Lock::ForUpdate)?;
            idempotency::once(tx, key.as_ref(), &body_digest, case.id, |tx| {
                let turn = Turn::begin(tx, &directory, &Opener::Person(&own), seen, command)?;
                let (entity, pack) = (Arc::clone(&turn.entity), Arc::clone(&turn.pack));
                let case = work(tx, turn)?;
                PersonCase::of(tx, &Opened { case, entity, pack })
            })
        })
        .await
}

/// The person's case with its entity tag.
pub fn shown(case: PersonCase, mut response: actix_web::HttpResponseBuilder) -> HttpResponse {
    response.insert_header(etag(case.version)).json(case)
}
