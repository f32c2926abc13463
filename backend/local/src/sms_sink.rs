//! Where text messages end on a newcomer's machine and in tests: taken by HTTP as from a gateway, never sent on.
//!
//! Listens on 127.0.0.1 only and keeps the newest messages in memory.
//! Numbers that begin with `+000` are refused for now (503), with `+001` for good (422).

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actix_web::dev::ServerHandle;
use actix_web::middleware::{DefaultHeaders, from_fn};
use actix_web::{App, HttpResponse, HttpServer, Responder, delete, get, post, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::mail_sink::{CONTENT_POLICY, STYLE, escaped, only_for_this_machine};

/// Messages kept; the oldest goes when one more arrives.
const KEPT: usize = 1_000;

/// A message as it came in.
#[derive(Debug, Clone, Serialize)]
pub struct TextMessage {
    /// The sender's own id: the same message sent twice is kept once.
    pub id: String,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// Number that was dialled.
    pub to: String,
    /// Name of the sender.
    pub from: String,
    /// The words.
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Handed {
    id: String,
    to: String,
    from: String,
    text: String,
}

/// All messages, newest first.
#[derive(Debug, Clone, Default)]
struct Inbox(Arc<Mutex<VecDeque<TextMessage>>>);

impl Inbox {
    /// A panic elsewhere leaves the list whole: nothing is half done while it is held.
    fn lock(&self) -> MutexGuard<'_, VecDeque<TextMessage>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, handed: Handed) {
        let mut kept = self.lock();
        if kept.iter().any(|message| message.id == handed.id) {
            return;
        }
        kept.push_front(TextMessage {
            id: handed.id,
            received_at: now(),
            to: handed.to,
            from: handed.from,
            text: handed.text,
        });
        kept.truncate(KEPT);
    }

    fn list(&self, to: Option<&str>) -> Vec<TextMessage> {
        let kept = self.lock();
        let wanted = kept
            .iter()
            .filter(|message| to.is_none_or(|to| message.to == to));
        wanted.cloned().collect()
    }
}

/// The moment of a fresh id: the sink has no clock of its own to ask.
fn now() -> DateTime<Utc> {
    let stamp = Uuid::now_v7().get_timestamp();
    let (seconds, nanos) = stamp.map_or((0, 0), |stamp| stamp.to_unix());
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds, nanos))
        .unwrap_or_default()
}

/// A running sink. Dropping it asks it to end.
#[derive(Debug)]
pub struct SmsSink {
    http: SocketAddr,
    inbox: Inbox,
    server: ServerHandle,
}

impl SmsSink {
    /// Opens the sink on a port; 0 takes any free one. Must be called inside of a tokio or actix runtime.
    ///
    /// # Errors
    /// A port that is taken.
    pub fn start(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let http = listener.local_addr()?;
        let inbox = Inbox::default();
        let shared = inbox.clone();
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(shared.clone()))
                .wrap(from_fn(only_for_this_machine))
                .wrap(
                    DefaultHeaders::new()
                        .add(("Content-Security-Policy", CONTENT_POLICY))
                        .add(("X-Content-Type-Options", "nosniff"))
                        .add(("Cache-Control", "no-store")),
                )
                .service(take_message)
                .service(list_messages)
                .service(clear_messages)
                .service(read_page)
                .service(read_style)
        })
        .workers(1)
        .disable_signals()
        .shutdown_timeout(1)
        .listen(listener)?
        .run();
        let handle = server.handle();
        tokio::spawn(server);
        Ok(Self {
            http,
            inbox,
            server: handle,
        })
    }

    /// Where messages are read: `http://127.0.0.1:<port>`, without a slash at the end.
    #[must_use]
    pub fn http_url(&self) -> String {
        format!("http://{}", self.http)
    }

    /// Where a gateway is expected.
    #[must_use]
    pub fn gateway_url(&self) -> String {
        format!("http://{}/messages", self.http)
    }

    /// Messages to a number (all without one), newest first; for tests in the same program.
    #[must_use]
    pub fn list(&self, to: Option<&str>) -> Vec<TextMessage> {
        self.inbox.list(to)
    }

    /// Closes it and waits for it.
    pub async fn stop(self) {
        self.server.stop(false).await;
    }
}

impl Drop for SmsSink {
    fn drop(&mut self) {
        // Asking is enough: nobody waits for the answer.
        drop(self.server.stop(false));
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    to: Option<String>,
}

#[post("/messages")]
async fn take_message(inbox: web::Data<Inbox>, handed: web::Json<Handed>) -> impl Responder {
    let handed = handed.into_inner();
    if handed.to.starts_with("+000") {
        return HttpResponse::ServiceUnavailable();
    }
    if handed.to.starts_with("+001") {
        return HttpResponse::UnprocessableEntity();
    }
    inbox.take(handed);
    HttpResponse::Accepted()
}

#[get("/messages")]
async fn list_messages(inbox: web::Data<Inbox>, wanted: web::Query<Wanted>) -> impl Responder {
    web::Json(inbox.list(wanted.to.as_deref()))
}

#[delete("/messages")]
async fn clear_messages(inbox: web::Data<Inbox>) -> impl Responder {
    inbox.lock().clear();
    HttpResponse::NoContent()
}

#[get("/")]
async fn read_page(inbox: web::Data<Inbox>) -> impl Responder {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(page(&inbox.list(None)))
}

#[get("/style.css")]
async fn read_style() -> impl Responder {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .body(STYLE)
}

fn page(messages: &[TextMessage]) -> String {
    let list: String = messages.iter().map(entry).collect();
    let empty = if messages.is_empty() {
        "<p>No text message yet.</p>"
    } else {
        ""
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Text messages · Hilo</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n\
         <body>\n<main>\n<h1>Text messages</h1>\n\
         <p>What this Hilo has sent. Nothing leaves this machine.</p>\n{empty}{list}</main>\n</body>\n</html>\n"
    )
}

fn entry(message: &TextMessage) -> String {
    format!(
        "<details open>\n<summary><strong>{}</strong> <span>{}</span> <time>{} UTC</time></summary>\n<pre>{}</pre>\n</details>\n",
        escaped(&message.to),
        escaped(&message.from),
        message.received_at.format("%Y-%m-%d %H:%M:%S"),
        escaped(&message.text),
    )
}

#[cfg(test)]
mod tests {
    use super::{Handed, Inbox, page};

    fn handed(id: &str, text: &str) -> Handed {
        Handed {
            id: id.to_owned(),
            to: "+51999888777".to_owned(),
            from: "Hilo".to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_message_that_is_sent_twice_is_kept_once() {
        let inbox = Inbox::default();
        inbox.take(handed("1", "x"));
        inbox.take(handed("1", "x"));
        assert_eq!(inbox.list(Some("+51999888777")).len(), 1);
        assert!(inbox.list(Some("+51")).is_empty());
    }

    #[test]
    fn a_message_cannot_bring_markup_into_the_page() {
        let inbox = Inbox::default();
        inbox.take(handed("1", "<script>alert(1)</script>"));
        assert!(!page(&inbox.list(None)).contains("<script>"));
    }
}
