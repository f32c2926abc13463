//! Pages by key: an opaque cursor says where the last page ended (promise C3). Never by offset.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::{Answer, Problem};

/// Items of one page when the caller does not say how many.
pub const DEFAULT_LIMIT: u16 = 25;
/// Most items of one page.
pub const MAX_LIMIT: u16 = 100;

/// One page of a list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The rows of this page, in the order of the list.
    pub items: Vec<T>,
    /// Send it as `cursor` to get the next page; empty on the last.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Cuts a page out of rows fetched with a limit of one more than wanted; `key` names the last row that is shown.
    pub fn cut<K: Serialize>(mut rows: Vec<T>, limit: u16, key: impl Fn(&T) -> K) -> Self {
        let more = rows.len() > usize::from(limit);
        rows.truncate(usize::from(limit));
        let next_cursor = if more {
            rows.last().map(|row| write_cursor(&key(row)))
        } else {
            None
        };
        Self {
            items: rows,
            next_cursor,
        }
    }

    /// The same page of other items.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

fn write_cursor<K: Serialize>(key: &K) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
}

/// Reads a cursor; anything that we did not write is refused at `?cursor`.
pub fn read_cursor<K: DeserializeOwned>(cursor: Option<&str>) -> Answer<Option<K>> {
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    let refuse = || Problem::field("?cursor", "cursor");
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| refuse())?;
    serde_json::from_slice(&bytes)
        .map(Some)
        .map_err(|_| refuse())
}
