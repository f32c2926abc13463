//! The unit of work: connection, time, actor and entity of one transaction. Nothing below asks for them elsewhere.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use uuid::Uuid;

use crate::actor::Actor;
use crate::caller::{Door, Request};
use crate::live::News;
use crate::problem::{Answer, Problem};

/// One transaction.
pub struct Tx<'a> {
    pub conn: &'a mut PgConnection,
    /// The instant of everything that happens here.
    pub now: DateTime<Utc>,
    pub actor: Actor,
    pub request: Request,
    entity: Option<Uuid>,
    news: &'a mut Vec<News>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(
        conn: &'a mut PgConnection,
        now: DateTime<Utc>,
        actor: Actor,
        door: &Door,
        request: Request,
        news: &'a mut Vec<News>,
    ) -> Self {
        Self {
            conn,
            now,
            actor,
            request,
            entity: door.entity(),
            news,
        }
    }

    /// The entity that row security is set to.
    ///
    /// # Errors
    /// Broken in the public directory, which belongs to no entity.
    pub fn entity(&self) -> Answer<Uuid> {
        self.entity
            .ok_or_else(|| Problem::broken("no entity in this transaction"))
    }

    /// Followers hear of this once the transaction has committed.
    pub fn tell(&mut self, news: News) {
        self.news.push(news);
    }
}
