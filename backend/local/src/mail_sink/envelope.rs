//! Who handed a message in and for whom, and the trace lines that carry it into the `.eml` file.

use mail_parser::MessageParser;

/// The addresses of one SMTP transaction; the headers of the message may name others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Envelope {
    /// Empty for reports about mail that could not be delivered.
    pub from: String,
    /// At least one.
    pub to: Vec<String>,
}

impl Envelope {
    /// The lines that a mail server puts on top at final delivery (RFC 5321, 4.4).
    pub fn trace(&self) -> String {
        let to = self
            .to
            .iter()
            .map(|address| format!("Delivered-To: {}\r\n", in_line(address)));
        format!(
            "Return-Path: <{}>\r\n{}",
            in_line(&self.from),
            to.collect::<String>()
        )
    }

    /// Reads the trace lines back.
    pub fn of(raw: &[u8]) -> Self {
        let message = MessageParser::new().parse_headers(raw).unwrap_or_default();
        let lines = |name: &str| -> Vec<String> {
            let values = message.headers_raw();
            values
                .filter(|(header, _)| header.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim().to_owned())
                .collect()
        };
        let from = lines("Return-Path").into_iter().next().unwrap_or_default();
        let from = from
            .trim_start_matches('<')
            .trim_end_matches('>')
            .to_owned();
        Self {
            from,
            to: lines("Delivered-To"),
        }
    }
}

/// An address may hold quoted control characters; in a header they would begin another line.
fn in_line(address: &str) -> String {
    address.chars().filter(|sign| !sign.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::Envelope;

    #[test]
    fn what_is_written_is_read_back() {
        let to = vec!["rosa@example.pe".to_owned(), "ana@example.pe".to_owned()];
        let envelope = Envelope {
            from: "hilo@example.org".to_owned(),
            to,
        };
        let raw = format!(
            "{}Subject: x\r\n\r\nDelivered-To: nobody\r\n",
            envelope.trace()
        );
        assert_eq!(Envelope::of(raw.as_bytes()), envelope);
    }

    #[test]
    fn an_address_cannot_write_a_header_of_its_own() {
        let from = "\"a\r\nBcc: x\"@example.org".to_owned();
        let trace = Envelope {
            from,
            to: Vec::new(),
        }
        .trace();
        assert_eq!(trace.matches("\r\n").count(), 1);
    }
}
