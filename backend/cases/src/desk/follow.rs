//! Follow the queue live: staff see that something moved without reloading.

use std::time::Duration;

use actix_web::{HttpResponse, get, web};
use bytes::Bytes;
use diesel::prelude::*;
use futures_util::stream;
use hilo_platform::actor::Sight;
use hilo_platform::caller::{Door, Request, Staff};
use hilo_platform::live::{Followers, News};
use hilo_platform::problem::{Answer, Problem};
use hilo_schema::{cases, history};
use serde::Serialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use crate::case::Case;
use crate::follow::events;
use crate::target::{InRoom, Room};

const STILL_HERE: Duration = Duration::from_secs(15);

/// One event of the queue.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct QueueEvent {
    /// Public number of the case.
    #[schema(example = "0001-26000-00010")]
    pub number: String,
    /// Name of the event.
    #[schema(example = "case.assigned")]
    pub event: String,
    /// State of the case now.
    #[schema(example = "assigned")]
    pub state: String,
    /// Unit that holds the case now.
    pub unit: Option<Uuid>,
}

/// Follow the queue
///
/// A stream of server-sent events: one `case` event for each step of a case within the caller's reach, and a comment every
/// 15 seconds. Nothing is replayed: after a gap the client loads its list again.
#[utoipa::path(
    tag = "staff: desk",
    responses((status = 200, description = "Events as they happen; the data of each is a QueueEvent", content_type = "text/event-stream", body = String))
)]
#[get("/staff/follow")]
pub async fn follow_queue(
    room: InRoom,
    request: Request,
    staff: Staff,
    followers: web::Data<Followers>,
) -> Answer<HttpResponse> {
    let entity = room
        .db
        .read(request.clone(), staff.0.clone(), |tx| tx.entity())
        .await?;
    let news = followers.of_entity(entity);
    let watcher = Watcher {
        room: room.get_ref().clone(),
        request,
        door: staff.0,
        news,
        is_first: true,
    };
    Ok(events(stream::unfold(watcher, Watcher::next)))
}

struct Watcher {
    room: Room,
    request: Request,
    door: Door,
    news: Receiver<News>,
    is_first: bool,
}

impl Watcher {
    async fn next(mut self) -> Option<(Result<Bytes, Problem>, Self)> {
        if self.is_first {
            self.is_first = false;
            return Some((Ok(Bytes::from_static(b": following\n\n")), self));
        }
        loop {
            match tokio::time::timeout(STILL_HERE, self.news.recv()).await {
                Err(_) => {
                    // A session that ended meanwhile ends its streams too (promise A2).
                    let alive = self
                        .room
                        .db
                        .read(self.request.clone(), self.door.clone(), |_| Ok(()))
                        .await;
                    return match alive {
                        Err(problem) if problem.kind.status < 500 => None,
                        _ => Some((Ok(Bytes::from_static(b": still here\n\n")), self)),
                    };
                }
                Ok(Err(RecvError::Closed)) => return None,
                Ok(Err(RecvError::Lagged(_))) => {}
                Ok(Ok(news)) => match self.look(news).await {
                    Ok(Some(event)) => {
                        let data = serde_json::to_string(&event).unwrap_or_default();
                        return Some((
                            Ok(Bytes::from(format!("event: case\ndata: {data}\n\n"))),
                            self,
                        ));
                    }
                    Err(problem) if problem.kind.status < 500 => return None,
                    Ok(None) | Err(_) => {}
                },
            }
        }
    }

    /// The event, if its case is within reach now.
    async fn look(&self, news: News) -> Answer<Option<QueueEvent>> {
        let directory = self.room.directory.clone();
        self.room
            .db
            .read(self.request.clone(), self.door.clone(), move |tx| {
                let entity = directory.facts(tx)?;
                let sight: Sight = tx.actor.sight();
                let case: Case = cases::table
                    .select(Case::as_select())
                    .find((entity.id, news.case))
                    .first(tx.conn)?;
                let facts = case.facts(tx.conn, &sight)?;
                if !sight.covers(&facts, tx.now) {
                    return Ok(None);
                }
                let event: String = history::table
                    .select(history::event)
                    .find((entity.id, news.case, news.seq))
                    .first(tx.conn)?;
                let number = case.number(entity.number)?.to_string();
                Ok(Some(QueueEvent {
                    number,
                    event,
                    state: case.state,
                    unit: case.unit_id,
                }))
            })
            .await
    }
}
