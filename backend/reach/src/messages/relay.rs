//! From the outbox to deliveries: who hears of an event, and by which way.

use std::str::FromStr;

use diesel::prelude::*;
use hilo_cases::answer::notify::notify_case;
use hilo_cases::case::{Case, Lock};
use hilo_cases::clock_rows::after_filing;
use hilo_cases::notice::waiting::wait;
use hilo_cases::turn::{Opened, Opener, open};
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::Directory;
use hilo_rules::vocabulary::{HandOver, Notices, State};
use hilo_schema::{accounts, cases, deliveries, filers, outbox, ratings};
use uuid::Uuid;

use super::words::Topic;
use super::{asked, heads};

/// Events taken at once.
const BATCH: i64 = 100;

#[derive(Debug, Clone, Queryable)]
struct Waiting {
    id: Uuid,
    entity: Uuid,
    case: Uuid,
    seq: i32,
    event: String,
}

/// Relays what waits in the outbox; says how many events it took.
pub fn relay(db: &Db, directory: &Directory) -> Answer<usize> {
    let request = Request::internal("relayOutbox");
    let waiting: Vec<Waiting> = db.run_blocking(request.clone(), Door::Directory, true, |tx| {
        Ok(outbox::table
            .select((
                outbox::id,
                outbox::entity_id,
                outbox::case_id,
                outbox::seq,
                outbox::event,
            ))
            .filter(outbox::relayed_at.is_null())
            .order(outbox::id)
            .limit(BATCH)
            .load(tx.conn)?)
    })?;
    for event in &waiting {
        db.run_blocking(request.clone(), Door::System(event.entity), false, |tx| {
            relay_one(tx, directory, event)
        })?;
    }
    Ok(waiting.len())
}

fn relay_one(tx: &mut Tx<'_>, directory: &Directory, event: &Waiting) -> Answer<()> {
    let taken = diesel::update(
        outbox::table
            .find(event.id)
            .filter(outbox::relayed_at.is_null()),
    )
    .set(outbox::relayed_at.eq(tx.now))
    .execute(tx.conn)?;
    if taken == 0 {
        return Ok(()); // Another worker was quicker.
    }
    let case: Case = cases::table
        .select(Case::as_select())
        .find((event.entity, event.case))
        .first(tx.conn)?;
    if Topic::for_filer(&event.event).is_some() {
        tell_filer(tx, directory, event, &case)?;
    }
    // A question is told to whom it is put, not to who holds the case.
    let to_assignee = Topic::for_staff(&event.event).filter(|topic| *topic != Topic::Consulted);
    if event.event == "case.registered" {
        after_filing(tx, directory, case.id)?;
    } else if to_assignee.is_some() {
        tell_assignee(tx, event, &case)?;
    }
    let (entity, case_id, seq) = (event.entity, event.case, event.seq);
    for (account, language) in asked::of_event(tx, entity, case_id, seq, &event.event)? {
        deliver_later(tx, event, Way::Email, "staff", Some(account), &language)?;
    }
    if let Some(heads) = heads::for_event(tx, event.entity, event.case, event.seq, &event.event)? {
        for (account, language) in heads::of_case(tx, &case, heads)? {
            deliver_later(tx, event, Way::Email, "staff", Some(account), &language)?;
        }
    }
    Ok(())
}

fn tell_filer(tx: &mut Tx<'_>, directory: &Directory, event: &Waiting, case: &Case) -> Answer<()> {
    let (notices, has_phone, has_email): (String, bool, bool) = filers::table
        .select((
            filers::notices,
            filers::phone.is_not_null(),
            filers::email.is_not_null(),
        ))
        .find((event.entity, event.case))
        .first(tx.conn)?;
    if event.event == "case.closed" && is_rated(tx, case)? {
        return Ok(()); // Nothing left to ask.
    }
    let is_answer = event.event == "case.responded";
    match Notices::from_str(&notices).map_err(Problem::broken)? {
        Notices::Email => deliver_later(tx, event, Way::Email, "filer", None, &case.language),
        // By text message only: no mail is tried (anchors check 17).
        Notices::Sms => deliver_later(tx, event, Way::Sms, "filer", None, &case.language),
        Notices::Address if is_answer => wait_for(tx, directory, event, HandOver::Address),
        Notices::Desk if is_answer => wait_for(tx, directory, event, HandOver::Desk),
        // The case page is the way this person chose: the answer stands there now.
        Notices::Page | Notices::None if is_answer => {
            record_on_page(tx, event, &case.language)?;
            notify_case(tx, directory, case.id, "page")
        }
        // Other news than the answer come by telephone, where there is one (DS 007 art. 17).
        Notices::Address | Notices::Desk if has_phone => {
            deliver_later(tx, event, Way::Sms, "filer", None, &case.language)
        }
        Notices::Address | Notices::Desk if has_email => {
            deliver_later(tx, event, Way::Email, "filer", None, &case.language)
        }
        Notices::Page | Notices::Address | Notices::Desk | Notices::None => Ok(()),
    }
}

/// The answer waits for people to hand it over. One that was disputed or opened again meanwhile is not the answer any
/// more.
fn wait_for(tx: &mut Tx<'_>, directory: &Directory, event: &Waiting, way: HandOver) -> Answer<()> {
    let Opened { case, entity, pack } =
        open(tx, directory, &Opener::System(event.case), Lock::ForUpdate)?;
    if case.state()? != State::Responded {
        return Ok(());
    }
    wait(tx, (&case, &entity, &pack), event.seq, way)
}

fn is_rated(tx: &mut Tx<'_>, case: &Case) -> Answer<bool> {
    let rating: Option<i16> = ratings::table
        .select(ratings::stars)
        .find((case.entity_id, case.id, case.cycle))
        .first(tx.conn)
        .optional()?;
    Ok(rating.is_some())
}

fn tell_assignee(tx: &mut Tx<'_>, event: &Waiting, case: &Case) -> Answer<()> {
    let Some(assignee) = case.assignee_id else {
        return Ok(());
    };
    let language: String = accounts::table
        .select(accounts::language)
        .find(assignee)
        .first(tx.conn)?;
    deliver_later(tx, event, Way::Email, "staff", Some(assignee), &language)
}

/// A way on which the program itself tells people.
#[derive(Debug, Clone, Copy)]
enum Way {
    Email,
    Sms,
}

fn deliver_later(
    tx: &mut Tx<'_>,
    event: &Waiting,
    way: Way,
    to: &str,
    account: Option<Uuid>,
    language: &str,
) -> Answer<()> {
    let id = Uuid::now_v7();
    let (transport, lane) = match way {
        Way::Email => ("email", Lane::Mail),
        Way::Sms => ("sms", Lane::Sms),
    };
    insert(
        tx,
        event,
        Delivery {
            id,
            transport,
            to,
            account,
            language,
            is_sent: false,
        },
    )?;
    jobs::ask(
        tx.conn,
        lane,
        "deliver_message",
        event.entity,
        id,
        tx.now,
        tx.now,
    )?;
    Ok(())
}

fn record_on_page(tx: &mut Tx<'_>, event: &Waiting, language: &str) -> Answer<()> {
    let delivery = Delivery {
        id: Uuid::now_v7(),
        transport: "page",
        to: "filer",
        account: None,
        language,
        is_sent: true,
    };
    insert(tx, event, delivery)
}

struct Delivery<'a> {
    id: Uuid,
    transport: &'a str,
    to: &'a str,
    account: Option<Uuid>,
    language: &'a str,
    is_sent: bool,
}

fn insert(tx: &mut Tx<'_>, event: &Waiting, delivery: Delivery<'_>) -> Answer<()> {
    let Delivery {
        id,
        transport,
        to,
        account,
        language,
        is_sent,
    } = delivery;
    diesel::insert_into(deliveries::table)
        .values((
            deliveries::entity_id.eq(event.entity),
            deliveries::id.eq(id),
            deliveries::case_id.eq(event.case),
            deliveries::seq.eq(event.seq),
            deliveries::event.eq(&event.event),
            deliveries::transport.eq(transport),
            deliveries::recipient.eq(to),
            deliveries::account_id.eq(account),
            deliveries::language.eq(language),
            deliveries::state.eq(if is_sent { "sent" } else { "queued" }),
            deliveries::at.eq(tx.now),
            deliveries::sent_at.eq(is_sent.then_some(tx.now)),
        ))
        .execute(tx.conn)?;
    Ok(())
}
