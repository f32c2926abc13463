//! The HTTP side: a list for scripts and tests, a page for people.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServerHandle, ServiceRequest, ServiceResponse};
use actix_web::middleware::{DefaultHeaders, Next, from_fn};
use actix_web::{App, HttpResponse, HttpServer, Responder, delete, error, get, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::mailbox::Mailbox;
use super::page;

/// Nothing runs, nothing is framed; one style sheet and one form of our own.
pub(crate) const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; \
                              base-uri 'none'; frame-ancestors 'none'";

/// Starts to answer on a listener.
pub(super) fn serve(listener: TcpListener, mailbox: Mailbox) -> io::Result<ServerHandle> {
    let server = HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(mailbox.clone()))
            .wrap(from_fn(only_for_this_machine))
            .wrap(
                DefaultHeaders::new()
                    .add(("Content-Security-Policy", CONTENT_POLICY))
                    .add(("X-Content-Type-Options", "nosniff"))
                    .add(("Referrer-Policy", "no-referrer"))
                    .add(("Cache-Control", "no-store")),
            )
            .service(read_page)
            .service(read_style)
            .service(list_messages)
            .service(get_message)
            .service(clear_messages)
    })
    .workers(1)
    .client_request_timeout(Duration::from_secs(10))
    .disable_signals()
    .shutdown_timeout(1)
    .listen(listener)?
    .run();
    let handle = server.handle();
    tokio::spawn(server);
    Ok(handle)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    to: Option<String>,
    since: Option<DateTime<Utc>>,
}

impl Wanted {
    /// The page's form sends its empty field along.
    fn to(&self) -> Option<&str> {
        self.to
            .as_deref()
            .map(str::trim)
            .filter(|to| !to.is_empty())
    }
}

#[get("/messages")]
async fn list_messages(mailbox: web::Data<Mailbox>, wanted: web::Query<Wanted>) -> impl Responder {
    web::Json(mailbox.list(wanted.to(), wanted.since))
}

/// As text, so that a browser shows the bytes and does not save them.
#[get("/messages/{id}")]
async fn get_message(mailbox: web::Data<Mailbox>, id: web::Path<Uuid>) -> impl Responder {
    match mailbox.raw(*id) {
        Some(raw) => HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .body(raw.to_vec()),
        None => HttpResponse::NotFound().finish(),
    }
}

#[delete("/messages")]
async fn clear_messages(mailbox: web::Data<Mailbox>) -> impl Responder {
    mailbox.clear();
    HttpResponse::NoContent()
}

#[get("/")]
async fn read_page(mailbox: web::Data<Mailbox>, wanted: web::Query<Wanted>) -> impl Responder {
    let messages = mailbox.list(wanted.to(), wanted.since);
    let html = page::html(&messages, wanted.to().unwrap_or_default());
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(html)
}

#[get("/style.css")]
async fn read_style() -> impl Responder {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .body(page::STYLE)
}

/// A page on the Internet may call its own host name 127.0.0.1; mails are not for it to read.
pub(crate) async fn only_for_this_machine(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, error::Error> {
    let host = request.connection_info().host().to_owned();
    let name = host
        .rsplit_once(':')
        .map_or(host.as_str(), |(name, _)| name);
    if !["127.0.0.1", "localhost"].contains(&name) {
        return Err(error::ErrorMisdirectedRequest(
            "Ask for 127.0.0.1 or localhost.",
        ));
    }
    next.call(request).await
}
