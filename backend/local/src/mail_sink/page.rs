//! The page on which a newcomer reads the mails that the program sent.

use super::mailbox::Message;

/// Follows the reader's light or dark preference; no fonts or pictures are loaded.
pub(crate) const STYLE: &str = include_str!("page.css");

/// All messages, each folded to a line until it is opened. Works without script.
pub(super) fn html(messages: &[Message], to: &str) -> String {
    let list: String = messages.iter().map(entry).collect();
    let empty = if messages.is_empty() {
        "<p>No mail yet.</p>"
    } else {
        ""
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Mail · Hilo</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n\
         <body>\n<main>\n<h1>Mail</h1>\n\
         <p>What this Hilo has sent. Nothing leaves this machine.</p>\n\
         <form action=\"/\"><label for=\"to\">Sent to</label> \
         <input id=\"to\" name=\"to\" type=\"email\" value=\"{}\"> \
         <button>Show</button></form>\n{empty}{list}</main>\n</body>\n</html>\n",
        escaped(to)
    )
}

fn entry(message: &Message) -> String {
    let subject = match message.subject.as_str() {
        "" => "(no subject)",
        subject => subject,
    };
    let at = message.received_at;
    format!(
        "<details>\n<summary><strong>{}</strong> <span>{}</span> \
         <time datetime=\"{}\">{} UTC</time></summary>\n<pre>{}</pre>\n\
         <p>From {}. <a href=\"/messages/{}\">As it was sent</a></p>\n</details>\n",
        escaped(subject),
        escaped(&message.to.join(", ")),
        at.to_rfc3339(),
        at.format("%Y-%m-%d %H:%M:%S"),
        escaped(&message.text),
        escaped(&message.from),
        message.id,
    )
}

/// For text and for values between double quotes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Message, html};
    use uuid::Uuid;

    #[test]
    fn a_mail_cannot_bring_markup_into_the_page() {
        let evil = "\"><script>alert(1)</script>".to_owned();
        let message = Message {
            id: Uuid::nil(),
            received_at: chrono::DateTime::UNIX_EPOCH,
            from: evil.clone(),
            to: vec![evil.clone()],
            subject: evil.clone(),
            text: evil.clone(),
            raw_url: String::new(),
        };
        let page = html(&[message], &evil);
        assert!(!page.contains("<script>"));
        assert!(!page.contains("value=\"\">"));
    }
}
