//! The answer of the case that leads a group, given to each case that follows it: own row, own proof, own last word.

use diesel::prelude::*;
use diesel::sql_types::{SmallInt, Uuid as SqlUuid};
use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::Directory;
use hilo_rules::lifecycle::Command;
use hilo_schema::{cases, responses};
use serde_json::json;
use uuid::Uuid;

use crate::case::{Case, Change};
use crate::turn::{Opener, Remark, Turn};

/// Followers answered in one transaction; the rest wait for the next.
const BATCH: i64 = 20;

/// Answers what follows a case that was answered. Whoever was answered, withdrawn or taken out meanwhile is left alone.
pub fn answer_group(tx: &mut Tx<'_>, directory: &Directory, lead: Uuid) -> Answer<()> {
    let entity = tx.entity()?;
    let lead: Case = cases::table
        .select(Case::as_select())
        .find((entity, lead))
        .first(tx.conn)?;
    let answer: Option<Uuid> = responses::table
        .select(responses::id)
        .filter(responses::entity_id.eq(entity))
        .filter(responses::case_id.eq(lead.id))
        .filter(responses::cycle.eq(lead.cycle))
        .filter(responses::status.eq("sent"))
        .first(tx.conn)
        .optional()?;
    // Disputed since: the next answer will come to all.
    let Some(answer) = answer.filter(|_| !lead.is_open) else {
        return Ok(());
    };
    let followers: Vec<Uuid> = cases::table
        .select(cases::id)
        .filter(cases::entity_id.eq(entity))
        .filter(cases::group_id.eq(lead.id))
        .filter(cases::is_open)
        .order(cases::id)
        .limit(BATCH + 1)
        .load(tx.conn)?;
    let batch = usize::try_from(BATCH).unwrap_or(1);
    for follower in followers.iter().take(batch) {
        give(tx, directory, &lead, answer, *follower)?;
    }
    if followers.len() > batch {
        let now = tx.now;
        jobs::ask(
            tx.conn,
            Lane::Cases,
            "answer_group",
            entity,
            lead.id,
            now,
            now,
        )?;
    }
    Ok(())
}

fn give(
    tx: &mut Tx<'_>,
    directory: &Directory,
    lead: &Case,
    answer: Uuid,
    follower: Uuid,
) -> Answer<()> {
    let turn = Turn::begin(
        tx,
        directory,
        &Opener::System(follower),
        Seen::Any,
        Command::AnswerWithGroup,
    )?;
    let own = responses::table
        .filter(responses::entity_id.eq(turn.entity.id))
        .filter(responses::case_id.eq(follower))
        .filter(responses::status.eq_any(["draft", "in_review", "approved"]));
    diesel::update(own)
        .set(responses::status.eq("sent_back"))
        .execute(tx.conn)?;
    let copy = Uuid::now_v7();
    diesel::sql_query(include_str!("answer.sql"))
        .bind::<SqlUuid, _>(turn.entity.id)
        .bind::<SqlUuid, _>(answer)
        .bind::<SqlUuid, _>(copy)
        .bind::<SqlUuid, _>(follower)
        .bind::<SmallInt, _>(turn.case.cycle)
        .execute(tx.conn)?;
    let has_unit = turn.case.unit_id.is_some();
    let change = Change {
        outcome: Some(lead.outcome.clone()),
        // A dispute goes back to a unit: to the one that answered, where the case had none of its own.
        unit_id: (!has_unit).then_some(lead.unit_id),
        assignee_id: (!has_unit).then_some(lead.assignee_id),
        // Answered, each goes its own way: rating, dispute, closing.
        group_id: Some(None),
        ..Change::default()
    };
    let data = json!({ "outcome": lead.outcome, "response": copy, "with_group": lead.id });
    let remark = Remark {
        reason: None,
        data: Some(data),
    };
    turn.finish(tx, &change, remark).map(|_| ())
}
