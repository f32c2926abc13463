//! The case as its person sees it: what is happening, who has it, by when, and what can I do.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_registry::shapes::{EntityRef, NamedRef};
use hilo_rules::vocabulary::{Channel, Kind, Language, Outcome, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answered::ground_of;
use super::due::Due;
use super::parts::{
    AttachmentRef, Place, Rating, Response, ResponseRow, Story, ThreadItem, attachments_of,
    rating_of, service_name, thread, thread_rows, unit_names,
};
use super::procedure::{Correction, NextAppeal, Silence, appeal_of, correction_of, silence_of};
use crate::book::sheet::WrittenOn;
use crate::clock_rows;
use crate::facts::{facts_and_telling, window_end};
use crate::links::{self, CaseLink, LinkKind};
use crate::notice::waiting::AnswerWaits;
use crate::turn::{Opened, actions};

/// A case as its person sees it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Case)]
pub struct PersonCase {
    /// Public number of the case.
    #[schema(example = "0001-26000-00010")]
    pub number: String,
    pub entity: EntityRef,
    pub kind: Kind,
    pub service: Option<NamedRef>,
    pub state: State,
    pub outcome: Option<Outcome>,
    /// What happened, as it was written.
    pub story: String,
    /// What the person asked for.
    pub wanted: Option<String>,
    pub place: Option<Place>,
    pub language: Language,
    /// Language of the story where it is none of ours, as BCP 47, such as `qu`.
    pub written_in: Option<String>,
    pub channel: Channel,
    /// The sheet of the paper book that the case was written on.
    pub sheet: Option<WrittenOn>,
    /// When the case was filed.
    pub filed_at: DateTime<Utc>,
    /// Time zone of the public body.
    #[schema(example = "America/Lima")]
    pub zone: String,
    /// Empty where no term applies.
    pub due: Option<Due>,
    /// Who has it now; empty once the case has ended.
    pub holder: Option<Holder>,
    /// 1 at first, one more after each dispute.
    pub cycle: i16,
    /// Everything that happened, oldest first.
    pub thread: Vec<ThreadItem>,
    /// The last answer.
    pub response: Option<Response>,
    /// Where the answer waits for the person, where they chose their address or the desk.
    pub waiting: Option<AnswerWaits>,
    /// The person's rating of the last answer.
    pub rating: Option<Rating>,
    /// Last day for a dispute of the answer.
    pub dispute_until: Option<NaiveDate>,
    pub attachments: Vec<AttachmentRef>,
    /// The last request to complete the case.
    pub correction: Option<Correction>,
    /// What comes of a denounced silence.
    pub silence: Option<Silence>,
    /// The instance that would decide next, while it can be asked.
    pub appeal: Option<NextAppeal>,
    /// The person's other cases that this one hangs together with: joined, split off, or at another body.
    pub links: Vec<CaseLink>,
    /// When the person first filed, along the whole chain of cases; `filed_at` where there is none.
    pub waiting_since: DateTime<Utc>,
    /// Operation ids that the person can use now.
    #[schema(example = json!(["addMessage", "uploadAttachment", "withdrawCase"]))]
    pub actions: Vec<String>,
    /// Also the `ETag`.
    pub version: i32,
}

/// Who has a case.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Holder {
    /// Name of the public body.
    pub entity: String,
    /// Name of the unit, once one has it.
    pub unit: Option<String>,
    /// Since when the present holder has it.
    pub since: DateTime<Utc>,
}

impl PersonCase {
    /// The whole page of a case.
    pub fn of(tx: &mut Tx<'_>, opened: &Opened) -> Answer<Self> {
        let Opened { case, entity, pack } = opened;
        let (facts, told_at) = facts_and_telling(tx, case, entity, pack)?;
        let actions = actions(tx, opened, &facts)?;
        let story = Story::of(tx.conn, case)?;
        let clocks = clock_rows::of_case(tx.conn, case.entity_id, case.id)?;
        let main = clock_rows::main_of(&clocks);
        // What answers a joined case is the answer of the one it was joined to.
        let survivor = links::survivor(tx.conn, case)?;
        let answers = ResponseRow::all_of(tx.conn, &survivor)?;
        let answer = answers
            .iter()
            .rev()
            .find(|response| response.sent_at.is_some());
        let events = thread_rows(tx.conn, case)?;
        let mentioned = case
            .unit_id
            .into_iter()
            .chain(answer.map(|answer| answer.unit_id))
            .chain(events.iter().filter_map(|event| event.unit_id));
        let units = unit_names(tx.conn, case.entity_id, mentioned)?;
        let service = match (case.service_id, service_name(tx.conn, case)?) {
            (Some(id), Some(name)) => Some(NamedRef { id, name }),
            _ => None,
        };
        let state = case.state()?;
        let links = links::for_person(tx.conn, case)?;
        let waiting_since = links::first_filed_at(events.first(), case);
        let language = Language::from_str(&case.language).map_err(Problem::broken)?;
        Ok(Self {
            number: case.number(entity.number)?.to_string(),
            entity: EntityRef {
                number: entity.number.to_string(),
                name: entity.name.clone(),
            },
            kind: case.kind()?,
            service,
            state,
            outcome: case
                .outcome
                .as_deref()
                .map(Outcome::from_str)
                .transpose()
                .map_err(Problem::broken)?,
            place: story.place(case),
            story: story.story,
            wanted: story.wanted,
            written_in: story.written_in,
            language,
            channel: Channel::from_str(&case.channel).map_err(Problem::broken)?,
            sheet: WrittenOn::of(tx.conn, case)?,
            filed_at: case.filed_at,
            zone: entity.zone.name().to_owned(),
            due: main
                .map(|clock| Due::of(clock, entity, tx.now))
                .transpose()?,
            holder: if case.is_open {
                Some(Holder {
                    entity: entity.name.clone(),
                    unit: case.unit_id.and_then(|unit| units.get(&unit).cloned()),
                    since: case.holder_since,
                })
            } else {
                Holder::beyond(&links)
            },
            cycle: case.cycle,
            thread: thread(events, &units),
            response: answer
                .map(|answer| {
                    Ok::<_, Problem>(Response {
                        outcome: answer.outcome()?,
                        text: answer.body.clone(),
                        measures: answer.measures()?,
                        basis: answer.basis.clone(),
                        ground: ground_of(pack, answer, language),
                        points: answer.points()?,
                        late_reason: answer.late_reason.clone(),
                        signed_at: answer.sent_at.unwrap_or(answer.drafted_at),
                        unit: units.get(&answer.unit_id).cloned(),
                        cycle: answer.cycle,
                    })
                })
                .transpose()?,
            waiting: if facts.is_waiting {
                AnswerWaits::of(tx.conn, case, &clocks)?
            } else {
                None
            },
            rating: if facts.is_rated {
                rating_of(tx.conn, case)?
            } else {
                None
            },
            dispute_until: dispute_until(opened, told_at)?,
            attachments: attachments_of(tx.conn, case)?,
            correction: correction_of(tx.conn, case)?,
            silence: silence_of(opened, &clocks, language),
            appeal: appeal_of(tx, opened, &facts, told_at, language)?,
            links,
            waiting_since,
            actions: actions.into_iter().map(str::to_owned).collect(),
            version: case.version,
        })
    }
}

impl Holder {
    /// The body that has taken the case over (anchors check 12).
    fn beyond(links: &[CaseLink]) -> Option<Self> {
        let link = links
            .iter()
            .find(|link| link.kind == LinkKind::TransferredTo)?;
        Some(Self {
            entity: link.entity.clone()?,
            unit: None,
            since: link.at,
        })
    }
}

fn dispute_until(opened: &Opened, told_at: Option<DateTime<Utc>>) -> Answer<Option<NaiveDate>> {
    let Opened { case, entity, pack } = opened;
    if !matches!(
        case.state()?,
        State::Responded | State::Notified | State::Closed
    ) {
        return Ok(None);
    }
    let Some(from) = told_at.or(case.finished_at) else {
        return Ok(None);
    };
    let end = window_end(&pack.dispute, from, entity)?;
    Ok(Some(end.with_timezone(&entity.zone).date_naive()))
}
