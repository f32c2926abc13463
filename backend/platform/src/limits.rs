//! Rate limits by address and by whatever else a caller could wear out (reliability rule 21).

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::problem::{self, Answer, Problem};

type Limiter<K> =
    RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// What is left after a request that was let through.
#[derive(Debug, Clone, Copy)]
pub struct Left {
    pub limit: u32,
    pub remaining: u32,
}

/// Requests of one address. Filings have a tighter limit of their own.
#[derive(Clone)]
pub struct AddressLimits(Option<Arc<(Limiter<IpAddr>, Limiter<IpAddr>)>>);

impl AddressLimits {
    /// `per_minute` of 0 means no limit.
    pub fn per_minute(per_minute: u32) -> Self {
        let quota = |n: u32| NonZeroU32::new(n).map(Quota::per_minute);
        let limiters =
            quota(per_minute)
                .zip(quota((per_minute / 10).max(1)))
                .map(|(all, filings)| {
                    let limiter = |quota| {
                        RateLimiter::dashmap(quota).with_middleware::<StateInformationMiddleware>()
                    };
                    Arc::new((limiter(all), limiter(filings)))
                });
        Self(limiters)
    }

    /// Lets a request through or says how long to wait.
    pub fn pass(&self, address: IpAddr, is_filing: bool) -> Answer<Option<Left>> {
        let Some(limiters) = &self.0 else {
            return Ok(None);
        };
        let limiter = if is_filing { &limiters.1 } else { &limiters.0 };
        match limiter.check_key(&address) {
            Ok(state) => Ok(Some(Left {
                limit: state.quota().burst_size().get(),
                remaining: state.remaining_burst_capacity(),
            })),
            Err(not_until) => Err(wait(
                not_until.wait_time_from(DefaultClock::default().now()),
            )),
        }
    }

    /// Forgets addresses that are at rest.
    pub fn tidy(&self) {
        if let Some(limiters) = &self.0 {
            limiters.0.retain_recent();
            limiters.1.retain_recent();
        }
    }
}

fn wait(time: std::time::Duration) -> Problem {
    let seconds = u32::try_from(time.as_secs())
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    Problem::of(&problem::TOO_MANY).after(seconds)
}

/// Guesses at a secret: bounded for each pair of target and address, so that nobody can lock out somebody else
/// (promise A6).
pub struct GuessLimit(DefaultKeyedRateLimiter<(String, IpAddr)>);

impl GuessLimit {
    /// So many tries at once, refilled over an hour.
    pub fn per_hour(tries: NonZeroU32) -> Self {
        Self(RateLimiter::dashmap(Quota::per_hour(tries)))
    }

    /// Counts a try.
    ///
    /// # Errors
    /// 429 with the time to wait.
    pub fn count(&self, target: &str, address: IpAddr) -> Answer<()> {
        let key = (target.to_owned(), address);
        self.0
            .check_key(&key)
            .map_err(|not_until| wait(not_until.wait_time_from(DefaultClock::default().now())))
    }
}
