//! The worker: relays the outbox and works off the lanes until it is told to stop.

use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;
use hilo_cases::answer::close::close_case;
use hilo_cases::deadlines::escalate::mark_clock;
use hilo_cases::joining::answer_group;
use hilo_cases::notice::unclaimed::lapse_pick_up;
use hilo_cases::transfer::lapse_transfer;
use hilo_cases::triage::lapse::lapse_correction;
use hilo_cases::work::route::route_case;
use hilo_platform::caller::{Door, Request};
use hilo_platform::idempotency;
use hilo_platform::jobs::{self, Job, Lane};
use hilo_platform::problem::{Answer, Problem};
use hilo_schema::{idempotency_keys, outbox};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::messages::relay::relay;
use crate::messages::send::Post;

/// How long a lane sleeps when there is nothing to do.
const IDLE: Duration = Duration::from_millis(200);
/// After a failure of the database.
const SICK: Duration = Duration::from_secs(2);
/// Jobs claimed at once by a lane.
const CLAIM: i64 = 8;
/// Between two rounds of tidying.
const TIDY_EVERY: Duration = Duration::from_secs(600);

/// Works until `stop` turns true; what is in hand is finished first.
pub async fn run(post: Arc<Post>, stop: watch::Receiver<bool>) {
    let mut tasks = JoinSet::new();
    tasks.spawn(relaying(Arc::clone(&post), stop.clone()));
    tasks.spawn(lane(Arc::clone(&post), Lane::Mail, stop.clone()));
    tasks.spawn(lane(Arc::clone(&post), Lane::Sms, stop.clone()));
    tasks.spawn(lane(Arc::clone(&post), Lane::Cases, stop.clone()));
    tasks.spawn(tidying(post, stop));
    while tasks.join_next().await.is_some() {}
}

async fn pause(stop: &mut watch::Receiver<bool>, time: Duration) {
    let _ = tokio::time::timeout(time, stop.wait_for(|stopped| *stopped)).await;
}

async fn relaying(post: Arc<Post>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let worker = Arc::clone(&post);
        let relayed =
            tokio::task::spawn_blocking(move || relay(&worker.db, &worker.directory)).await;
        match relayed {
            Ok(Ok(0)) => pause(&mut stop, IDLE).await,
            Ok(Ok(_)) => {}
            Ok(Err(problem)) => {
                log::warn!("outbox: {problem}");
                pause(&mut stop, SICK).await;
            }
            Err(error) => log::error!("outbox: {error}"),
        }
    }
}

async fn lane(post: Arc<Post>, lane: Lane, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match work_off(&post, lane).await {
            Ok(0) => pause(&mut stop, IDLE).await,
            Ok(_) => {}
            Err(problem) => {
                log::warn!("lane {}: {problem}", lane.as_str());
                pause(&mut stop, SICK).await;
            }
        }
    }
}

/// Claims and does what is due in a lane; says how many jobs it did.
pub async fn work_off(post: &Arc<Post>, lane: Lane) -> Answer<usize> {
    let request = Request::internal("claimJobs");
    let claim = move |tx: &mut hilo_platform::tx::Tx<'_>| jobs::claim(tx.conn, lane, CLAIM, tx.now);
    let claimed = post.db.command(request, Door::Directory, claim).await?;
    for job in &claimed {
        // A job that panics is a failed job, not a dead lane (promise N4).
        let (worker, own) = (Arc::clone(post), job.clone());
        let done = tokio::spawn(async move { carry_out(&worker, &own).await }).await;
        let failure = match done {
            Ok(Ok(())) => continue,
            Ok(Err(problem)) => problem.to_string(),
            Err(panic) => panic.to_string(),
        };
        log::warn!("job {} {}: {failure}", job.kind, job.id);
        metrics::counter!("hilo_jobs_failed_total", "kind" => job.kind.clone()).increment(1);
        let own = job.clone();
        let put_back = move |tx: &mut hilo_platform::tx::Tx<'_>| {
            Ok(jobs::put_back(tx.conn, &own, &failure, false, tx.now)?)
        };
        post.db
            .command(
                Request::internal("putBackJob"),
                Door::System(job.entity_id),
                put_back,
            )
            .await?;
    }
    Ok(claimed.len())
}

async fn carry_out(post: &Post, job: &Job) -> Answer<()> {
    let (directory, own) = (post.directory.clone(), job.clone());
    let step = match job.kind.as_str() {
        "deliver_message" => return post.deliver(job).await,
        "lapse_transfer" => {
            return lapse_transfer(&post.db, &post.directory, &post.files, job).await;
        }
        "ask_outside" => return post.ask_outside(job).await,
        "route_case" => route_case,
        "close_case" => close_case,
        "answer_group" => answer_group,
        "lapse_pick_up" => lapse_pick_up,
        "lapse_correction" => lapse_correction,
        "mark_clock" => mark_clock,
        other => return Err(Problem::broken(format!("nobody knows the job {other}"))),
    };
    let request = Request::internal("carryOutJob");
    post.db
        .command(request, Door::System(job.entity_id), move |tx| {
            step(tx, &directory, own.subject_id)?;
            if jobs::finish(tx.conn, &own)? {
                Ok(())
            } else {
                Err(Problem::broken("the lease of a job was lost"))
            }
        })
        .await
}

async fn tidying(post: Arc<Post>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(problem) = tidy(&post).await {
            log::warn!("tidying: {problem}");
        }
        pause(&mut stop, TIDY_EVERY).await;
    }
}

/// Removes relayed events and idempotency keys that are past their days, in small batches (reliability rule 15).
async fn tidy(post: &Post) -> Answer<()> {
    let now = post.db.clock().now();
    let past = now - chrono::TimeDelta::days(idempotency::DAYS);
    let entities = post
        .db
        .command(
            Request::internal("tidyOutbox"),
            Door::Directory,
            move |tx| {
                let old = outbox::table
                    .select(outbox::id)
                    .filter(outbox::relayed_at.lt(past))
                    .limit(1000);
                let old: Vec<uuid::Uuid> = old.load(tx.conn)?;
                diesel::delete(outbox::table.filter(outbox::id.eq_any(old))).execute(tx.conn)?;
                Ok(hilo_schema::entities::table
                    .select(hilo_schema::entities::id)
                    .load::<uuid::Uuid>(tx.conn)?)
            },
        )
        .await?;
    for entity in entities {
        post.db
            .command(
                Request::internal("tidyKeys"),
                Door::System(entity),
                move |tx| {
                    let keys = idempotency_keys::table
                        .filter(idempotency_keys::entity_id.eq(entity))
                        .filter(idempotency_keys::created_at.lt(past));
                    diesel::delete(keys).execute(tx.conn)?;
                    Ok(())
                },
            )
            .await?;
    }
    Ok(())
}
