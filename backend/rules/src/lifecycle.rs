//! The lifecycle of a case as one readable table (domain 7.3): from, command, to, who, guard, main clock.
//!
//! The server steps through it, sends the actions it allows with every case, exports it at `getLifecycle`, and prints
//! it to `docs/lifecycle.md`. Packs add conditions as data through [`Facts`]; they never add rows.

use crate::vocabulary::{Role, State};

/// A set of states as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct States(u32);

const fn at(state: State) -> States {
    States(1 << bit(state))
}

const fn any(parts: &[States]) -> States {
    let mut bits = 0;
    let mut rest = parts;
    while let [first, tail @ ..] = rest {
        bits |= first.0;
        rest = tail;
    }
    States(bits)
}

impl States {
    /// Is the state one of these?
    pub const fn contains(self, state: State) -> bool {
        self.0 & (1 << bit(state)) != 0
    }
}

const fn bit(state: State) -> u32 {
    match state {
        State::Draft => 0,
        State::Registered => 1,
        State::InTriage => 2,
        State::AwaitingCorrection => 3,
        State::Assigned => 4,
        State::InProgress => 5,
        State::AwaitingInternal => 6,
        State::Suspended => 7,
        State::ResponseDrafted => 8,
        State::InReview => 9,
        State::Responded => 10,
        State::Notified => 11,
        State::Closed => 12,
        State::Transferred => 13,
        State::Withdrawn => 14,
        State::Archived => 15,
        State::Merged => 16,
    }
}

/// Who may give a command, as bits. How far each role reaches stands in [`crate::matrix`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who(u16);

impl Who {
    /// The person of the case: holder of its key.
    pub const PERSON: Self = Self(1);
    /// Jobs of the program itself.
    pub const SYSTEM: Self = Self(1 << 1);
    /// Integration keys.
    pub const MACHINE: Self = Self(1 << 2);
    /// Staff by role.
    pub const OPERATOR: Self = Self(1 << 3);
    pub const OFFICER: Self = Self(1 << 4);
    pub const SUPERVISOR: Self = Self(1 << 5);
    pub const LEAD: Self = Self(1 << 6);
    const STAFF: Self = Self::OFFICER.or(Self::SUPERVISOR).or(Self::LEAD);

    /// Either of two sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Do the sets meet?
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The bit of a staff role; roles without a part in the procedure have none.
    pub const fn of_role(role: Role) -> Self {
        match role {
            Role::Operator => Self::OPERATOR,
            Role::Officer => Self::OFFICER,
            Role::Supervisor => Self::SUPERVISOR,
            Role::Lead => Self::LEAD,
            Role::Administrator | Role::Auditor | Role::Oversight => Self(0),
        }
    }
}

/// What can be done to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Submit,
    Triage,
    Assign,
    Accept,
    Return,
    Draft,
    SendForReview,
    Approve,
    SendBack,
    Respond,
    Notify,
    Close,
    Rate,
    Dispute,
    Reopen,
    Withdraw,
    AddMessage,
    Attach,
    AddNote,
}

impl Command {
    /// The operation of the contract that gives this command; `None` for steps only the program takes.
    pub const fn operation(self) -> Option<&'static str> {
        match self {
            Self::Submit => Some("submitCase"),
            Self::Triage => Some("triageCase"),
            Self::Assign => Some("assignCase"),
            Self::Accept => Some("acceptCase"),
            Self::Return => Some("returnCase"),
            Self::Draft | Self::SendForReview => Some("draftResponse"),
            Self::Approve | Self::SendBack => Some("reviewResponse"),
            Self::Respond => Some("respondToCase"),
            Self::Rate => Some("rateCase"),
            Self::Dispute => Some("disputeCase"),
            Self::Reopen => Some("reopenCase"),
            Self::Withdraw => Some("withdrawCase"),
            Self::AddMessage => Some("addMessage"),
            Self::Attach => Some("uploadAttachment"),
            Self::AddNote => Some("addNote"),
            Self::Notify | Self::Close => None,
        }
    }
}

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
    /// Stops: compliance is measured here.
    Stop,
    /// A new clock starts; the old one is kept.
    NewCycle,
}

/// What guards may look at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// The pack wants an answer to be approved by a second person.
    pub needs_second_person: bool,
    /// A draft of this cycle was approved by somebody else than its author.
    pub is_approved: bool,
    /// There is a draft of this cycle.
    pub has_draft: bool,
    /// The window for a dispute is open.
    pub within_window: bool,
    /// The person confirmed the solution, or the window for a dispute is over.
    pub is_settled: bool,
    /// This cycle was rated already.
    pub is_rated: bool,
    /// The person was told of the answer, with proof.
    pub is_told: bool,
    /// The pack lets supervisors sign answers of their unit.
    pub supervisor_signs: bool,
    /// The caller is a lead.
    pub by_lead: bool,
}

/// Why a guard says no; the code of the refusal.
pub type Refusal = &'static str;

type Guard = fn(&Facts) -> Result<(), Refusal>;

fn none(_: &Facts) -> Result<(), Refusal> {
    Ok(())
}

fn has_draft(facts: &Facts) -> Result<(), Refusal> {
    if facts.has_draft {
        Ok(())
    } else {
        Err("case.no-draft")
    }
}

fn two_persons(facts: &Facts) -> Result<(), Refusal> {
    if !facts.has_draft {
        Err("case.no-draft")
    } else if facts.needs_second_person && !facts.is_approved {
        Err("case.not-approved")
    } else if facts.by_lead || facts.supervisor_signs {
        Ok(())
    } else {
        Err("case.lead-signs")
    }
}

fn within_window(facts: &Facts) -> Result<(), Refusal> {
    if facts.within_window {
        Ok(())
    } else {
        Err("case.window-over")
    }
}

fn settled(facts: &Facts) -> Result<(), Refusal> {
    if facts.is_settled {
        Ok(())
    } else {
        Err("case.window-open")
    }
}

fn told(facts: &Facts) -> Result<(), Refusal> {
    if facts.is_told {
        Ok(())
    } else {
        Err("case.not-told")
    }
}

fn not_rated(facts: &Facts) -> Result<(), Refusal> {
    if facts.is_rated {
        Err("case.rated-already")
    } else {
        Ok(())
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub from: States,
    pub command: Command,
    pub to: To,
    pub by: Who,
    guard: Guard,
    /// Name of the guard as it is printed.
    pub guard_name: &'static str,
    pub clock: MainClock,
    /// Name of the history entry.
    pub event: &'static str,
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

use State::{
    Archived, Assigned, AwaitingCorrection, AwaitingInternal, Closed, Draft, InProgress, InReview,
    InTriage, Merged, Notified, Registered, Responded, ResponseDrafted, Suspended, Transferred,
    Withdrawn,
};
use To::{Go, Stay};

/// The entity owes an answer.
pub const OPEN: States = any(&[
    at(Registered),
    at(InTriage),
    at(AwaitingCorrection),
    at(Assigned),
    at(InProgress),
    at(AwaitingInternal),
    at(Suspended),
    at(ResponseDrafted),
    at(InReview),
]);
/// Answered: the person has the last word.
pub const ANSWERED: States = any(&[at(Responded), at(Notified), at(Closed)]);
/// Nothing more is owed or awaited.
pub const ENDED: States = any(&[at(Transferred), at(Withdrawn), at(Archived), at(Merged)]);
const DESK: States = any(&[at(Registered), at(InTriage)]);
const WITH_UNIT: States = any(&[at(Assigned), at(InProgress), at(ResponseDrafted)]);
const TALK: States = any(&[OPEN, ANSWERED]);

const PERSON: Who = Who::PERSON;
const SYSTEM: Who = Who::SYSTEM;
const FILING: Who = Who::PERSON.or(Who::OPERATOR).or(Who::LEAD).or(Who::MACHINE);
const STAFF: Who = Who::STAFF;
const HEADS: Who = Who::SUPERVISOR.or(Who::LEAD);
const ROUTING: Who = Who::STAFF.or(Who::SYSTEM);

/// The table. Rows are looked up by state and command; the pair is unique.
#[rustfmt::skip]
pub const LIFECYCLE: &[Row] = &[
    //   from                      command        to                   by        guard          main clock  history entry
    row!(at(Draft),                Submit,        Go(Registered),      FILING,   none,          Start,      "case.registered"),
    row!(at(Registered),           Triage,        Go(InTriage),        ROUTING,  none,          Leave,      "case.triaged"),
    row!(at(InTriage),             Triage,        Stay,                ROUTING,  none,          Leave,      "case.triaged"),
    row!(DESK,                     Assign,        Go(Assigned),        ROUTING,  none,          Leave,      "case.assigned"),
    row!(WITH_UNIT,                Assign,        Go(Assigned),        STAFF,    none,          Leave,      "case.assigned"),
    row!(at(Assigned),             Accept,        Go(InProgress),      STAFF,    none,          Leave,      "case.accepted"),
    row!(at(Assigned),             Return,        Go(InTriage),        STAFF,    none,          Leave,      "case.returned"),

    row!(at(InProgress),           Draft,         Go(ResponseDrafted), STAFF,    none,          Leave,      "case.drafted"),
    row!(at(ResponseDrafted),      Draft,         Stay,                STAFF,    none,          Leave,      "case.drafted"),
    row!(at(ResponseDrafted),      SendForReview, Go(InReview),        STAFF,    has_draft,     Leave,      "case.sent-for-review"),
    row!(at(InReview),             Approve,       Stay,                HEADS,    has_draft,     Leave,      "case.approved"),
    row!(at(InReview),             SendBack,      Go(InProgress),      HEADS,    has_draft,     Leave,      "case.sent-back"),
    row!(at(InReview),             Respond,       Go(Responded),       HEADS,    two_persons,   Stop,       "case.responded"),
    row!(at(ResponseDrafted),      Respond,       Go(Responded),       HEADS,    two_persons,   Stop,       "case.responded"),
    row!(at(Responded),            Notify,        Go(Notified),        SYSTEM,   told,          Leave,      "case.notified"),
    row!(at(Notified),             Close,         Go(Closed),          SYSTEM,   settled,       Leave,      "case.closed"),

    row!(ANSWERED,                 Rate,          Stay,                PERSON,   not_rated,     Leave,      "case.rated"),
    row!(ANSWERED,                 Dispute,       Go(InProgress),      PERSON,   within_window, NewCycle,   "case.disputed"),
    row!(ANSWERED,                 Reopen,        Go(InProgress),      HEADS,    none,          NewCycle,   "case.reopened"),
    row!(OPEN,                     Withdraw,      Go(Withdrawn),       PERSON,   none,          Stop,       "case.withdrawn"),
    row!(TALK,                     AddMessage,    Stay,                PERSON,   none,          Leave,      "case.message-added"),
    row!(TALK,                     Attach,        Stay,                PERSON,   none,          Leave,      "case.attachment-added"),
    row!(TALK,                     AddNote,       Stay,                STAFF,    none,          Leave,      "case.note-added"),
];

/// Why a step cannot be taken, in the order in which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoStep {
    /// The state has no such row: 409.
    NotNow,
    /// The row is for others: 403.
    NotYou,
    /// The guard refuses with its code.
    NotLikeThis(Refusal),
}

/// The row that a command takes from a state.
///
/// # Errors
/// [`NoStep`]: not now, not you, or not like this, in this order.
pub fn step(
    state: State,
    command: Command,
    who: Who,
    facts: &Facts,
) -> Result<&'static Row, NoStep> {
    let row = LIFECYCLE
        .iter()
        .find(|row| row.command == command && row.from.contains(state))
        .ok_or(NoStep::NotNow)?;
    if !row.by.meets(who) {
        return Err(NoStep::NotYou);
    }
    (row.guard)(facts).map_err(NoStep::NotLikeThis)?;
    Ok(row)
}

/// Every command that somebody could give now. The caller still asks the matrix how far the role reaches.
pub fn open_steps(state: State, who: Who, facts: &Facts) -> impl Iterator<Item = Command> {
    LIFECYCLE
        .iter()
        .filter(move |row| row.from.contains(state) && row.by.meets(who))
        .filter({
            let facts = *facts;
            move |row| (row.guard)(&facts).is_ok()
        })
        .map(|row| row.command)
}

impl Row {
    /// The state a case is in after this row, given the one before.
    pub const fn leads_from(&self, state: State) -> State {
        match self.to {
            Go(next) => next,
            Stay => state,
        }
    }
}

/// The table as Markdown: one line per row, for people who do not program.
pub fn as_markdown() -> String {
    let mut page = String::from(
        "# Lifecycle of a case\n\nGenerated from `backend/rules/src/lifecycle.rs` by `make gen`; never edited.\n\n\
         | from | command | to | who | guard | main clock | history entry |\n|---|---|---|---|---|---|---|\n",
    );
    for row in LIFECYCLE {
        let from: Vec<_> = State::ALL
            .iter()
            .filter(|s| row.from.contains(**s))
            .map(|s| s.as_str())
            .collect();
        let to = match row.to {
            Go(state) => state.as_str(),
            Stay => "(stays)",
        };
        let guard = if row.guard_name == "none" {
            ""
        } else {
            row.guard_name
        };
        page.push_str(&format!(
            "| {} | {:?} | {to} | {} | {guard} | {:?} | {} |\n",
            from.join(", "),
            row.command,
            row.by.names().join(", "),
            row.clock,
            row.event
        ));
    }
    page
}

impl Who {
    /// The names of the set, for print and export.
    pub fn names(self) -> Vec<&'static str> {
        const NAMES: &[(Who, &str)] = &[
            (Who::PERSON, "person"),
            (Who::OPERATOR, "operator"),
            (Who::OFFICER, "officer"),
            (Who::SUPERVISOR, "supervisor"),
            (Who::LEAD, "lead"),
            (Who::MACHINE, "machine"),
            (Who::SYSTEM, "system"),
        ];
        NAMES
            .iter()
            .filter(|(who, _)| who.meets(self))
            .map(|(_, name)| *name)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_and_a_command_name_one_row() {
        for state in State::ALL {
            for (i, row) in LIFECYCLE.iter().enumerate() {
                let twin = LIFECYCLE.iter().skip(i + 1).find(|other| {
                    other.command == row.command
                        && other.from.contains(*state)
                        && row.from.contains(*state)
                });
                assert!(twin.is_none(), "{state} {:?} twice", row.command);
            }
        }
    }

    #[test]
    fn every_state_of_the_domain_is_open_answered_ended_or_a_draft() {
        for state in State::ALL {
            let homes = [OPEN, ANSWERED, ENDED, at(Draft)]
                .iter()
                .filter(|set| set.contains(*state))
                .count();
            assert_eq!(homes, 1, "{state}");
        }
    }

    #[test]
    fn closing_without_proof_that_the_person_was_told_is_impossible() {
        // domain 7.5, invariant 10
        let all = Facts {
            is_settled: true,
            is_approved: true,
            has_draft: true,
            by_lead: true,
            ..Facts::default()
        };
        assert_eq!(
            step(Responded, Command::Close, SYSTEM, &all).err(),
            Some(NoStep::NotNow)
        );
        assert_eq!(
            step(Responded, Command::Notify, SYSTEM, &all).err(),
            Some(NoStep::NotLikeThis("case.not-told"))
        );
    }

    #[test]
    fn nobody_signs_an_unapproved_answer_where_two_persons_are_needed() {
        let facts = Facts {
            needs_second_person: true,
            has_draft: true,
            by_lead: true,
            ..Facts::default()
        };
        let refusal = step(InReview, Command::Respond, Who::LEAD, &facts).err();
        assert_eq!(refusal, Some(NoStep::NotLikeThis("case.not-approved")));
    }

    #[test]
    fn a_refusal_says_not_now_before_not_you_before_not_like_this() {
        let facts = Facts::default();
        assert_eq!(
            step(Withdrawn, Command::Assign, Who::OPERATOR, &facts).err(),
            Some(NoStep::NotNow)
        );
        assert_eq!(
            step(InTriage, Command::Assign, Who::OPERATOR, &facts).err(),
            Some(NoStep::NotYou)
        );
        assert_eq!(
            step(Closed, Command::Dispute, PERSON, &facts).err(),
            Some(NoStep::NotLikeThis("case.window-over"))
        );
    }
}
