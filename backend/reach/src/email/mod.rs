//! E-mail out, over SMTP.

use std::str::FromStr;

use lettre::message::{Mailbox, header};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};

use crate::messages::NotSent;

/// A message ready to go.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Stable: a provider can drop a second copy by it (reliability rule 12).
    pub id: String,
    pub to: String,
    pub subject: String,
    pub body: String,
}

/// The way out for e-mail.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
}

impl Mailer {
    /// Opens `smtp://…` or `smtps://…` with a sender.
    ///
    /// # Errors
    /// When address or sender cannot be read.
    pub fn open(address: &str, from: &str) -> Result<Self, String> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(address)
            .map_err(|error| format!("HILO_MAIL: {error}"))?
            .timeout(Some(std::time::Duration::from_secs(20)))
            .build();
        let from = Mailbox::from_str(from).map_err(|error| format!("HILO_MAIL_FROM: {error}"))?;
        let host = from.email.domain().to_owned();
        Ok(Self {
            transport,
            from,
            host,
        })
    }

    /// Sends one letter.
    ///
    /// # Errors
    /// Whether another try makes sense.
    pub async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        let to =
            Mailbox::from_str(&letter.to).map_err(|error| NotSent::ForGood(error.to_string()))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(one_line(&letter.subject))
            .message_id(Some(format!("<{}@{}>", letter.id, self.host)))
            .header(header::ContentType::TEXT_PLAIN)
            .header(AutoSubmitted)
            .body(letter.body.clone())
            .map_err(|error| NotSent::ForGood(error.to_string()))?;
        self.transport
            .send(message)
            .await
            .map(|_| ())
            .map_err(|error| {
                if error.is_permanent() {
                    NotSent::ForGood(error.to_string())
                } else {
                    NotSent::ForNow(error.to_string())
                }
            })
    }
}

/// Line breaks in a header could become headers of their own (promise I9).
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// RFC 3834: machines need not answer.
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
