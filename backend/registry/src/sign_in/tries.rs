//! Wrong tries at sign-in are bounded for each pair of address and e-mail, and for each address (promise A6).
//!
//! Never for an e-mail alone: that would let anybody lock out anybody. Only wrong tries count, so that an office behind
//! one address can start its morning.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use hilo_platform::problem::{self, Answer, Problem};
use moka::sync::Cache;

/// Wrong tries of one address at one e-mail in an hour.
const AT_ONE_EMAIL: u32 = 20;
/// Wrong tries of one address at any e-mail in an hour: a whole town hall may share one.
const FROM_ONE_ADDRESS: u32 = 200;
const WINDOW: Duration = Duration::from_secs(3600);
/// Pairs remembered; the longest unused are forgotten first.
const REMEMBERED: u64 = 100_000;

struct Count {
    since: Instant,
    tries: AtomicU32,
}

type Counts<K> = Cache<K, Arc<Count>>;

/// Who tried how often in the past hour. In memory of one process: several processes multiply the bound.
pub struct Tries {
    pairs: Counts<(String, IpAddr)>,
    addresses: Counts<IpAddr>,
}

/// A try that counts as wrong until it turns out right.
pub struct Try(Vec<Arc<Count>>);

impl Default for Tries {
    fn default() -> Self {
        Self {
            pairs: Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(WINDOW)
                .build(),
            addresses: Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(WINDOW)
                .build(),
        }
    }
}

impl Tries {
    /// Counts a try before its work is done, so that tries at the same time count as well.
    ///
    /// # Errors
    /// 429 with the time to wait.
    pub fn begin(&self, email: &str, address: IpAddr) -> Answer<Try> {
        let begun = || {
            Arc::new(Count {
                since: Instant::now(),
                tries: AtomicU32::new(0),
            })
        };
        let pair = self.pairs.get_with((email.to_owned(), address), begun);
        let all = self.addresses.get_with(address, begun);
        for (count, most) in [(&pair, AT_ONE_EMAIL), (&all, FROM_ONE_ADDRESS)] {
            if count.tries.load(Ordering::Relaxed) >= most {
                return Err(wait(count.since));
            }
        }
        let counted = vec![pair, all];
        for count in &counted {
            count.tries.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Try(counted))
    }
}

impl Try {
    /// The try was right: it does not count.
    pub fn was_right(self) {
        for count in self.0 {
            count.tries.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

fn wait(since: Instant) -> Problem {
    let left = WINDOW.saturating_sub(since.elapsed()).as_secs();
    Problem::of(&problem::TOO_MANY).after(u32::try_from(left).unwrap_or(u32::MAX).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn guessing_is_bounded_and_locks_nobody_else_out() {
        // promise A6
        let tries = Tries::default();
        for _ in 0..AT_ONE_EMAIL {
            assert!(tries.begin("ana@example.org", HERE).is_ok());
        }
        let refusal = tries.begin("ana@example.org", HERE).err().unwrap();
        assert_eq!(refusal.kind.status, 429);
        assert!(
            refusal
                .retry_after
                .is_some_and(|seconds| (3500..=3601).contains(&seconds))
        );
        assert!(tries.begin("ana@example.org", THERE).is_ok());
        assert!(tries.begin("luis@example.org", HERE).is_ok());
    }

    #[test]
    fn one_address_cannot_try_everybody() {
        let tries = Tries::default();
        let wrong = |n: u32| tries.begin(&format!("{n}@example.org"), HERE);
        assert!((0..FROM_ONE_ADDRESS).all(|n| wrong(n).is_ok()));
        assert!(wrong(FROM_ONE_ADDRESS).is_err());
    }

    #[test]
    fn right_tries_do_not_count() {
        let tries = Tries::default();
        for _ in 0..1000 {
            tries.begin("ana@example.org", HERE).unwrap().was_right();
        }
    }
}
