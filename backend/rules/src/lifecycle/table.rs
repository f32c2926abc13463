//! The table itself.

use super::command::Command;
use super::guards::{
    Guard, all_answered, alone, appealable, correction_left, correction_over, extendable, grouped,
    has_draft, none, not_following, not_rated, offered, routable, settled, silent, suspendable,
    told, two_persons, waiting, within_window,
};
use super::states::{ANSWERED, DESK, OPEN, RUNNING, States, TALK, WITH_UNIT, any, at};
use super::who::Who;
use crate::vocabulary::State::{
    self, Archived, Assigned, AwaitingCorrection, AwaitingInternal, Closed, Draft, InProgress,
    InReview, InTriage, Merged, Notified, Registered, Responded, ResponseDrafted, Suspended,
    Transferred, Withdrawn,
};

/// Where a command leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    Go(State),
    Stay,
}

/// What a command does to the main clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MainClock {
    /// Starts with the rule of the pack.
    Start,
    /// Goes on as it was: running, paused or stopped.
    Leave,
    /// Stands still, with every other clock of the case.
    Pause,
    /// Goes on, with every other clock of the case.
    Resume,
    /// Gets more days.
    Extend,
    /// Is counted anew by the rule of the new kind, from the same start; pauses stay.
    Recount,
    /// Stops: compliance is measured here.
    Stop,
    /// A new clock starts; the old one is kept.
    NewCycle,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub from: States,
    pub command: Command,
    pub to: To,
    pub by: Who,
    pub(super) guard: Guard,
    /// Name of the guard as it is printed.
    pub guard_name: &'static str,
    pub clock: MainClock,
    /// Name of the history entry.
    pub event: &'static str,
}

impl Row {
    /// The state a case is in after this row, given the one before.
    pub const fn leads_from(&self, state: State) -> State {
        match self.to {
            To::Go(next) => next,
            To::Stay => state,
        }
    }
}

macro_rules! row {
    ($from:expr, $command:ident, $to:expr, $by:expr, $guard:ident, $clock:ident, $event:literal) => {
        Row {
            from: $from,
            command: Command::$command,
            to: $to,
            by: $by,
            guard: $guard,
            guard_name: stringify!($guard),
            clock: MainClock::$clock,
            event: $event,
        }
    };
}

use To::{Go, Stay};

/// Where a case can be joined to another, or leave for another entity.
const MOVABLE: States = any(&[DESK, WITH_UNIT]);

const PERSON: Who = Who::PERSON;
const SYSTEM: Who = Who::SYSTEM;
const FILING: Who = PERSON.or(Who::OPERATOR).or(Who::LEAD).or(Who::MACHINE);
const STAFF: Who = Who::STAFF;
const HEADS: Who = Who::HEADS;
const LEAD: Who = Who::LEAD;
const ROUTING: Who = STAFF.or(SYSTEM);
const COUNTER: Who = STAFF.or(Who::OPERATOR);

/// The table. Rows are looked up by state and command; the pair is unique.
#[rustfmt::skip]
pub const LIFECYCLE: &[Row] = &[
    //   from                      command             to                      by        guard            main clock  history entry
    row!(at(Draft),                Submit,             Go(Registered),         FILING,   none,            Start,      "case.registered"),

    row!(at(Registered),           Triage,             Go(InTriage),           ROUTING,  none,            Leave,      "case.triaged"),
    row!(at(InTriage),             Triage,             Stay,                   ROUTING,  none,            Leave,      "case.triaged"),
    row!(OPEN,                     SetPoints,          Stay,                   STAFF,    none,            Leave,      "case.points-listed"),
    row!(DESK,                     RequestCorrection,  Go(AwaitingCorrection), STAFF,    correction_left, Pause,      "case.correction-requested"),
    row!(at(AwaitingCorrection),   Correct,            Go(InTriage),           PERSON,   none,            Resume,     "case.corrected"),
    row!(at(AwaitingCorrection),   Lapse,              Go(Archived),           SYSTEM,   correction_over, Stop,       "case.lapsed"),
    row!(RUNNING,                  Reclassify,         Stay,                   STAFF,    none,            Recount,    "case.reclassified"),
    row!(DESK,                     Archive,            Go(Archived),           LEAD,     none,            Stop,       "case.archived"),
    row!(MOVABLE,                  Merge,              Go(Merged),             HEADS,    alone,           Stop,       "case.merged"),
    row!(RUNNING,                  Split,              Stay,                   STAFF,    none,            Leave,      "case.split"),
    row!(MOVABLE,                  Group,              Stay,                   STAFF,    alone,           Leave,      "case.grouped"),
    row!(OPEN,                     Ungroup,            Stay,                   HEADS,    grouped,         Leave,      "case.ungrouped"),

    row!(MOVABLE,                  Transfer,           Stay,                   HEADS,    not_following,   Leave,      "case.transfer-offered"),
    row!(OPEN,                     Handover,           Go(Transferred),        SYSTEM,   offered,         Stop,       "case.transferred"),
    row!(TALK,                     StayHere,           Stay,                   SYSTEM,   none,            Leave,      "case.transfer-refused"),

    row!(DESK,                     Assign,             Go(Assigned),           ROUTING,  routable,        Leave,      "case.assigned"),
    row!(WITH_UNIT,                Assign,             Go(Assigned),           STAFF,    routable,        Leave,      "case.assigned"),
    row!(at(Assigned),             Accept,             Go(InProgress),         STAFF,    none,            Leave,      "case.accepted"),
    row!(at(Assigned),             Return,             Go(InTriage),           STAFF,    none,            Leave,      "case.returned"),

    row!(at(InProgress),           Consult,            Go(AwaitingInternal),   STAFF,    none,            Leave,      "case.consulted"),
    row!(at(AwaitingInternal),     Consult,            Stay,                   STAFF,    none,            Leave,      "case.consulted"),
    row!(at(AwaitingInternal),     AnswerConsultation, Stay,                   ROUTING,  none,            Leave,      "case.consultation-answered"),
    row!(at(AwaitingInternal),     CancelConsultation, Stay,                   STAFF,    none,            Leave,      "case.consultation-cancelled"),
    row!(at(AwaitingInternal),     Proceed,            Go(InProgress),         ROUTING,  all_answered,    Leave,      "case.proceeded"),
    row!(at(InProgress),           Suspend,            Go(Suspended),          HEADS,    suspendable,     Pause,      "case.suspended"),
    row!(at(Suspended),            Resume,             Go(InProgress),         ROUTING,  none,            Resume,     "case.resumed"),
    row!(RUNNING,                  Extend,             Stay,                   HEADS,    extendable,      Extend,     "case.extended"),
    row!(OPEN,                     Escalate,           Stay,                   SYSTEM,   none,            Leave,      "case.escalated"),
    row!(OPEN,                     DenounceSilence,    Stay,                   PERSON,   silent,          Leave,      "case.silence-denounced"),
    row!(OPEN,                     ReplyInterim,       Stay,                   STAFF,    none,            Leave,      "case.interim-reply"),

    row!(at(InProgress),           Draft,              Go(ResponseDrafted),    STAFF,    none,            Leave,      "case.drafted"),
    row!(at(ResponseDrafted),      Draft,              Stay,                   STAFF,    none,            Leave,      "case.drafted"),
    row!(at(ResponseDrafted),      SendForReview,      Go(InReview),           STAFF,    has_draft,       Leave,      "case.sent-for-review"),
    row!(at(InReview),             Approve,            Stay,                   HEADS,    has_draft,       Leave,      "case.approved"),
    row!(at(InReview),             SendBack,           Go(InProgress),         HEADS,    has_draft,       Leave,      "case.sent-back"),
    row!(at(InReview),             Respond,            Go(Responded),          HEADS,    two_persons,     Stop,       "case.responded"),
    row!(at(ResponseDrafted),      Respond,            Go(Responded),          HEADS,    two_persons,     Stop,       "case.responded"),
    row!(OPEN,                     AnswerWithGroup,    Go(Responded),          SYSTEM,   grouped,         Stop,       "case.responded"),
    row!(at(Responded),            Notify,             Go(Notified),           SYSTEM,   told,            Leave,      "case.notified"),
    row!(at(Responded),            RecordNotice,       Go(Notified),           COUNTER,  waiting,         Leave,      "case.notified"),
    row!(at(Responded),            RecordFailedNotice, Stay,                   COUNTER,  waiting,         Leave,      "case.notice-failed"),
    row!(at(Notified),             Close,              Go(Closed),             SYSTEM,   settled,         Leave,      "case.closed"),

    row!(ANSWERED,                 Rate,               Stay,                   PERSON,   not_rated,       Leave,      "case.rated"),
    row!(ANSWERED,                 Dispute,            Go(InProgress),         PERSON,   within_window,   NewCycle,   "case.disputed"),
    row!(TALK,                     Appeal,             Go(InTriage),           PERSON,   appealable,      NewCycle,   "case.appealed"),
    row!(ANSWERED,                 Reopen,             Go(InProgress),         HEADS,    none,            NewCycle,   "case.reopened"),
    row!(OPEN,                     Withdraw,           Go(Withdrawn),          PERSON,   none,            Stop,       "case.withdrawn"),
    row!(TALK,                     AddMessage,         Stay,                   PERSON,   none,            Leave,      "case.message-added"),
    row!(TALK,                     Attach,             Stay,                   PERSON,   none,            Leave,      "case.attachment-added"),
    row!(TALK,                     AddNote,            Stay,                   STAFF,    none,            Leave,      "case.note-added"),
];
