//! News of cases, from any process to the followers of every process, by PostgreSQL's LISTEN and NOTIFY.
//!
//! A notification only says "look": followers read what is new by sequence number, so a lost one costs a moment, never an
//! event. NOTIFY inside a command would make all commits queue for one lock, so a herald sends it just after.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use uuid::Uuid;

const CHANNEL: &str = "hilo_news";
/// How often the listener looks; the delay that a follower may notice.
const LOOK_EVERY: Duration = Duration::from_millis(100);
const RECONNECT_AFTER: Duration = Duration::from_secs(1);

/// Something happened to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    pub entity: Uuid,
    pub case: Uuid,
    pub seq: i32,
}

/// Sends news to all processes, in batches, from a thread of its own.
#[derive(Clone)]
pub(crate) struct Herald(Sender<Vec<News>>);

impl Herald {
    pub(crate) fn start(url: String) -> Self {
        let (sender, receiver) = channel();
        std::thread::spawn(move || herald(&url, &receiver));
        Self(sender)
    }

    pub(crate) fn tell(&self, news: Vec<News>) {
        if !news.is_empty() {
            // The thread only ends with the program; then there is nobody left to tell.
            let _ = self.0.send(news);
        }
    }
}

fn herald(url: &str, inbox: &Receiver<Vec<News>>) {
    let mut conn: Option<PgConnection> = None;
    while let Ok(first) = inbox.recv() {
        let batch: Vec<News> = std::iter::once(first)
            .chain(inbox.try_iter())
            .flatten()
            .collect();
        let payloads: Vec<String> = batch
            .iter()
            .filter_map(|news| serde_json::to_string(news).ok())
            .collect();
        if conn.is_none() {
            conn = PgConnection::establish(url).ok();
        }
        let sent = conn.as_mut().map(|conn| {
            sql_query(format!(
                "SELECT pg_notify('{CHANNEL}', news) FROM unnest($1) news"
            ))
            .bind::<diesel::sql_types::Array<Text>, _>(&payloads)
            .execute(conn)
        });
        if !matches!(sent, Some(Ok(_))) {
            conn = None;
        }
    }
}

/// The followers of this process.
#[derive(Clone, Default)]
pub struct Followers(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    cases: HashMap<Uuid, watch::Sender<i32>>,
    entities: HashMap<Uuid, tokio::sync::broadcast::Sender<News>>,
}

impl Followers {
    /// Starts the listener thread.
    pub fn listening(url: String) -> Self {
        let followers = Self::default();
        let hub = Arc::downgrade(&followers.0);
        // The thread ends with the last follower: a process may hold several services one after the other.
        std::thread::spawn(move || {
            while hub.upgrade().is_some() {
                if let Err(error) = listen(&hub, &url) {
                    log::debug!("listener: {error}");
                }
                // What happened meanwhile is found by sequence number.
                if let Some(inner) = hub.upgrade() {
                    Self(inner).wake_all();
                    std::thread::sleep(RECONNECT_AFTER);
                }
            }
        });
        followers
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes when something happens to a case; holds the latest sequence number that was heard of.
    pub fn of_case(&self, case: Uuid) -> watch::Receiver<i32> {
        self.lock()
            .cases
            .entry(case)
            .or_insert_with(|| watch::channel(0).0)
            .subscribe()
    }

    /// Every news of an entity, for staff queues.
    pub fn of_entity(&self, entity: Uuid) -> tokio::sync::broadcast::Receiver<News> {
        self.lock()
            .entities
            .entry(entity)
            .or_insert_with(|| tokio::sync::broadcast::channel(256).0)
            .subscribe()
    }

    /// Ends every stream: the program stops.
    pub fn close(&self) {
        let mut inner = self.lock();
        inner.cases.clear();
        inner.entities.clear();
    }

    fn pass_on(&self, news: News) {
        let inner = self.lock();
        if let Some(case) = inner.cases.get(&news.case) {
            case.send_modify(|seq| *seq = (*seq).max(news.seq));
        }
        if let Some(entity) = inner.entities.get(&news.entity) {
            let _ = entity.send(news);
        }
    }

    fn wake_all(&self) {
        self.lock()
            .cases
            .values()
            .for_each(|case| case.send_modify(|_| {}));
    }
}

/// Passes on what is heard until the connection breaks or the last follower is gone.
fn listen(hub: &Weak<Mutex<Inner>>, url: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut conn = PgConnection::establish(url)?;
    conn.batch_execute(&format!("LISTEN {CHANNEL}"))?;
    if let Some(inner) = hub.upgrade() {
        Followers(inner).wake_all();
    }
    let mut quiet_looks = 0_u32;
    while let Some(inner) = hub.upgrade() {
        let followers = Followers(inner);
        let mut heard = false;
        for notification in conn.notifications_iter() {
            heard = true;
            if let Ok(news) = serde_json::from_str(&notification?.payload) {
                followers.pass_on(news);
            }
        }
        quiet_looks = if heard { 0 } else { quiet_looks + 1 };
        if quiet_looks >= 50 {
            // A link that died without a word is only noticed by using it.
            conn.batch_execute("SELECT 1")?;
            followers.lock().forget_the_gone();
            quiet_looks = 0;
        }
        drop(followers);
        std::thread::sleep(LOOK_EVERY);
    }
    Ok(())
}

impl Inner {
    fn forget_the_gone(&mut self) {
        self.cases.retain(|_, case| case.receiver_count() > 0);
        self.entities
            .retain(|_, entity| entity.receiver_count() > 0);
    }
}
