//! The unit of work: connection, time, actor and entity of one transaction. Nothing below asks for them elsewhere.

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use hilo_schema::transfers;
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

    /// Works at the other body of a transfer, in the same transaction: what is handed over happens at both or at neither.
    ///
    /// Row security is set to the other body meanwhile, and the program acts there instead of the caller, who has no
    /// right in it. Which body that is stands in the transfer, so that nobody can name one.
    /// Invariant: only `cases/transfer` calls this; `whole/tidy.rs` holds that.
    ///
    /// # Errors
    /// Broken when this body is no end of the transfer; else what the work says.
    pub fn across<T>(
        &mut self,
        transfer: Uuid,
        work: impl FnOnce(&mut Tx<'_>) -> Answer<T>,
    ) -> Answer<T> {
        let mine = self.entity()?;
        let ends: Option<(Uuid, Uuid)> = transfers::table
            .select((transfers::entity_id, transfers::receiver_id))
            .filter(transfers::id.eq(transfer))
            .filter(
                transfers::entity_id
                    .eq(mine)
                    .or(transfers::receiver_id.eq(mine)),
            )
            .first(self.conn)
            .optional()?;
        let (sender, receiver) =
            ends.ok_or_else(|| Problem::broken("not a transfer of this body"))?;
        let other = if sender == mine { receiver } else { sender };
        self.conn.batch_execute(&Door::System(other).scope_sql())?;
        let actor = std::mem::replace(&mut self.actor, Actor::program());
        self.entity = Some(other);
        let answer = work(self);
        self.entity = Some(mine);
        self.actor = actor;
        // Also after a refusal, so that whoever goes on is at home; a transaction that broke takes no more statements
        // and shows nothing.
        let home = self.conn.batch_execute(&Door::System(mine).scope_sql());
        let value = answer?;
        home?;
        Ok(value)
    }

    /// Lets the statements of this transaction take their time: for tools of the shell that read a whole body, never for
    /// an answer that somebody waits for.
    pub fn take_time(&mut self) -> Answer<()> {
        let patience = "SET LOCAL statement_timeout = '1h'; SET LOCAL idle_in_transaction_session_timeout = '1h'";
        Ok(self.conn.batch_execute(patience)?)
    }

    /// Followers hear of this once the transaction has committed.
    pub fn tell(&mut self, news: News) {
        self.news.push(news);
    }
}
