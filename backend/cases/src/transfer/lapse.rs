//! An offer that nobody answered: what silence means stands in the sender's regime (anchors check 37).

use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::files::Files;
use hilo_platform::jobs::{self, Job};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::Directory;
use hilo_schema::transfers;
use uuid::Uuid;

use super::hand_over::{Carried, hand_over};
use super::offer::{Offer, Verdict};
use super::refuse_transfer::stay;

/// Carries out a job of kind `lapse_transfer`: the offer counts as accepted, or the case stays.
pub async fn lapse_transfer(
    db: &Db,
    directory: &Directory,
    files: &Files,
    job: &Job,
) -> Answer<()> {
    let (request, door) = (
        Request::internal("lapseTransfer"),
        Door::System(job.entity_id),
    );
    let id = job.subject_id;
    let offer = db
        .read(request.clone(), door.clone(), move |tx| waiting(tx, id))
        .await?;
    let carried = match &offer {
        Some(offer) if offer.on_silence == "accepted" => {
            Some(Carried::of(db, request.clone(), door.clone(), files, offer).await?)
        }
        _ => None,
    };
    let (directory, job) = (directory.clone(), job.clone());
    db.command(request, door, move |tx| {
        // Answered a moment ago: nothing is left to do.
        if let Some(offer) = waiting(tx, id)? {
            match &carried {
                Some(carried) => {
                    hand_over(tx, &directory, &offer, carried, None)?;
                }
                None => {
                    let verdict = Verdict {
                        state: "lapsed",
                        ..Verdict::default()
                    };
                    stay(tx, &directory, &offer, verdict)?;
                }
            }
        }
        if jobs::finish(tx.conn, &job)? {
            Ok(())
        } else {
            Err(Problem::broken("the lease of a job was lost"))
        }
    })
    .await
}

fn waiting(tx: &mut Tx<'_>, id: Uuid) -> Answer<Option<Offer>> {
    Ok(transfers::table
        .select(Offer::as_select())
        .find((tx.entity()?, id))
        .filter(transfers::state.eq("offered"))
        .filter(transfers::answer_until.le(tx.now))
        .first(tx.conn)
        .optional()?)
}
