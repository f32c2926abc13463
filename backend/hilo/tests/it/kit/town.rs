//! A running town, and what a test does with it besides speaking HTTP.

use std::sync::Arc;

use actix_web::dev::ServerHandle;
use chrono::{DateTime, TimeDelta, Utc};
use hilo::service::Parts;
use hilo_local::mail_sink::{MailSink, Message};
use hilo_local::sms_sink::SmsSink;
use hilo_platform::clock::Clock;
use hilo_platform::jobs::Lane;
use hilo_reach::messages::relay::relay;
use hilo_reach::messages::send::Post;
use hilo_reach::worker::work_off;
use hilo_testkit::{Body, Books, Database};
use uuid::Uuid;

use super::client::Client;
use super::start::{Plan, Running};

/// A town of one test.
pub struct Town {
    focus: &'static str,
    pub clock: Clock,
    /// `http://127.0.0.1:<port>`
    pub base: String,
    pub http: reqwest::Client,
    pub books: Books,
    pub parts: Parts,
    pub sink: MailSink,
    pub texts: SmsSink,
    post: Arc<Post>,
    server: ServerHandle,
    // Last, because everything above uses it.
    pub database: Database,
}

impl Town {
    /// A town at the body with Peru's complaints book.
    pub async fn new() -> Self {
        Plan::default().start().await
    }

    /// A town at another body.
    pub async fn at(body: &'static str) -> Self {
        Plan {
            body,
            ..Plan::default()
        }
        .start()
        .await
    }

    /// A town at a body and an instant, such as `2026-09-10T15:00:00Z`.
    pub async fn on(body: &'static str, instant: &str) -> Self {
        Plan {
            body,
            at: Some(instant.parse().unwrap()),
            ..Plan::default()
        }
        .start()
        .await
    }

    pub(super) fn of(
        focus: &'static str,
        database: Database,
        clock: Clock,
        base: String,
        running: Running,
        post: Post,
    ) -> Self {
        let Running {
            parts,
            sink,
            texts,
            server,
        } = running;
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let books = database.books();
        Self {
            focus,
            clock,
            base,
            http,
            books,
            parts,
            sink,
            texts,
            post: Arc::new(post),
            server,
            database,
        }
    }

    /// The body in focus.
    pub fn body(&self) -> &Body {
        self.database.town.body(self.focus)
    }

    /// Another body.
    pub fn other(&self, key: &str) -> &Body {
        self.database.town.body(key)
    }

    /// The town's present.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Lets time pass; nobody waits for it.
    pub fn passes(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// Somebody without any credentials.
    pub fn visitor(&self) -> Client<'_> {
        Client::new(self)
    }

    /// A municipal system of the body in focus, with all scopes.
    pub fn machine(&self) -> Client<'_> {
        Client::new(self).bearer(&self.body().api_key)
    }

    /// A colleague of the body in focus with an open session.
    pub fn staff(&self, name: &str) -> Client<'_> {
        self.staff_of(self.focus, name)
    }

    /// A colleague of another body with an open session.
    pub fn staff_of(&self, body: &str, name: &str) -> Client<'_> {
        let body = self.other(body);
        let token = self.token(body.id, body.colleague(name).account);
        Client::new(self).bearer(&token)
    }

    /// An access token of a new session, without the cost of a sign-in.
    pub fn token(&self, entity: Uuid, account: Uuid) -> String {
        let (session, now) = (Uuid::now_v7(), self.now());
        self.books.run(&format!(
            "INSERT INTO sessions (entity_id, id, account_id, refresh_hash, created_at, seen_at, ends_at) \
             VALUES ('{entity}', '{session}', '{account}', decode('00', 'hex'), '{now}', '{now}', '{}')",
            now + TimeDelta::hours(12)
        ));
        self.parts
            .tokens
            .issue(account, session, entity, now)
            .unwrap()
    }

    /// Takes everything out of the outbox.
    pub async fn relays(&self) {
        loop {
            let (db, directory) = (self.parts.db.clone(), self.parts.directory.clone());
            let relayed = actix_web::web::block(move || relay(&db, &directory))
                .await
                .unwrap()
                .unwrap();
            if relayed == 0 {
                return;
            }
        }
    }

    /// Does one round of what is due in a lane; says how many jobs that were.
    pub async fn works(&self, lane: Lane) -> usize {
        work_off(&self.post, lane).await.unwrap()
    }

    /// Does everything that is due now: outbox, mails, steps of the program.
    pub async fn settles(&self) {
        loop {
            self.relays().await;
            let mut done = 0;
            for lane in [Lane::Mail, Lane::Sms, Lane::Cases] {
                done += self.works(lane).await;
            }
            if done == 0 {
                return;
            }
        }
    }

    /// Mails to an address, oldest first.
    pub fn letters_to(&self, address: &str) -> Vec<Message> {
        let mut letters = self.sink.mailbox().list(Some(address), None);
        letters.reverse();
        letters
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        self.parts.begin_to_stop();
        // Asking is enough: nobody waits for the answer.
        drop(self.server.stop(false));
    }
}
