//! Rounds of the program and of its limit in turn, so that both meet the same machine.

use std::future::Future;

use super::Plan;
use super::client::Load;
use super::figures::{listed, median, percentile};

/// What the rounds reached.
#[derive(Debug, Default)]
pub struct Rounds {
    limit: Vec<f64>,
    http: Vec<f64>,
    times: Vec<f64>,
    others: usize,
}

/// `limit` and `http` in turn, as often as the plan says.
///
/// # Errors
/// When one fails, or more than one answer in a hundred was not the wanted one.
pub async fn interleaved<L, H>(
    plan: &Plan,
    limit: impl Fn() -> L,
    http: impl Fn() -> H,
) -> Result<Rounds, String>
where
    L: Future<Output = Result<f64, String>>,
    H: Future<Output = Result<Load, String>>,
{
    let mut rounds = Rounds::default();
    for _ in 0..plan.rounds {
        rounds.limit.push(limit().await?);
        let load = http().await?;
        // A stall of the machine may cost a few; they are shown.
        if load.others * 100 > load.times.len() {
            return Err(format!(
                "{} answers were not as wanted; the first: {}",
                load.others,
                load.first_other.unwrap_or_default()
            ));
        }
        rounds.others += load.others;
        rounds.http.push(load.rate);
        rounds.times.extend(load.times);
    }
    Ok(rounds)
}

impl Rounds {
    /// Columns of [`Rounds::row`].
    pub const HEADING: [&'static str; 9] = [
        "",
        "HTTP/s",
        "pgbench/s",
        "ratio",
        "goal",
        "p50 ms",
        "p99 ms",
        "refused",
        "rounds HTTP | pgbench",
    ];

    /// Answers a second over HTTP.
    pub fn http(&self) -> f64 {
        median(&self.http)
    }

    /// A row of the table. `goal` is the least ratio to the limit.
    pub fn row(&self, name: &str, goal: f64) -> Vec<String> {
        let ratio = self.http() / median(&self.limit);
        vec![
            name.to_owned(),
            format!("{:.0}", self.http()),
            format!("{:.0}", median(&self.limit)),
            format!("{:.0} %", ratio * 100.0),
            format!(
                "{:.0} % {}",
                goal * 100.0,
                super::figures::verdict(ratio >= goal)
            ),
            format!("{:.1}", percentile(&self.times, 50)),
            format!("{:.1}", percentile(&self.times, 99)),
            self.others.to_string(),
            format!("{} | {}", listed(&self.http), listed(&self.limit)),
        ]
    }
}
