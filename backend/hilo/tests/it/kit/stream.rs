//! Server-sent events, read as they come and never waited for without an end.

use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use serde_json::Value;

use super::client::Call;

/// Longest wait for an event.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open stream.
pub struct Stream {
    bytes: BoxStream<'static, reqwest::Result<Bytes>>,
    text: String,
}

/// One event: its id, if it has one, and its data.
#[derive(Debug)]
pub struct Event {
    pub id: Option<String>,
    pub data: Value,
}

impl Stream {
    /// Opens a stream and waits for its first sign of life.
    pub async fn open(call: Call) -> Self {
        let response = call.raw().send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut stream = Self {
            bytes: response.bytes_stream().boxed(),
            text: String::new(),
        };
        let first = stream.block().await.unwrap();
        assert!(first.starts_with(": following"), "{first}");
        stream
    }

    /// The next event; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            let block = self.block().await?;
            if let Some(event) = event(&block) {
                return Some(event);
            }
        }
    }

    /// The names of events up to one that must come.
    pub async fn until(&mut self, name: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        while names.last().is_none_or(|last| last != name) {
            let event = self.next().await.expect("a stream that goes on");
            names.push(event.data["event"].as_str().unwrap().to_owned());
        }
        names
    }

    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                return Some(block);
            }
            let chunk = tokio::time::timeout(PATIENCE, self.bytes.next())
                .await
                .expect("an event in time");
            self.text
                .push_str(std::str::from_utf8(&chunk?.ok()?).unwrap());
        }
    }
}

fn event(block: &str) -> Option<Event> {
    let field = |name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim_start_matches(':').trim().to_owned())
    };
    let data = serde_json::from_str(&field("data")?).unwrap();
    Some(Event {
        id: field("id"),
        data,
    })
}
