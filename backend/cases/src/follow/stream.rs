//! Follow a case live: server-sent events that resume where a client left off.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use bytes::Bytes;
use futures_util::stream::{self, Stream};
use hilo_platform::caller::{Door, Request};
use hilo_platform::live::Followers;
use hilo_platform::problem::{Answer, Problem};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

use crate::case::Lock;
use crate::target::{InRoom, OwnCase, Room};
use crate::turn::{Opener, last_seq, open};
use crate::view::parts::{HistoryRow, history_of, is_shown};

/// Between two signs of life; also the longest that a lost notification can delay an event.
const STILL_HERE: Duration = Duration::from_secs(15);
/// Events read at once.
const BATCH: i64 = 100;

/// One event of the stream.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseEvent {
    /// Also the `id` of the event: send it as `Last-Event-ID` to resume.
    pub seq: i32,
    /// Name of the event.
    #[schema(example = "case.assigned")]
    pub event: String,
    /// When it happened.
    pub at: chrono::DateTime<chrono::Utc>,
    /// Version of the case after the event.
    pub version: Value,
    /// State of the case after the event.
    #[schema(example = "assigned")]
    pub state: String,
}

/// Follow a case
///
/// A stream of server-sent events: one `case` event for each new line of history, and a comment every 15 seconds. Without
/// `Last-Event-ID` only what is new from now on is sent.
#[utoipa::path(
    tag = "citizen: follow",
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN"),
           ("Last-Event-ID" = Option<i32>, Header, description = "The last event that was received")),
    responses((status = 200, description = "Events as they happen; the data of each is a CaseEvent", content_type = "text/event-stream", body = String))
)]
#[get("/cases/{number}/follow")]
pub async fn follow_case(
    room: InRoom,
    request: Request,
    http: HttpRequest,
    own: OwnCase,
    followers: web::Data<Followers>,
) -> Answer<HttpResponse> {
    let door = own.door(&room.db, &room.directory, &request).await?;
    let directory = room.directory.clone();
    let asked = own.clone();
    let case = room
        .db
        .read(request.clone(), door.clone(), move |tx| {
            let opened = open(tx, &directory, &Opener::Person(&asked), Lock::No)?;
            Ok((opened.case.id, last_seq(tx.conn, &opened.case)?))
        })
        .await?;
    let resumed = http
        .headers()
        .get("Last-Event-ID")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let from = resumed.unwrap_or(case.1);
    let news = followers.of_case(case.0);
    let follower = Follower {
        room: room.get_ref().clone(),
        request,
        door,
        own,
        news,
        after: from,
        is_first: true,
    };
    Ok(events(stream::unfold(follower, Follower::next)))
}

/// An answer that streams events and is not to be held back by anything in between.
pub fn events(stream: impl Stream<Item = Result<Bytes, Problem>> + 'static) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(("X-Accel-Buffering", "no"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .streaming(stream)
}

struct Follower {
    room: Room,
    request: Request,
    door: Door,
    own: OwnCase,
    news: watch::Receiver<i32>,
    after: i32,
    is_first: bool,
}

impl Follower {
    async fn next(mut self) -> Option<(Result<Bytes, Problem>, Self)> {
        if self.is_first {
            self.is_first = false;
            // Something at once, so that the client knows that the line is open.
            let events = self.look().await.unwrap_or_default();
            return Some((Ok(Bytes::from(format!(": following\n\n{events}"))), self));
        }
        loop {
            let woken = tokio::time::timeout(STILL_HERE, self.news.changed()).await;
            if matches!(woken, Ok(Err(_))) {
                return None; // The program stops; the client comes back with the last id it saw.
            }
            match self.look().await {
                Ok(events) if !events.is_empty() => return Some((Ok(Bytes::from(events)), self)),
                // A database that is away for a moment must not end the stream.
                Ok(_) | Err(_) if woken.is_err() => {
                    return Some((Ok(Bytes::from_static(b": still here\n\n")), self));
                }
                Ok(_) | Err(_) => {}
            }
        }
    }

    /// Reads what is new, through the same door as the first time: a key that no longer opens ends here.
    async fn look(&mut self) -> Answer<String> {
        let (directory, own, after) = (self.room.directory.clone(), self.own.clone(), self.after);
        let rows = self
            .room
            .db
            .read(self.request.clone(), self.door.clone(), move |tx| {
                let opened = open(tx, &directory, &Opener::Person(&own), Lock::No)?;
                history_of(tx.conn, &opened.case, after, BATCH)
            })
            .await?;
        if let Some(last) = rows.last() {
            self.after = last.seq;
        }
        Ok(rows
            .iter()
            .filter(|row| is_shown(&row.event))
            .map(written)
            .collect())
    }
}

fn written(row: &HistoryRow) -> String {
    let event = CaseEvent {
        seq: row.seq,
        event: row.event.clone(),
        at: row.at,
        version: row.data.get("version").cloned().unwrap_or_default(),
        state: row.to.clone(),
    };
    let data = serde_json::to_string(&event).unwrap_or_default();
    format!("id: {}\nevent: case\ndata: {data}\n\n", row.seq)
}
