//! A keep-alive HTTP client that costs next to nothing, because it shares the processors with what it measures.
//!
//! It knows just the HTTP that our own server speaks to it: one answer at a time, with its length.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::figures::millis;

/// A connection that stays open.
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// An answer; the body is read with [`Connection::body`] before the next request.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub status: u16,
    head: usize,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn open(address: SocketAddr) -> Result<Self, String> {
        let stream = TcpStream::connect(address)
            .await
            .map_err(|error| error.to_string())?;
        stream
            .set_nodelay(true)
            .map_err(|error| error.to_string())?;
        Ok(Self {
            stream,
            received: Vec::with_capacity(16 * 1024),
        })
    }

    /// Sends a request as it is and reads its answer whole.
    ///
    /// # Errors
    /// When the connection ends, or the answer has no length.
    pub async fn send(&mut self, request: &[u8]) -> Result<Answer, String> {
        self.received.clear();
        self.stream
            .write_all(request)
            .await
            .map_err(|error| error.to_string())?;
        loop {
            let read = self.stream.read_buf(&mut self.received).await;
            if read.map_err(|error| error.to_string())? == 0 {
                return Err("the server hung up".to_owned());
            }
            if let Some((status, head, length)) = head_of(&self.received)?
                && self.received.len() >= head + length
            {
                return Ok(Answer { status, head });
            }
        }
    }

    /// The body of the last answer.
    pub fn body(&self, answer: Answer) -> &[u8] {
        self.received.get(answer.head..).unwrap_or_default()
    }
}

/// Status, end of the head and length of the body, once the head is whole.
fn head_of(received: &[u8]) -> Result<Option<(u16, usize, usize)>, String> {
    let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = String::from_utf8_lossy(received.get(..end).unwrap_or_default());
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    match (status, length) {
        (Some(status), Some(length)) => Ok(Some((status, end + 4, length))),
        _ => Err(format!("an answer without status or length: {head}")),
    }
}

/// What a closed loop reached.
#[derive(Debug)]
pub struct Load {
    /// Right answers a second.
    pub rate: f64,
    /// Of every right answer, in milliseconds.
    pub times: Vec<f64>,
    /// Answers with another status than the wanted one, and the first of them.
    pub others: usize,
    pub first_other: Option<String>,
}

/// Every client sends its next request when it has the answer to the last one. `request` makes the bytes of a request
/// from the number of the client and its own count.
///
/// # Errors
/// When a connection fails.
pub async fn closed_loop(
    address: SocketAddr,
    clients: usize,
    lasting: Duration,
    wanted: u16,
    request: impl Fn(usize, usize) -> Vec<u8> + 'static,
) -> Result<Load, String> {
    let request = Arc::new(request);
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(Connection::open(address).await?);
    }
    let (began, local) = (Instant::now(), tokio::task::LocalSet::new());
    let running: Vec<_> = connections
        .into_iter()
        .enumerate()
        .map(|(client, connection)| {
            let request = Arc::clone(&request);
            let own = move |count| request(client, count);
            local.spawn_local(one_client(connection, began, lasting, wanted, own))
        })
        .collect();
    let mut load = Load {
        rate: 0.0,
        times: Vec::new(),
        others: 0,
        first_other: None,
    };
    local
        .run_until(async {
            for client in running {
                let part = client.await.map_err(|error| error.to_string())??;
                load.times.extend(part.times);
                load.others += part.others;
                load.first_other = load.first_other.take().or(part.first_other);
            }
            Ok::<_, String>(())
        })
        .await?;
    let right = u32::try_from(load.times.len()).unwrap_or(u32::MAX);
    load.rate = f64::from(right) / began.elapsed().as_secs_f64();
    Ok(load)
}

async fn one_client(
    mut connection: Connection,
    began: Instant,
    lasting: Duration,
    wanted: u16,
    request: impl Fn(usize) -> Vec<u8>,
) -> Result<Load, String> {
    let mut load = Load {
        rate: 0.0,
        times: Vec::new(),
        others: 0,
        first_other: None,
    };
    for count in 0.. {
        if began.elapsed() >= lasting {
            break;
        }
        let request = request(count);
        let sent = Instant::now();
        let answer = connection.send(&request).await?;
        if answer.status == wanted {
            load.times.push(millis(sent.elapsed()));
        } else {
            load.others += 1;
            let body = String::from_utf8_lossy(connection.body(answer)).into_owned();
            load.first_other
                .get_or_insert(format!("{} {body}", answer.status));
        }
    }
    Ok(load)
}

/// The bytes of a GET with headers.
pub fn get(path: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_once_it_is_whole() {
        let text = b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok";
        assert_eq!(head_of(text), Ok(Some((201, 43, 2))));
        assert_eq!(head_of(b"HTTP/1.1 201 Crea"), Ok(None));
        assert!(head_of(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
    }
}
