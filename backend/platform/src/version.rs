//! `If-Match` and `ETag`: two officers never overwrite each other unseen (promise R6).

use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, dev::Payload};

use crate::problem::{self, Answer, Problem};

/// The version that the caller saw; `*` matches any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    Version(i32),
    Any,
}

impl Seen {
    /// 412 when the thing moved on since.
    pub fn matches(self, version: i32) -> Answer<()> {
        match self {
            Self::Any => Ok(()),
            Self::Version(seen) if seen == version => Ok(()),
            Self::Version(_) => Err(Problem::of(&problem::STALE)),
        }
    }
}

/// A required `If-Match`.
pub struct IfMatch(pub Seen);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(
            read(request)
                .and_then(|seen| seen.map(Self).ok_or_else(|| (&problem::NO_VERSION).into())),
        )
    }
}

/// An optional `If-Match`: commands of the person work without one.
pub struct MayMatch(pub Seen);

impl FromRequest for MayMatch {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(read(request).map(|seen| Self(seen.unwrap_or(Seen::Any))))
    }
}

fn read(request: &HttpRequest) -> Answer<Option<Seen>> {
    let Some(value) = request.headers().get(header::IF_MATCH) else {
        return Ok(None);
    };
    let value = value
        .to_str()
        .map_err(|_| Problem::of(&problem::UNREADABLE))?
        .trim();
    if value == "*" {
        return Ok(Some(Seen::Any));
    }
    // A tag that is not one of ours cannot match: stale rather than unreadable, as RFC 9110 13.1.1 has it.
    let number = value
        .trim_start_matches("W/")
        .trim_matches('"')
        .parse()
        .unwrap_or(-1);
    Ok(Some(Seen::Version(number)))
}

/// The entity tag of a version.
pub fn etag(version: i32) -> (header::HeaderName, String) {
    (header::ETAG, format!("\"{version}\""))
}
