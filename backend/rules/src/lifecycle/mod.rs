//! The lifecycle of a case as one readable table (domain 7.3): from, command, to, who, guard, main clock.
//!
//! The server steps through it, sends the actions it allows with every case, exports it at `getLifecycle`, and prints
//! it to `docs/lifecycle.md`. Packs add conditions as data through [`Facts`]; they never add rows.

mod command;
mod guards;
mod print;
mod sides;
mod states;
mod table;
mod who;

pub use command::Command;
pub use guards::{Facts, Refusal};
pub use print::as_markdown;
pub use sides::{SIDE_CLOCKS, SideClock};
pub use states::{ANSWERED, ENDED, OPEN, States};
pub use table::{LIFECYCLE, MainClock, Row, To};
pub use who::Who;

use crate::vocabulary::State;

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

#[cfg(test)]
mod tests {
    use super::states::at;
    use super::*;
    use crate::vocabulary::State::{self, Closed, Draft, InReview, InTriage, Responded, Withdrawn};

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
            step(Responded, Command::Close, Who::SYSTEM, &all).err(),
            Some(NoStep::NotNow)
        );
        assert_eq!(
            step(Responded, Command::Notify, Who::SYSTEM, &all).err(),
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
            step(Closed, Command::Dispute, Who::PERSON, &facts).err(),
            Some(NoStep::NotLikeThis("case.window-over"))
        );
    }
}
