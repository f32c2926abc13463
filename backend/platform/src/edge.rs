//! The edge: the first and last thing that happens to every request.
//!
//! Names the operation, refuses what no operation should see, and gives every answer its headers and every refusal its
//! body, in the caller's language, with a reference that stands in the log.

use std::net::IpAddr;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use hilo_rules::vocabulary::Language;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::caller::Request;
use crate::contract::{Contract, Found};
use crate::limits::{AddressLimits, Left};
use crate::problem::{self, Answer, Problem};
use crate::words;

/// Where problem types are explained; the code is the last part.
const TYPE_BASE: &str = "/api/problems/";
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

/// What the edge needs to know.
pub struct Edge {
    pub contract: Contract,
    pub limits: AddressLimits,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted: Vec<IpAddr>,
    /// Sends `Strict-Transport-Security`.
    pub is_public: bool,
}

/// Wraps every request; see the module.
///
/// # Errors
/// Only what the framework itself cannot answer; errors of handlers become answers here.
pub async fn wrap<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let seen = Request {
        id: Uuid::now_v7().simple().to_string(),
        operation: "",
        language: words::preferred(text(request.headers(), &header::ACCEPT_LANGUAGE)),
    };
    let (reference, language) = (seen.id.clone(), seen.language);
    let is_api = request.path().starts_with("/api/v1");
    let edge = request.app_data::<web::Data<Edge>>().cloned();
    let method = request.method().clone();

    let admitted = match &edge {
        Some(edge) => admit(&request, edge, seen),
        None => Err(Problem::broken("no edge")),
    };
    let (operation, mut response) = match admitted {
        Ok((seen, left)) => {
            let operation = seen.operation;
            request.extensions_mut().insert(seen);
            // Errors of extractors and handlers come as responses. No copy of the request may be held here: routing
            // needs the only one.
            let mut response = next.call(request).await?.map_into_boxed_body();
            announce(response.headers_mut(), left);
            (operation, response)
        }
        Err(problem) => {
            let (http, _) = request.into_parts();
            let response = HttpResponse::from_error(problem);
            ("", ServiceResponse::new(http, response))
        }
    };
    if response.status().is_client_error() || response.status().is_server_error() {
        response = explain(response, &reference, language, is_api);
    }
    harden(
        response.headers_mut(),
        edge.is_some_and(|edge| edge.is_public),
        is_api,
    );
    let status = response.status().as_u16();
    measure(operation, status, started);
    if !operation.is_empty() {
        log::info!(
            "{reference} {method} {operation} {status} {}ms",
            started.elapsed().as_millis()
        );
    }
    Ok(response)
}

fn admit(request: &ServiceRequest, edge: &Edge, seen: Request) -> Answer<(Request, Option<Left>)> {
    // actix-http before 3.20.1 inflates packed bodies before any limit (RUSTSEC-2026-0447, -0448).
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Problem::of(&problem::MEDIA_TYPE));
    }
    if !request.path().starts_with("/api/v1") {
        return Ok((seen, None));
    }
    let pattern = request.match_pattern().unwrap_or_default();
    let entry = match edge.contract.find(&pattern, request.method()) {
        Found::Operation(entry) => entry,
        Found::OtherMethods(allow) => {
            return Err(Problem::of(&problem::METHOD).with("allow", allow.into()));
        }
        Found::Nothing => return Err(Problem::of(&problem::NOT_FOUND)),
    };
    let left = edge.limits.pass(
        address(request.request(), &edge.trusted),
        entry.operation == "submitCase",
    )?;
    if let Some(name) = entry.unknown_parameter(request.query_string()) {
        return Err(Problem::field(format!("?{name}"), "unknown-parameter"));
    }
    Ok((
        Request {
            operation: entry.operation,
            ..seen
        },
        left,
    ))
}

/// The address of the caller: the peer, or what a trusted peer says of it, read from the right (reliability rule 46).
pub fn address(request: &HttpRequest, trusted: &[IpAddr]) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip());
    if !trusted.contains(&peer) {
        return peer;
    }
    let chain = text(
        request.headers(),
        &HeaderName::from_static("x-forwarded-for"),
    )
    .unwrap_or_default();
    let hops = chain
        .rsplit(',')
        .filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
    hops.into_iter()
        .find(|hop| !trusted.contains(hop))
        .unwrap_or(peer)
}

/// The same for a handler: whom to believe is known from the edge that the request came through.
pub fn address_of(request: &HttpRequest) -> IpAddr {
    let edge = request.app_data::<web::Data<Edge>>();
    address(request, edge.map_or(&[], |edge| &edge.trusted))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Gives a refusal its body.
fn explain(
    response: ServiceResponse<BoxBody>,
    reference: &str,
    language: Language,
    is_api: bool,
) -> ServiceResponse<BoxBody> {
    let told = response
        .response()
        .error()
        .and_then(|error| error.as_error::<Problem>());
    if told.is_none() && !is_api {
        return response;
    }
    let status = response.status();
    let fallback = Problem::of(of_status(status));
    let problem = told.unwrap_or(&fallback);
    if let Some(cause) = problem.cause() {
        log::error!("{reference} {}: {cause}", problem.kind.code);
    } else if told.is_none() && status.is_server_error() {
        log::error!("{reference} {:?}", response.response().error());
    }
    let mut answer =
        HttpResponse::build(StatusCode::from_u16(problem.kind.status).unwrap_or(status));
    if let Some(seconds) = problem.retry_after {
        answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if let Some(allow) = problem
        .members
        .iter()
        .find(|(name, _)| *name == "allow")
        .and_then(|(_, value)| value.as_str())
    {
        answer.insert_header((header::ALLOW, allow));
    }
    if problem.kind.status == 401 {
        answer.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    let body = body(problem, reference, language);
    let (http, _) = response.into_parts();
    let answer = answer
        .content_type("application/problem+json")
        .body(body.to_string());
    ServiceResponse::new(http, answer)
}

fn body(problem: &Problem, reference: &str, language: Language) -> Value {
    let mut members = Map::new();
    members.insert(
        "type".into(),
        format!("{TYPE_BASE}{}", problem.kind.code).into(),
    );
    members.insert("code".into(), problem.kind.code.into());
    members.insert("title".into(), problem.kind.text(language).into());
    members.insert("status".into(), problem.kind.status.into());
    members.insert("reference".into(), reference.into());
    if !problem.errors.is_empty() {
        let errors: Vec<_> = problem
            .errors
            .iter()
            .map(|error| {
                let message = words::field(&error.code, &error.params, language);
                json!({ "pointer": error.pointer, "code": error.code, "message": message })
            })
            .collect();
        members.insert("errors".into(), errors.into());
    }
    for (name, value) in problem.members.iter().filter(|(name, _)| *name != "allow") {
        members.insert((*name).to_owned(), value.clone());
    }
    Value::Object(members)
}

/// Refusals of the framework itself.
fn of_status(status: StatusCode) -> &'static problem::ProblemKind {
    match status.as_u16() {
        404 => &problem::NOT_FOUND,
        405 => &problem::METHOD,
        413 => &problem::TOO_LARGE,
        415 => &problem::MEDIA_TYPE,
        status if status < 500 => &problem::UNREADABLE,
        _ => &problem::BROKEN,
    }
}

fn announce(headers: &mut HeaderMap, left: Option<Left>) {
    let Some(left) = left else { return };
    let fields = [
        (
            "ratelimit-policy",
            format!("\"address\";q={};w=60", left.limit),
        ),
        ("ratelimit", format!("\"address\";r={}", left.remaining)),
    ];
    for (name, value) in fields {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

fn harden(headers: &mut HeaderMap, is_public: bool, is_api: bool) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "geolocation=(self), camera=(), microphone=()",
        ),
    ];
    for (name, value) in fixed {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if is_api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if is_public {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
}

fn measure(operation: &'static str, status: u16, started: Instant) {
    if operation.is_empty() {
        return;
    }
    let class = match status {
        100..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    metrics::counter!("hilo_requests_total", "operation" => operation, "status" => class)
        .increment(1);
    metrics::histogram!("hilo_request_seconds", "operation" => operation)
        .record(started.elapsed().as_secs_f64());
}
