//! "Why this date?": every clock of a case, day by day, so that a person can read it and an auditor redo it.

use actix_web::{get, web};
use chrono::{DateTime, NaiveDate, Utc};
use hilo_platform::caller::Request;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::directory::EntityFacts;
use hilo_registry::shapes::TermUnit;
use hilo_rules::clocks::{self, ClockRule, What, Why};
use hilo_rules::packs::Pack;
use hilo_rules::vocabulary::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::case::Lock;
use crate::clock_rows;
use crate::target::{InRoom, OwnCase};
use crate::turn::{Opened, Opener, open};

/// The clocks of a case.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ClocksExplained {
    pub clocks: Vec<ClockExplained>,
}

/// One clock with its rule, its ledger and every day of its count.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ClockExplained {
    /// `main` for the answer.
    #[schema(example = "main")]
    pub name: String,
    /// Which round of the case it measures.
    pub cycle: i16,
    pub unit: TermUnit,
    /// Days of the term, without extensions.
    pub length: u16,
    /// Law and article.
    #[schema(example = "DS 007-2020-PCM art. 14")]
    pub source: String,
    /// Time zone in which days are counted.
    pub zone: String,
    /// The calendar it was computed with.
    pub calendar_version: String,
    /// The instant from which the clock is computed.
    pub started_at: DateTime<Utc>,
    /// First day that counts.
    pub counted_from: NaiveDate,
    /// Last day for the answer.
    pub due_on: NaiveDate,
    /// `running`, `paused` or `stopped`.
    #[schema(example = "running")]
    pub state: String,
    /// Days added by extensions.
    pub extended_by: u16,
    pub days: Vec<DayExplained>,
    pub events: Vec<ClockEventShown>,
}

/// One day of the count.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DayExplained {
    /// The day, in the zone of the clock.
    pub on: NaiveDate,
    /// Whether the day counts towards the term.
    pub counts: bool,
    /// Which day of the term it is, from 1.
    pub n: Option<u16>,
    /// Why it does not count: `filing_day`, `deemed_later`, `weekend`, `holiday`, `suspended`, `paused`, `end_moved`.
    #[schema(example = "holiday")]
    pub reason: Option<String>,
    /// Name of the holiday, or the lawful ground of a pause.
    #[schema(example = "Batalla de Ayacucho")]
    pub why: Option<String>,
    /// Law behind the day.
    pub source: Option<String>,
}

/// One entry of the ledger.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ClockEventShown {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// `start`, `pause`, `resume`, `extend` or `stop`.
    #[schema(example = "start")]
    pub what: String,
    /// For extensions.
    pub days: Option<u16>,
    /// The lawful ground of a pause or an extension.
    pub reason: Option<String>,
}

/// Explain the clocks of a case
///
/// Each clock is a ledger: the rule with its source, what happened, and every day from filing to due date with the reason
/// why it counts or not.
#[utoipa::path(
    tag = "citizen: follow",
    params(("number" = String, Path, description = "Number of the case", example = "0001-26000-00010"),
           ("Case-Key" = String, Header, description = "Access key of the case", example = "7K3M-9QZT-2B4X-H8VN")),
    responses((status = 200, description = "Every clock, day by day", body = ClocksExplained))
)]
#[get("/cases/{number}/clocks")]
pub async fn explain_clocks(
    room: InRoom,
    request: Request,
    own: OwnCase,
) -> Answer<web::Json<ClocksExplained>> {
    let door = own.door(&room.db, &room.directory, &request).await?;
    let directory = room.directory.clone();
    let explained = room
        .db
        .read(request, door, move |tx| {
            let opened = open(tx, &directory, &Opener::Person(&own), Lock::No)?;
            let mut explained = explained(tx, &opened)?;
            explained
                .clocks
                .retain(|clock| !INTERNAL.contains(&clock.name.as_str()));
            Ok(explained)
        })
        .await?;
    Ok(web::Json(explained))
}

/// Clocks that the body keeps for itself (Lei 13.460/2017 art. 16: the second term is internal).
const INTERNAL: &[&str] = &["unit", "internal"];

/// The clocks of a case in hand.
pub fn explained(tx: &mut Tx<'_>, opened: &Opened) -> Answer<ClocksExplained> {
    let Opened { case, entity, pack } = opened;
    let language: Language = case.language.parse().map_err(Problem::broken)?;
    let stored = clock_rows::of_case(tx.conn, entity.id, case.id)?;
    let clocks: Answer<Vec<_>> = stored
        .into_iter()
        .map(|clock| {
            let computed = clock.compute(entity)?;
            Ok(ClockExplained {
                state: clock.state,
                extended_by: computed.extended_by,
                days: spoken(days(&computed), pack, language),
                name: clock.name,
                cycle: clock.cycle,
                unit: clock.rule.unit.into(),
                length: clock.rule.length,
                source: clock.rule.source,
                zone: clock.zone.name().to_owned(),
                calendar_version: clock.calendar_version,
                started_at: clock.events.first().map_or(case.filed_at, |event| event.at),
                counted_from: clock.counted_from,
                due_on: clock.due_on,
                events: clock
                    .events
                    .into_iter()
                    .map(|happened| event(happened, pack, language))
                    .collect(),
            })
        })
        .collect();
    Ok(ClocksExplained { clocks: clocks? })
}

/// Every day of a computed clock.
fn days(clock: &clocks::Clock) -> Vec<DayExplained> {
    clocks::explain(clock).into_iter().map(day).collect()
}

/// A clock that would start at an instant.
pub fn imagined(
    rule: ClockRule,
    at: DateTime<Utc>,
    entity: &EntityFacts,
) -> Answer<ClockExplained> {
    let computed = clock_rows::started(&rule, at, entity)?;
    Ok(ClockExplained {
        state: "running".to_owned(),
        extended_by: 0,
        days: days(&computed),
        name: rule.name,
        cycle: 1,
        unit: rule.unit.into(),
        length: rule.length,
        source: rule.source,
        zone: entity.zone.name().to_owned(),
        calendar_version: entity.calendar.version().to_owned(),
        started_at: at,
        counted_from: computed.counted_from,
        due_on: computed.due_on,
        events: Vec::new(),
    })
}

fn day(day: clocks::ExplainedDay) -> DayExplained {
    let (reason, why, source) = match day.why {
        None => (None, None, None),
        Some(Why::FilingDay) => (Some("filing_day"), None, None),
        Some(Why::DeemedLater) => (Some("deemed_later"), None, None),
        Some(Why::Weekend) => (Some("weekend"), None, None),
        Some(Why::Holiday { name, source }) => (Some("holiday"), Some(name), Some(source)),
        Some(Why::Suspended { name, source }) => (Some("suspended"), Some(name), Some(source)),
        Some(Why::Paused { ground }) => (Some("paused"), Some(ground), None),
        Some(Why::EndMoved) => (Some("end_moved"), None, None),
    };
    DayExplained {
        on: day.on,
        counts: day.counts,
        n: day.n,
        reason: reason.map(str::to_owned),
        why,
        source,
    }
}

/// Days with the grounds of their pauses in words.
fn spoken(days: Vec<DayExplained>, pack: &Pack, language: Language) -> Vec<DayExplained> {
    let mut days = days;
    for day in &mut days {
        if day.reason.as_deref() == Some("paused") {
            day.why = day
                .why
                .take()
                .map(|ground| ground_title(&ground, pack, language));
        }
    }
    days
}

/// A ground as people read it.
fn ground_title(ground: &str, pack: &Pack, language: Language) -> String {
    let known = pack.suspensions.iter().find(|known| known.code == ground);
    match (known, ground, language) {
        (Some(known), _, _) => known.title.text(language).to_owned(),
        (None, "correction", Language::Spanish) => "Falta completar el caso".to_owned(),
        (None, "correction", Language::Portuguese) => "Falta completar o caso".to_owned(),
        (None, "correction", Language::English) => "The case has to be completed".to_owned(),
        (None, other, _) => other.to_owned(),
    }
}

fn event(event: clocks::ClockEvent, pack: &Pack, language: Language) -> ClockEventShown {
    let (what, days, reason) = match event.what {
        What::Start => ("start", None, None),
        What::Pause { ground } => {
            let title = ground_title(&ground, pack, language);
            ("pause", None, Some(title))
        }
        What::Resume => ("resume", None, None),
        What::Extend { days, reason } => ("extend", Some(days), Some(reason)),
        What::Stop => ("stop", None, None),
    };
    ClockEventShown {
        at: event.at,
        what: what.to_owned(),
        days,
        reason,
    }
}
