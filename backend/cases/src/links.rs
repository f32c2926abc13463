//! How cases hang together: which one another came from, went to, or follows. Each side has a row of its own, so that it
//! can be read within one body.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_rules::numbers::CaseNumber;
use hilo_rules::vocabulary::State;
use hilo_schema::{case_links, cases};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::case::Case;
use crate::view::parts::{HistoryRow, history_of};

/// How another case hangs together with this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// This case was joined to the other, older one.
    MergedInto,
    /// The other case was joined to this one.
    MergedFrom,
    /// The other case is the same and was answered before.
    DuplicateOf,
    /// This case follows the other one, which is about the same thing.
    GroupedWith,
    /// The other case follows this one.
    Groups,
    /// The other case is a part of this one.
    SplitInto,
    /// This case is a part of the other one.
    SplitFrom,
    /// Another body has taken the case over under the other number.
    TransferredTo,
    /// The other number is the case at the body that it came from.
    TransferredFrom,
    /// The other case goes on where this one ended.
    ContinuedIn,
    /// This case goes on where the other one ended.
    Continues,
}

impl LinkKind {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MergedInto => "merged_into",
            Self::MergedFrom => "merged_from",
            Self::DuplicateOf => "duplicate_of",
            Self::GroupedWith => "grouped_with",
            Self::Groups => "groups",
            Self::SplitInto => "split_into",
            Self::SplitFrom => "split_from",
            Self::TransferredTo => "transferred_to",
            Self::TransferredFrom => "transferred_from",
            Self::ContinuedIn => "continued_in",
            Self::Continues => "continues",
        }
    }

    fn of(word: &str) -> Answer<Self> {
        serde_json::from_value(word.into()).map_err(Problem::broken)
    }

    /// Cases of a group are of different people, who know nothing of each other.
    const fn is_of_one_person(self) -> bool {
        !matches!(self, Self::GroupedWith | Self::Groups)
    }
}

/// Another case that hangs together with this one.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseLink {
    pub kind: LinkKind,
    /// Number of the other case.
    #[schema(example = "0001-26000-00028")]
    pub number: String,
    /// Name of the other body, where it is another one.
    pub entity: Option<String>,
    /// Where the other case stands; empty where it is at another body.
    pub state: Option<State>,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// One end of a link.
#[derive(Debug, Clone, Copy)]
pub struct End {
    pub case: Uuid,
    pub number: CaseNumber,
}

/// Links a case to another one of the same body.
pub fn point(tx: &mut Tx<'_>, case: Uuid, kind: LinkKind, other: End) -> Answer<()> {
    write(tx, case, kind, Some(other.case), other.number, None)
}

/// Links a case to another one of the same body, in both directions.
pub fn tie(tx: &mut Tx<'_>, from: End, there: LinkKind, to: End, back: LinkKind) -> Answer<()> {
    point(tx, from.case, there, to)?;
    point(tx, to.case, back, from)
}

/// Links a case of this body to a number of another one.
pub fn tie_beyond(
    tx: &mut Tx<'_>,
    case: Uuid,
    kind: LinkKind,
    number: CaseNumber,
    body: &str,
) -> Answer<()> {
    write(tx, case, kind, None, number, Some(body))
}

fn write(
    tx: &mut Tx<'_>,
    case: Uuid,
    kind: LinkKind,
    other: Option<Uuid>,
    number: CaseNumber,
    body: Option<&str>,
) -> Answer<()> {
    diesel::insert_into(case_links::table)
        .values((
            case_links::entity_id.eq(tx.entity()?),
            case_links::id.eq(Uuid::now_v7()),
            case_links::case_id.eq(case),
            case_links::kind.eq(kind.as_str()),
            case_links::other_id.eq(other),
            case_links::other_number.eq(number.to_string()),
            case_links::other_entity.eq(body),
            case_links::at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Ends the links between two cases of this body; they stay on record.
pub fn untie(tx: &mut Tx<'_>, one: Uuid, other: Uuid, kinds: [LinkKind; 2]) -> Answer<()> {
    let entity = tx.entity()?;
    let words = kinds.map(LinkKind::as_str);
    for (from, to) in [(one, other), (other, one)] {
        let mine = case_links::table
            .filter(case_links::entity_id.eq(entity))
            .filter(case_links::case_id.eq(from))
            .filter(case_links::other_id.eq(to))
            .filter(case_links::kind.eq_any(words))
            .filter(case_links::ended_at.is_null());
        diesel::update(mine)
            .set(case_links::ended_at.eq(tx.now))
            .execute(tx.conn)?;
    }
    Ok(())
}

type LinkRow = (
    String,
    String,
    Option<String>,
    DateTime<Utc>,
    Option<String>,
);

/// The links of a case, oldest first.
pub fn of_case(conn: &mut PgConnection, case: &Case) -> Answer<Vec<CaseLink>> {
    let rows: Vec<LinkRow> = case_links::table
        .left_join(
            cases::table.on(cases::entity_id
                .eq(case_links::entity_id)
                .and(cases::id.nullable().eq(case_links::other_id))),
        )
        .select((
            case_links::kind,
            case_links::other_number,
            case_links::other_entity,
            case_links::at,
            cases::state.nullable(),
        ))
        .filter(case_links::entity_id.eq(case.entity_id))
        .filter(case_links::case_id.eq(case.id))
        .filter(case_links::ended_at.is_null())
        .order((case_links::at, case_links::id))
        .load(conn)?;
    rows.into_iter()
        .map(|(kind, number, entity, at, state)| {
            Ok(CaseLink {
                kind: LinkKind::of(&kind)?,
                number,
                entity,
                state: state
                    .map(|state| State::from_str(&state))
                    .transpose()
                    .map_err(Problem::broken)?,
                at,
            })
        })
        .collect()
}

/// The links that the person of the case may know of.
pub fn for_person(conn: &mut PgConnection, case: &Case) -> Answer<Vec<CaseLink>> {
    let mut links = of_case(conn, case)?;
    links.retain(|link| link.kind.is_of_one_person());
    Ok(links)
}

/// The case that a merged one was joined to in the end; the case itself where it was not.
pub fn survivor(conn: &mut PgConnection, case: &Case) -> Answer<Case> {
    let mut found = case.clone();
    // A chain as long as this was never seen; the bound keeps a mistake in the books from turning in circles.
    for _ in 0..10 {
        if found.state()? != State::Merged {
            break;
        }
        let next: Option<Uuid> = case_links::table
            .select(case_links::other_id)
            .filter(case_links::entity_id.eq(found.entity_id))
            .filter(case_links::case_id.eq(found.id))
            .filter(case_links::kind.eq(LinkKind::MergedInto.as_str()))
            .first(conn)
            .optional()?
            .flatten();
        let Some(next) = next else { break };
        found = cases::table
            .select(Case::as_select())
            .find((found.entity_id, next))
            .first(conn)?;
    }
    Ok(found)
}

/// When the person first filed, along the whole chain of cases: the first line of history says so.
pub fn first_filed_at(first: Option<&HistoryRow>, case: &Case) -> DateTime<Utc> {
    first
        .filter(|row| row.seq == 1)
        .and_then(|row| row.data.get("first_filed_at")?.as_str()?.parse().ok())
        .unwrap_or(case.filed_at)
}

/// The same for a case whose history is not at hand.
pub fn waiting_since(conn: &mut PgConnection, case: &Case) -> Answer<DateTime<Utc>> {
    let first = history_of(conn, case, 0, 1)?;
    Ok(first_filed_at(first.first(), case))
}
