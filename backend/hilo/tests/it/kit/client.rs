//! Somebody who calls the API.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use hilo::contract::BASE;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use super::reply::Reply;
use super::town::Town;

/// Somebody with certain credentials.
#[derive(Clone)]
pub struct Client<'t> {
    pub town: &'t Town,
    headers: HeaderMap,
}

/// A call that is about to be made: `.await` makes it.
pub struct Call(reqwest::RequestBuilder);

impl<'t> Client<'t> {
    pub(super) fn new(town: &'t Town) -> Self {
        Self {
            town,
            headers: HeaderMap::new(),
        }
    }

    /// Sends a header with every call.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        self.headers
            .insert(name, HeaderValue::from_str(value).unwrap());
        self
    }

    /// Sends a token or an API key.
    pub fn bearer(self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// A call of any method; paths begin behind the base of the API.
    pub fn call(&self, method: Method, path: &str) -> Call {
        let base = if path.starts_with("/api/")
            || path.starts_with("/health")
            || path.starts_with("/.well")
        {
            ""
        } else {
            BASE
        };
        let url = format!("{}{base}{path}", self.town.base);
        Call(
            self.town
                .http
                .request(method, url)
                .headers(self.headers.clone()),
        )
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    /// Writes.
    pub fn post(&self, path: &str, body: Value) -> Call {
        Call(self.call(Method::POST, path).0.json(&body))
    }

    /// Writes a thing as it is to be.
    pub fn put(&self, path: &str, body: Value) -> Call {
        Call(self.call(Method::PUT, path).0.json(&body))
    }

    /// Writes bytes as they are.
    pub fn post_bytes(&self, path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Call {
        Call(self.call(Method::POST, path).0.body(body.into())).header("content-type", kind)
    }

    /// Sends a file in a form.
    pub fn upload(&self, path: &str, name: &str, bytes: Vec<u8>) -> Call {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().part("file", part);
        Call(self.call(Method::POST, path).0.multipart(form))
    }
}

impl Call {
    /// One more header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    /// The idempotency key.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// The version that the caller saw.
    pub fn seen(self, version: i64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// The call as the library has it.
    pub fn raw(self) -> reqwest::RequestBuilder {
        self.0
    }
}

/// How often a call is made again that was told to come back: a machine that runs many things at once is slow to
/// open connections, and every client is told to try again.
const PATIENCE: u32 = 8;

impl Call {
    /// Makes the call once, whatever comes back.
    pub async fn once(self) -> Reply {
        Reply::of(self.0.send().await.unwrap()).await
    }

    async fn patiently(self) -> Reply {
        for _ in 0..PATIENCE {
            let Some(copy) = self.0.try_clone() else {
                break;
            };
            let reply = Reply::of(copy.send().await.unwrap()).await;
            if reply.status != 503 {
                return reply;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        self.once().await
    }
}

impl IntoFuture for Call {
    type Output = Reply;
    type IntoFuture = Pin<Box<dyn Future<Output = Reply> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.patiently())
    }
}
