//! Sending one delivery: load, send outside of any transaction, record the outcome with its proof.

use std::str::FromStr;

use diesel::prelude::*;
use hilo_cases::answer::notify::notify_case;
use hilo_cases::case::Case;
use hilo_cases::clock_rows;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::files::Files;
use hilo_platform::jobs::{self, Job};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_platform::words::spoken_date;
use hilo_registry::directory::Directory;
use hilo_rules::vocabulary::Language;
use hilo_schema::{accounts, cases, deliveries, filers, history};
use uuid::Uuid;

use super::NotSent;
use super::words::{Blanks, Topic, letter_words, text_words};
use crate::email::{Letter, Mailer};
use crate::sms::{Gateway, Text};

/// What sending needs.
pub struct Post {
    pub db: Db,
    pub directory: Directory,
    pub mailer: Mailer,
    pub files: Files,
    /// Empty where no gateway for text messages is set up.
    pub gateway: Option<Gateway>,
    /// Address that people use, without a slash at the end.
    pub public_url: String,
}

#[derive(Queryable)]
struct DeliveryRow {
    case: Uuid,
    seq: i32,
    event: String,
    recipient: String,
    account: Option<Uuid>,
    language: String,
    state: String,
    transport: String,
}

impl Post {
    /// Carries out a job of kind `deliver_message`.
    pub async fn deliver(&self, job: &Job) -> Answer<()> {
        let request = Request::internal("deliverMessage");
        let (door, directory, url) = (
            Door::System(job.entity_id),
            self.directory.clone(),
            self.public_url.clone(),
        );
        let (id, loaded) = (job.subject_id, request.clone());
        let message = self
            .db
            .read(loaded, door.clone(), move |tx| {
                message(tx, &directory, &url, id)
            })
            .await?;
        let outcome = match (message, &self.gateway) {
            (Some(Message::Letter(letter)), _) => self.mailer.send(&letter).await,
            (Some(Message::Text(text)), Some(gateway)) => gateway.send(&text).await,
            (Some(Message::Text(_)), None) => {
                Err(NotSent::ForGood("no gateway is set up".to_owned()))
            }
            (None, _) => Err(NotSent::ForGood("there is no address any more".to_owned())),
        };
        let (directory, job) = (self.directory.clone(), job.clone());
        self.db
            .command(request, door, move |tx| {
                record(tx, &directory, &job, outcome)
            })
            .await
    }
}

/// What is about to leave, by its way.
enum Message {
    Letter(Letter),
    Text(Text),
}

fn message(
    tx: &mut Tx<'_>,
    directory: &Directory,
    public_url: &str,
    id: Uuid,
) -> Answer<Option<Message>> {
    let entity = directory.facts(tx)?;
    let delivery = row(tx, id)?;
    if delivery.state != "queued" {
        return Err(Problem::broken("this delivery has left already"));
    }
    let case: Case = cases::table
        .select(Case::as_select())
        .find((entity.id, delivery.case))
        .first(tx.conn)?;
    let to = address_of(tx, &delivery)?;
    let topic = match delivery.recipient.as_str() {
        "staff" => Topic::for_staff(&delivery.event),
        _ => Topic::for_filer(&delivery.event),
    };
    let (Some(to), Some(topic)) = (to, topic) else {
        return Ok(None);
    };
    let number = case.number(entity.number)?.to_string();
    let clocks = clock_rows::of_case(tx.conn, entity.id, case.id)?;
    let main = clock_rows::main_of(&clocks);
    let language = Language::from_str(&delivery.language).map_err(Problem::broken)?;
    let link = match (topic, delivery.recipient.as_str()) {
        // Whoever is asked may not see the case itself.
        (Topic::Consulted, _) => format!("{public_url}/staff/consultations"),
        (_, "staff") => format!("{public_url}/staff/cases/{number}"),
        _ => format!("{public_url}/c/{number}"),
    };
    let other = other_case(tx, &delivery)?;
    let blanks = Blanks {
        number: &number,
        entity: &entity.name,
        due_on: main.map(|clock| spoken_date(clock.due_on, language)),
        link: &link,
        other: &other,
    };
    let id = id.to_string();
    Ok(Some(if delivery.transport == "sms" {
        let text = text_words(topic, language, &blanks);
        Message::Text(Text { id, to, text })
    } else {
        let (subject, body) = letter_words(topic, language, &blanks);
        Message::Letter(Letter {
            id,
            to,
            subject,
            body,
        })
    }))
}

/// Looked up when it leaves: the delivery itself holds no address.
fn address_of(tx: &mut Tx<'_>, delivery: &DeliveryRow) -> Answer<Option<String>> {
    let of_filer = filers::table.find((tx.entity()?, delivery.case));
    Ok(match (delivery.account, delivery.transport.as_str()) {
        (Some(account), _) => accounts::table
            .select(accounts::email)
            .find(account)
            .first(tx.conn)
            .optional()?,
        (None, "sms") => of_filer.select(filers::phone).first(tx.conn)?,
        (None, _) => of_filer.select(filers::email).first(tx.conn)?,
    })
}

/// The case or the body that an event names besides its own.
fn other_case(tx: &mut Tx<'_>, delivery: &DeliveryRow) -> Answer<String> {
    if !Topic::names_another(&delivery.event) {
        return Ok(String::new());
    }
    let data: serde_json::Value = history::table
        .select(history::data)
        .find((tx.entity()?, delivery.case, delivery.seq))
        .first(tx.conn)?;
    let parts = ["other_entity", "other_number"];
    let named = parts
        .into_iter()
        .filter_map(|name| data.get(name)?.as_str());
    Ok(named.collect::<Vec<_>>().join(": "))
}

fn row(tx: &mut Tx<'_>, id: Uuid) -> Answer<DeliveryRow> {
    Ok(deliveries::table
        .select((
            deliveries::case_id,
            deliveries::seq,
            deliveries::event,
            deliveries::recipient,
            deliveries::account_id,
            deliveries::language,
            deliveries::state,
            deliveries::transport,
        ))
        .find((tx.entity()?, id))
        .first(tx.conn)?)
}

fn record(
    tx: &mut Tx<'_>,
    directory: &Directory,
    job: &Job,
    outcome: Result<(), NotSent>,
) -> Answer<()> {
    let entity = tx.entity()?;
    let delivery = row(tx, job.subject_id)?;
    let mine = deliveries::table.find((entity, job.subject_id));
    let tried = deliveries::attempts.eq(job.attempts);
    match outcome {
        Ok(()) => {
            if !jobs::finish(tx.conn, job)? {
                return Err(Problem::broken("the lease of a delivery was lost"));
            }
            diesel::update(mine)
                .set((
                    deliveries::state.eq("sent"),
                    deliveries::sent_at.eq(tx.now),
                    tried,
                ))
                .execute(tx.conn)?;
            told(tx, directory, &delivery, &delivery.transport)
        }
        Err(NotSent::ForNow(why)) if !jobs::is_hopeless(job, tx.now) => {
            diesel::update(mine)
                .set((deliveries::error.eq(&why), tried))
                .execute(tx.conn)?;
            Ok(jobs::put_back(tx.conn, job, &why, false, tx.now)?)
        }
        Err(NotSent::ForNow(why) | NotSent::ForGood(why)) => {
            diesel::update(mine)
                .set((
                    deliveries::state.eq("failed"),
                    deliveries::error.eq(&why),
                    tried,
                ))
                .execute(tx.conn)?;
            jobs::put_back(tx.conn, job, &why, true, tx.now)?;
            fall_back(tx, directory, &delivery)
        }
    }
}

/// The answer itself is a legal notification: being told of it moves the case on.
fn told(
    tx: &mut Tx<'_>,
    directory: &Directory,
    delivery: &DeliveryRow,
    transport: &str,
) -> Answer<()> {
    if delivery.event == "case.responded" && delivery.recipient == "filer" {
        notify_case(tx, directory, delivery.case, transport)?;
    }
    Ok(())
}

/// A message that cannot be delivered falls back to the case page, where the answer stands already (promise N8).
fn fall_back(tx: &mut Tx<'_>, directory: &Directory, delivery: &DeliveryRow) -> Answer<()> {
    if delivery.event != "case.responded" || delivery.recipient != "filer" {
        return Ok(());
    }
    let last: Option<i32> = deliveries::table
        .select(diesel::dsl::max(deliveries::seq))
        .filter(deliveries::entity_id.eq(tx.entity()?))
        .filter(deliveries::case_id.eq(delivery.case))
        .first(tx.conn)?;
    diesel::insert_into(deliveries::table)
        .values((
            deliveries::entity_id.eq(tx.entity()?),
            deliveries::id.eq(Uuid::now_v7()),
            deliveries::case_id.eq(delivery.case),
            // One past the failed one, so that both stay on record.
            deliveries::seq.eq(last.unwrap_or(0) + 1),
            deliveries::event.eq(&delivery.event),
            deliveries::transport.eq("page"),
            deliveries::recipient.eq("filer"),
            deliveries::language.eq(&delivery.language),
            deliveries::state.eq("sent"),
            deliveries::at.eq(tx.now),
            deliveries::sent_at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    told(tx, directory, delivery, "page")
}
