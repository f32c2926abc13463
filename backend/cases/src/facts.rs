//! What the guards of the lifecycle look at, read in one query.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use hilo_platform::kept::Kept;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_rules::clocks::{self, ClockRule, Extension};
use hilo_rules::lifecycle::{Facts, OPEN};
use hilo_rules::packs::{Appeal, Pack};
use hilo_rules::vocabulary::Role;

use crate::case::Case;

#[derive(QueryableByName)]
struct FactRow {
    #[diesel(sql_type = Nullable<Text>)]
    draft: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    solved: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    told_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Bool)]
    is_told: bool,
    #[diesel(sql_type = Bool)]
    is_waiting: bool,
    #[diesel(sql_type = Nullable<Text>)]
    extension: Option<String>,
    #[diesel(sql_type = Bool)]
    is_extended: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    correction_due_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Bool)]
    is_denounced: bool,
    #[diesel(sql_type = BigInt)]
    corrections: i64,
    #[diesel(sql_type = BigInt)]
    appeals: i64,
    #[diesel(sql_type = BigInt)]
    open_questions: i64,
    #[diesel(sql_type = Bool)]
    is_offered: bool,
    #[diesel(sql_type = Bool)]
    leads_group: bool,
}

/// What the guards look at.
pub fn facts_of(tx: &mut Tx<'_>, case: &Case, entity: &EntityFacts, pack: &Pack) -> Answer<Facts> {
    facts_and_telling(tx, case, entity, pack).map(|(facts, _)| facts)
}

/// The same, and when the person was last told of an answer.
pub fn facts_and_telling(
    tx: &mut Tx<'_>,
    case: &Case,
    entity: &EntityFacts,
    pack: &Pack,
) -> Answer<(Facts, Option<DateTime<Utc>>)> {
    let facts = diesel::sql_query(include_str!("facts.sql"))
        .bind::<SqlUuid, _>(case.entity_id)
        .bind::<SqlUuid, _>(case.id)
        .bind::<SmallInt, _>(case.cycle);
    let row: FactRow = Kept(facts).get_result(tx.conn)?;
    let told_at = row.told_at.or(case.finished_at);
    let within_window = match told_at {
        Some(told_at) => tx.now <= window_end(&pack.dispute, told_at, entity)?,
        None => false,
    };
    let has_role = |role| tx.actor.grants.iter().any(|grant| grant.role == role);
    let by_lead = has_role(Role::Lead);
    let is_late = case.due_at.is_some_and(|due| due < tx.now);
    let next = next_appeal(case, pack, row.appeals)?;
    let may_appeal = may_appeal(tx, case, entity, next, told_at)?;
    let facts = Facts {
        needs_second_person: pack.answer.needs_second_person,
        supervisor_signs: pack.answer.supervisor_signs,
        is_approved: row.draft.as_deref() == Some("approved"),
        has_draft: row.draft.is_some(),
        is_settled: row.solved.as_deref() == Some("yes") || !within_window,
        within_window,
        is_rated: row.solved.is_some(),
        is_told: row.is_told,
        is_waiting: row.is_waiting,
        by_lead,
        by_head: by_lead || has_role(Role::Supervisor),
        may_ask_correction: pack
            .correction
            .as_ref()
            .is_some_and(|correction| row.corrections < i64::from(correction.times)),
        is_correction_over: row.correction_due_at.is_some_and(|due| due < tx.now),
        may_extend: row
            .extension
            .is_some_and(|rule| rule != Extension::None.to_string())
            && !row.is_extended
            && !is_late,
        may_suspend: !pack.suspensions.is_empty(),
        is_all_answered: row.open_questions == 0,
        is_bounced: pack.is_bounced(case.bounces),
        is_offered: row.is_offered,
        is_grouped: case.group_id.is_some(),
        leads_group: row.leads_group,
        appeals: usize::try_from(row.appeals).map_err(Problem::broken)?,
        may_appeal,
        may_denounce: pack.silence.is_some() && is_late && !row.is_denounced,
    };
    Ok((facts, row.told_at))
}

/// Against the answer within its window, or against the silence after the term.
fn may_appeal(
    tx: &Tx<'_>,
    case: &Case,
    entity: &EntityFacts,
    next: Option<&Appeal>,
    told_at: Option<DateTime<Utc>>,
) -> Answer<bool> {
    let Some(appeal) = next.filter(|appeal| !appeal.is_outside) else {
        return Ok(false);
    };
    if OPEN.contains(case.state()?) {
        return Ok(appeal.after_silence && case.due_at.is_some_and(|due| due < tx.now));
    }
    match told_at {
        Some(told_at) => Ok(tx.now <= window_end(&appeal.within, told_at, entity)?),
        None => Ok(false),
    }
}

/// The instance that would decide next; `None` when there is no further one.
fn next_appeal<'a>(case: &Case, pack: &'a Pack, appeals: i64) -> Answer<Option<&'a Appeal>> {
    let policy = pack.kinds.get(&case.kind()?);
    let instance = usize::try_from(appeals).map_err(Problem::broken)?;
    Ok(policy.and_then(|policy| policy.appeals.get(instance)))
}

/// Last moment for a step that is open for a time after an instant: a dispute, an appeal.
pub fn window_end(
    rule: &ClockRule,
    from: DateTime<Utc>,
    entity: &EntityFacts,
) -> Answer<DateTime<Utc>> {
    let start = clocks::ClockEvent::new(from, clocks::What::Start);
    let clock =
        clocks::compute(rule, &[start], &entity.calendar, entity.zone).map_err(Problem::broken)?;
    Ok(clock.due_at)
}
