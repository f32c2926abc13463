//! Text messages out, through a gateway that speaks HTTP.
//!
//! Providers differ; the shape is plain so that a small adapter in front of any of them will do:
//! `POST {id, to, from, text}`, a 2xx when it is taken, 408, 425, 429 or 5xx for "later", anything else for "never".

use std::time::Duration;

use reqwest::{Client, StatusCode, Url, redirect};
use serde::Serialize;

use crate::messages::NotSent;

/// How long the gateway may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Digits of a telephone number, with those of its country (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 6..=15;

/// A message ready to go.
#[derive(Debug, Clone)]
pub struct Text {
    /// Stable: a gateway can drop a second copy by it (reliability rule 12).
    pub id: String,
    /// The number as the person wrote it.
    pub to: String,
    pub text: String,
}

/// The way out for text messages.
pub struct Gateway {
    client: Client,
    url: Url,
    token: String,
    from: String,
}

#[derive(Serialize)]
struct Sent<'a> {
    id: &'a str,
    to: &'a str,
    from: &'a str,
    text: &'a str,
}

impl Gateway {
    /// Opens a gateway; `None` where none is set up.
    ///
    /// # Errors
    /// When the address cannot be used.
    pub fn open(url: &str, token: &str, from: &str) -> Result<Option<Self>, String> {
        if url.is_empty() {
            return Ok(None);
        }
        let url = Url::parse(url).map_err(|error| format!("HILO_SMS: {error}"))?;
        // Straight to the address that was set: a redirection could carry numbers elsewhere.
        let client = Client::builder()
            .timeout(PATIENCE)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|error| format!("HILO_SMS: {error}"))?;
        Ok(Some(Self {
            client,
            url,
            token: token.to_owned(),
            from: from.to_owned(),
        }))
    }

    /// Sends one message.
    ///
    /// # Errors
    /// Whether another try makes sense.
    pub async fn send(&self, text: &Text) -> Result<(), NotSent> {
        let to = dialled(&text.to)
            .ok_or_else(|| NotSent::ForGood("this is no telephone number".to_owned()))?;
        let sent = Sent {
            id: &text.id,
            to: &to,
            from: &self.from,
            text: &text.text,
        };
        let mut request = self
            .client
            .post(self.url.clone())
            .header("Idempotency-Key", &text.id)
            .json(&sent);
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        // Without the address, which may hold a secret of the provider.
        let answer = request
            .send()
            .await
            .map_err(|error| NotSent::ForNow(error.without_url().to_string()))?;
        verdict(answer.status())
    }
}

fn verdict(status: StatusCode) -> Result<(), NotSent> {
    const LATER: &[StatusCode] = &[
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::TOO_EARLY,
        StatusCode::TOO_MANY_REQUESTS,
        // A token that was taken away is put right by people, not by giving up the message.
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
    ];
    let told = format!("the gateway answered {status}");
    if status.is_success() {
        Ok(())
    } else if status.is_server_error() || LATER.contains(&status) {
        Err(NotSent::ForNow(told))
    } else {
        Err(NotSent::ForGood(told))
    }
}

/// A number as it is dialled: what people write between the digits is left out.
fn dialled(written: &str) -> Option<String> {
    let (plus, rest) = match written.trim().strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => ("", written.trim()),
    };
    let is_between = |c: char| c.is_whitespace() || "-./()".contains(c);
    let digits: String = rest.chars().filter(|c| !is_between(*c)).collect();
    let is_number = digits.chars().all(|c| c.is_ascii_digit()) && DIGITS.contains(&digits.len());
    is_number.then(|| format!("{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dialled_as_people_write_them() {
        for (written, number) in [
            ("+51 999-888-777", Some("+51999888777")),
            ("(01) 234.5678", Some("012345678")),
            ("999 888 777", Some("999888777")),
            ("call my neighbour", None),
            ("12", None),
            ("+1 234 567 890 123 456", None),
        ] {
            assert_eq!(dialled(written).as_deref(), number, "{written}");
        }
    }

    #[test]
    fn a_gateway_that_is_ill_is_tried_again_and_a_refusal_is_not() {
        let is_for_now = |status| matches!(verdict(status), Err(NotSent::ForNow(_)));
        assert!(verdict(StatusCode::ACCEPTED).is_ok());
        assert!(is_for_now(StatusCode::BAD_GATEWAY) && is_for_now(StatusCode::TOO_MANY_REQUESTS));
        assert!(!is_for_now(StatusCode::UNPROCESSABLE_ENTITY));
    }
}
