//! The messages that arrived, newest first, in memory and as files.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use mail_parser::MessageParser;
use serde::Serialize;
use uuid::Uuid;

use super::envelope::Envelope;

/// Messages kept; the oldest goes when one more arrives.
pub const KEPT: usize = 1_000;

/// A message as people read it.
#[derive(Debug, Clone, Serialize)]
pub struct Message {
    /// Ordered by arrival.
    pub id: Uuid,
    /// When the last byte came in.
    pub received_at: DateTime<Utc>,
    /// Address in the `From` header, or of the envelope where there is none.
    pub from: String,
    /// Addresses of the envelope: everybody who gets it, hidden copies too.
    pub to: Vec<String>,
    /// Decoded; empty where there is none.
    pub subject: String,
    /// The first plain part, decoded, or the HTML part as text.
    pub text: String,
    /// Where the bytes are, with the trace lines of the delivery on top.
    pub raw_url: String,
}

#[derive(Debug)]
struct Kept {
    message: Message,
    raw: Arc<[u8]>,
}

/// A shared handle on all messages.
#[derive(Debug, Clone)]
pub struct Mailbox {
    kept: Arc<Mutex<VecDeque<Kept>>>,
    folder: Option<Arc<Path>>,
    base_url: Arc<str>,
}

impl Mailbox {
    /// Reads what an earlier sink left in the folder.
    pub(super) fn open(folder: Option<PathBuf>, base_url: String) -> io::Result<Self> {
        let mailbox = Self {
            kept: Arc::default(),
            folder: folder.map(Arc::from),
            base_url: Arc::from(base_url),
        };
        if let Some(folder) = &mailbox.folder {
            std::fs::create_dir_all(folder)?;
            for (id, path) in files_in(folder)? {
                mailbox.put(id, std::fs::read(path)?);
            }
        }
        Ok(mailbox)
    }

    /// Messages to an address (any case; all without one) that came after an instant, newest first.
    #[must_use]
    pub fn list(&self, to: Option<&str>, since: Option<DateTime<Utc>>) -> Vec<Message> {
        let is_for = |message: &Message| {
            to.is_none_or(|to| message.to.iter().any(|one| one.eq_ignore_ascii_case(to)))
        };
        self.lock()
            .iter()
            .map(|kept| &kept.message)
            .take_while(|message| since.is_none_or(|since| message.received_at > since))
            .filter(|message| is_for(message))
            .cloned()
            .collect()
    }

    /// The bytes of one message.
    #[must_use]
    pub fn raw(&self, id: Uuid) -> Option<Arc<[u8]>> {
        let kept = self.lock();
        kept.iter()
            .find(|kept| kept.message.id == id)
            .map(|kept| Arc::clone(&kept.raw))
    }

    /// Forgets all messages and removes their files.
    pub fn clear(&self) {
        for gone in self.lock().drain(..) {
            self.remove_file(gone.message.id);
        }
    }

    /// Takes a message in. Once this returns it is in the folder too.
    pub(super) fn deliver(&self, envelope: &Envelope, body: &[u8]) -> io::Result<()> {
        let raw = [envelope.trace().as_bytes(), body].concat();
        let id = Uuid::now_v7();
        if let Some(path) = self.file_of(id) {
            std::fs::write(path, &raw)?;
        }
        self.put(id, raw);
        Ok(())
    }

    fn put(&self, id: Uuid, raw: Vec<u8>) {
        let message = self.read(id, &raw);
        let mut kept = self.lock();
        kept.push_front(Kept {
            message,
            raw: Arc::from(raw),
        });
        // Two deliveries may get here in another order than they got their ids.
        kept.make_contiguous()
            .sort_by_key(|kept| std::cmp::Reverse(kept.message.id));
        while kept.len() > KEPT {
            if let Some(gone) = kept.pop_back() {
                self.remove_file(gone.message.id);
            }
        }
    }

    fn read(&self, id: Uuid, raw: &[u8]) -> Message {
        let envelope = Envelope::of(raw);
        let parsed = MessageParser::default().parse(raw).unwrap_or_default();
        let author = parsed.from().and_then(|from| from.first()?.address());
        Message {
            id,
            received_at: instant_of(id),
            from: author.map_or(envelope.from, str::to_owned),
            to: envelope.to,
            subject: parsed.subject().unwrap_or_default().to_owned(),
            text: parsed.body_text(0).unwrap_or_default().into_owned(),
            raw_url: format!("{}/messages/{id}", self.base_url),
        }
    }

    fn file_of(&self, id: Uuid) -> Option<PathBuf> {
        self.folder
            .as_ref()
            .map(|folder| folder.join(format!("{id}.eml")))
    }

    fn remove_file(&self, id: Uuid) {
        if let Some(Err(problem)) = self.file_of(id).map(std::fs::remove_file) {
            log::warn!("A message file could not be removed: {problem}");
        }
    }

    /// A panic elsewhere leaves the list whole: nothing is half done while it is held.
    fn lock(&self) -> MutexGuard<'_, VecDeque<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The moment that the id was made, to the millisecond.
fn instant_of(id: Uuid) -> DateTime<Utc> {
    let (seconds, nanos) = id.get_timestamp().map_or((0, 0), |stamp| stamp.to_unix());
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds, nanos))
        .unwrap_or_default()
}

/// The files of messages, oldest first; other files are left alone.
fn files_in(folder: &Path) -> io::Result<Vec<(Uuid, PathBuf)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str()?.strip_suffix(".eml"));
        if let Some(id) = name.and_then(|name| Uuid::parse_str(name).ok()) {
            files.push((id, path));
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{Envelope, KEPT, Mailbox};

    fn to(address: &str) -> Envelope {
        Envelope {
            from: "hilo@example.org".to_owned(),
            to: vec![address.to_owned()],
        }
    }

    #[test]
    fn the_oldest_message_makes_room() {
        let mailbox = Mailbox::open(None, "http://sink".to_owned()).unwrap();
        for number in 0..=KEPT {
            mailbox
                .deliver(
                    &to("rosa@example.pe"),
                    format!("Subject: {number}\r\n\r\n").as_bytes(),
                )
                .unwrap();
        }
        let all = mailbox.list(None, None);
        assert_eq!(all.len(), KEPT);
        assert_eq!(all.first().unwrap().subject, KEPT.to_string());
        assert_eq!(all.last().unwrap().subject, "1");
    }

    #[test]
    fn only_what_came_later_is_listed() {
        let mailbox = Mailbox::open(None, "http://sink".to_owned()).unwrap();
        mailbox
            .deliver(&to("rosa@example.pe"), b"Subject: x\r\n\r\n")
            .unwrap();
        let at = mailbox
            .list(Some("ROSA@example.pe"), None)
            .first()
            .unwrap()
            .received_at;
        assert!(mailbox.list(None, Some(at)).is_empty());
        assert!(mailbox.list(Some("ana@example.pe"), None).is_empty());
    }
}
