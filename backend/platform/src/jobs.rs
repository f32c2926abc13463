//! Work for later, as rows written in the transaction that wants it (reliability rules 11 to 15).
//!
//! Workers claim with skip-locked rows, a lease and a fence: a worker that lost its lease cannot finish the job any more.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text, Timestamptz};
use hilo_schema::jobs;
use uuid::Uuid;

use crate::problem::Answer;

/// Seconds a claim holds without being renewed (promise N3).
pub const LEASE_SECONDS: i64 = 60;
/// Hours after which a job that keeps failing is set aside (promise N8).
const GIVE_UP_HOURS: i64 = 72;

/// Different kinds of work take different lanes, so that a slow receiver does not hold up the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    Mail,
    Sms,
    Cases,
}

impl Lane {
    /// As it stands in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::Cases => "cases",
        }
    }
}

/// A claimed job.
#[derive(Debug, Clone, QueryableByName)]
#[diesel(table_name = jobs)]
pub struct Job {
    pub id: Uuid,
    pub kind: String,
    pub entity_id: Uuid,
    pub subject_id: Uuid,
    pub attempts: i16,
    pub fence: i64,
    pub created_at: DateTime<Utc>,
}

/// Asks for work at a time; `subject` says what it is about.
pub fn ask(
    conn: &mut PgConnection,
    lane: Lane,
    kind: &str,
    entity: Uuid,
    subject: Uuid,
    run_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(Uuid::now_v7()),
            jobs::lane.eq(lane.as_str()),
            jobs::kind.eq(kind),
            jobs::entity_id.eq(entity),
            jobs::subject_id.eq(subject),
            jobs::run_at.eq(run_at),
            jobs::created_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Claims up to `count` due jobs of a lane. The claim's own transaction ends before the work begins.
pub fn claim(
    conn: &mut PgConnection,
    lane: Lane,
    count: i64,
    now: DateTime<Utc>,
) -> Answer<Vec<Job>> {
    let lease = now + TimeDelta::seconds(LEASE_SECONDS);
    let mut claimed: Vec<Job> = sql_query(
        "UPDATE queue.jobs SET fence = fence + 1, attempts = attempts + 1, leased_until = $4 \
         WHERE id IN (SELECT id FROM queue.jobs \
                      WHERE lane = $1 AND failed_at IS NULL AND run_at <= $2 \
                        AND (leased_until IS NULL OR leased_until < $2) \
                      ORDER BY run_at LIMIT $3 FOR UPDATE SKIP LOCKED) \
         RETURNING id, kind, entity_id, subject_id, attempts, fence, created_at",
    )
    .bind::<Text, _>(lane.as_str())
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(count)
    .bind::<Timestamptz, _>(lease)
    .load(conn)?;
    // In the order in which they were asked for: a receipt does not arrive after the answer.
    claimed.sort_by_key(|job| job.id);
    Ok(claimed)
}

/// Keeps the lease while the work goes on; false when it was lost.
pub fn renew(conn: &mut PgConnection, job: &Job, now: DateTime<Utc>) -> QueryResult<bool> {
    let mine = jobs::table
        .filter(jobs::id.eq(job.id))
        .filter(jobs::fence.eq(job.fence));
    let lease = now + TimeDelta::seconds(LEASE_SECONDS);
    diesel::update(mine)
        .set(jobs::leased_until.eq(lease))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Removes a finished job, in the transaction of its result. False when another worker took it meanwhile: the result
/// must then be rolled back.
pub fn finish(conn: &mut PgConnection, job: &Job) -> QueryResult<bool> {
    diesel::delete(
        jobs::table
            .filter(jobs::id.eq(job.id))
            .filter(jobs::fence.eq(job.fence)),
    )
    .execute(conn)
    .map(|rows| rows == 1)
}

/// Is it time to give up on a job that fails again?
pub fn is_hopeless(job: &Job, now: DateTime<Utc>) -> bool {
    now - job.created_at > TimeDelta::hours(GIVE_UP_HOURS)
}

/// Puts a failed job back with a growing, jittered pause, or sets it aside with the reason.
pub fn put_back(
    conn: &mut PgConnection,
    job: &Job,
    error: &str,
    is_final: bool,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let set_aside = is_final || is_hopeless(job, now);
    let mine = jobs::table
        .filter(jobs::id.eq(job.id))
        .filter(jobs::fence.eq(job.fence));
    diesel::update(mine)
        .set((
            jobs::run_at.eq(now + pause(job)),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
            jobs::error.eq(error.chars().take(500).collect::<String>()),
            jobs::failed_at.eq(set_aside.then_some(now)),
        ))
        .execute(conn)
        .map(|_| ())
}

/// 5 s, 10 s, 20 s … at most 6 h, each up to a quarter longer so that failures spread out.
fn pause(job: &Job) -> TimeDelta {
    let doublings = u32::from(job.attempts.unsigned_abs())
        .saturating_sub(1)
        .min(13);
    let seconds = (5_i64 << doublings).min(6 * 3600);
    let [chance] = crate::chance::bytes::<1>();
    TimeDelta::seconds(seconds + seconds * i64::from(chance) / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(attempts: i16) -> Job {
        let id = Uuid::now_v7();
        Job {
            id,
            kind: String::new(),
            entity_id: id,
            subject_id: id,
            attempts,
            fence: 1,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn pauses_grow_to_six_hours_with_jitter() {
        assert!((5..=6).contains(&pause(&job(1)).num_seconds()));
        assert!((40..=50).contains(&pause(&job(4)).num_seconds()));
        assert!((21_600..=27_000).contains(&pause(&job(100)).num_seconds()));
    }

    #[test]
    fn a_job_is_set_aside_after_three_days() {
        // promise N8
        assert!(!is_hopeless(
            &job(1),
            DateTime::UNIX_EPOCH + TimeDelta::hours(71)
        ));
        assert!(is_hopeless(
            &job(1),
            DateTime::UNIX_EPOCH + TimeDelta::hours(73)
        ));
    }
}
