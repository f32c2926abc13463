//! The SMTP side: enough of RFC 5321 for any client, with pipelining (RFC 2920) and size (RFC 1870).
//!
//! `smtp-proto` reads commands and data; here is what the sink says to them.

use std::io;
use std::slice::Iter;
use std::sync::Arc;
use std::time::Duration;

use smtp_proto::request::receiver::{DataReceiver, RequestReceiver};
use smtp_proto::{Error, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::envelope::Envelope;
use super::mailbox::Mailbox;

/// Largest message, in bytes.
const LARGEST: usize = 10 * 1024 * 1024;
/// Most recipients of one message (the least that RFC 5321, 4.5.3.1.8 allows).
const RECIPIENTS: usize = 100;
/// Most connections at once; further ones wait.
const CONNECTIONS: usize = 100;
/// A client that says nothing for so long is let go.
const PATIENCE: Duration = Duration::from_secs(60);

/// Answers clients until the task is aborted.
pub(super) async fn serve(listener: TcpListener, mailbox: Mailbox) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let session = Session::new(mailbox.clone());
                tokio::spawn(async move {
                    if let Err(problem) = talk(stream, session).await {
                        log::debug!("An SMTP client went away: {problem}");
                    }
                    drop(place);
                });
            }
            Err(problem) => {
                log::warn!("The mail sink cannot take a connection: {problem}");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn talk(mut stream: TcpStream, mut session: Session) -> io::Result<()> {
    stream.write_all(b"220 hilo mail sink\r\n").await?;
    let mut buffer = vec![0; 16 * 1024];
    while !session.is_over {
        let count = timeout(PATIENCE, stream.read(&mut buffer)).await??;
        if count == 0 {
            return Ok(());
        }
        let answers = session.hear(buffer.get(..count).unwrap_or_default());
        stream.write_all(answers.as_bytes()).await?;
    }
    stream.shutdown().await
}

/// What the client may send next.
enum Stage {
    Commands,
    Data {
        receiver: DataReceiver,
        body: Vec<u8>,
        is_too_large: bool,
    },
}

/// One connection; knows no sockets.
struct Session {
    mailbox: Mailbox,
    commands: RequestReceiver,
    stage: Stage,
    from: Option<String>,
    to: Vec<String>,
    is_over: bool,
}

impl Session {
    fn new(mailbox: Mailbox) -> Self {
        Self {
            mailbox,
            commands: RequestReceiver::default(),
            stage: Stage::Commands,
            from: None,
            to: Vec::new(),
            is_over: false,
        }
    }

    /// Takes some bytes in and answers every command that they complete.
    fn hear(&mut self, bytes: &[u8]) -> String {
        let mut bytes = bytes.iter();
        let mut answers = String::new();
        while !self.is_over {
            let answer = match self.stage {
                Stage::Commands => self.hear_command(&mut bytes),
                Stage::Data { .. } => self.hear_data(&mut bytes),
            };
            match answer {
                Some(answer) => answers.push_str(&answer),
                None => break,
            }
        }
        answers
    }

    fn hear_command(&mut self, bytes: &mut Iter<'_, u8>) -> Option<String> {
        // Owned, because the command may borrow from the receiver.
        let heard = self.commands.ingest(bytes).map(Request::into_owned);
        let answer = match heard {
            Ok(command) => self.obey(command),
            Err(Error::NeedsMoreData { .. }) => return None,
            Err(Error::UnknownCommand) => "500 5.5.1 Unknown command".to_owned(),
            Err(Error::ResponseTooLong) => {
                self.is_over = true;
                "500 5.5.6 Line too long".to_owned()
            }
            Err(problem) => format!("501 5.5.4 {problem}"),
        };
        Some(answer + "\r\n")
    }

    fn obey(&mut self, command: Request<String>) -> String {
        match command {
            Request::Ehlo { .. } => {
                self.forget();
                format!(
                    "250-hilo mail sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n\
                     250-ENHANCEDSTATUSCODES\r\n250 SIZE {LARGEST}"
                )
            }
            Request::Helo { .. } => {
                self.forget();
                "250 hilo mail sink".to_owned()
            }
            Request::Mail { from } => self.obey_mail(from.address, from.size).to_owned(),
            Request::Rcpt { to } => self.obey_rcpt(to.address).to_owned(),
            Request::Data => self.obey_data().to_owned(),
            Request::Rset => {
                self.forget();
                "250 2.0.0 Forgotten".to_owned()
            }
            Request::Noop { .. } => "250 2.0.0 Still here".to_owned(),
            Request::Quit => {
                self.is_over = true;
                "221 2.0.0 Goodbye".to_owned()
            }
            other => format!("502 5.5.1 {} is not offered here", other.name()),
        }
    }

    fn obey_mail(&mut self, from: String, size: usize) -> &'static str {
        if self.from.is_some() {
            return "503 5.5.1 One sender at a time";
        }
        if size > LARGEST {
            return "552 5.3.4 The message is too large";
        }
        self.from = Some(from);
        "250 2.1.0 Sender taken"
    }

    fn obey_rcpt(&mut self, to: String) -> &'static str {
        if self.from.is_none() {
            return "503 5.5.1 MAIL comes first";
        }
        if self.to.len() >= RECIPIENTS {
            return "452 4.5.3 Too many recipients";
        }
        if to.starts_with("fail+") {
            return "451 4.3.0 Not now, as this address asks for";
        }
        if to.starts_with("bounce+") {
            return "550 5.1.1 Nobody here, as this address asks for";
        }
        self.to.push(to);
        "250 2.1.5 Recipient taken"
    }

    fn obey_data(&mut self) -> &'static str {
        if self.to.is_empty() {
            return "503 5.5.1 RCPT comes first";
        }
        // The line end before the data belongs to DATA. The receiver has to see it, or a message
        // whose first line is a dot would never end; it is taken off again at delivery.
        let (mut receiver, mut body) = (DataReceiver::new(), Vec::new());
        receiver.ingest(&mut b"\r\n".iter(), &mut body);
        self.stage = Stage::Data {
            receiver,
            body,
            is_too_large: false,
        };
        "354 Go ahead, end with a dot"
    }

    fn hear_data(&mut self, bytes: &mut Iter<'_, u8>) -> Option<String> {
        let Stage::Data {
            receiver,
            body,
            is_too_large,
        } = &mut self.stage
        else {
            return None;
        };
        let is_complete = receiver.ingest(bytes, body);
        if body.len() > LARGEST {
            // The rest is heard to its end, but not kept.
            *is_too_large = true;
            body.clear();
        }
        if !is_complete {
            return None;
        }
        let answer = if *is_too_large {
            "552 5.3.4 The message is too large"
        } else {
            let envelope = Envelope {
                from: self.from.take().unwrap_or_default(),
                to: std::mem::take(&mut self.to),
            };
            match self
                .mailbox
                .deliver(&envelope, body.strip_prefix(b"\r\n").unwrap_or(body))
            {
                Ok(()) => "250 2.0.0 Kept",
                Err(problem) => {
                    log::error!("The mail sink cannot keep a message: {problem}");
                    "451 4.3.0 Cannot keep it now"
                }
            }
        };
        self.stage = Stage::Commands;
        self.forget();
        Some(format!("{answer}\r\n"))
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }
}

#[cfg(test)]
mod tests;
