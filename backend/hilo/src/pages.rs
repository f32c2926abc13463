//! The built pages, and pages about the contract.

use std::path::{Component, Path, PathBuf};

use actix_files::NamedFile;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, web};
use hilo_platform::words::preferred;
use serde_json::json;

use crate::contract::problem_tables;

/// Where the built pages lie.
pub struct Folder(PathBuf);

impl Folder {
    /// A folder; it may still be empty.
    pub fn of(path: &str) -> Self {
        Self(PathBuf::from(path))
    }

    /// The file of a path: itself where it exists, else the entry that the path belongs to.
    fn file_of(&self, path: &str) -> PathBuf {
        let wanted = Path::new(path.trim_start_matches('/'));
        let is_plain = wanted
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let file = self.0.join(wanted);
        if is_plain && !path.ends_with(".html") && file.is_file() {
            return file;
        }
        let entry = if path == "/staff" || path.starts_with("/staff/") {
            "staff.html"
        } else {
            "citizen.html"
        };
        self.0.join(entry)
    }
}

/// Serves the pages: hashed assets for ever, entries always fresh.
pub async fn page(request: HttpRequest, folder: web::Data<Folder>) -> Result<HttpResponse, Error> {
    let path = request.path();
    if path.starts_with("/api") || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(hilo_platform::problem::Problem::of(&hilo_platform::problem::NOT_FOUND).into());
    }
    let file = folder.file_of(path);
    if path.starts_with("/assets/") && !file.ends_with(path.trim_start_matches('/')) {
        return Ok(HttpResponse::NotFound().finish());
    }
    let Ok(opened) = NamedFile::open_async(&file).await else {
        return Ok(HttpResponse::NotFound()
            .body("The pages are not built: run `make run`, or `npm run build` in frontend."));
    };
    let mut response = opened.use_etag(true).into_response(&request);
    let cache = if path.starts_with("/assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    Ok(response)
}

/// What a problem means: the address that `type` names.
pub async fn problem(request: HttpRequest, code: web::Path<String>) -> HttpResponse {
    let language = preferred(
        request
            .headers()
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok()),
    );
    let all = problem_tables();
    let found = all
        .iter()
        .flat_map(|(_, kinds)| kinds.iter())
        .find(|kind| kind.code == code.as_str());
    match found {
        Some(kind) => HttpResponse::Ok().json(json!({
            "code": kind.code, "status": kind.status, "title": kind.text(language),
        })),
        None => HttpResponse::build(StatusCode::NOT_FOUND).finish(),
    }
}

/// The documentation page of the contract sets styles on elements; nothing else on this site may.
pub async fn allow_inline_style<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                          object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    let mut response = next.call(request).await?;
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    Ok(response)
}
