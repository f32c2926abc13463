//! Close: the person confirmed the solution, or stayed silent until the end of the window (domain 7.3 row 20).

use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::Directory;
use hilo_rules::lifecycle::Command;
use hilo_rules::vocabulary::State;
use uuid::Uuid;

use crate::case::{Change, Lock};
use crate::facts::facts_of;
use crate::turn::{Opened, Opener, Remark, Turn, open};

/// Closes a case that is settled. One that was disputed or closed meanwhile, or whose window is open, is left alone.
pub fn close_case(tx: &mut Tx<'_>, directory: &Directory, case: Uuid) -> Answer<()> {
    let Opened { case, entity, pack } =
        open(tx, directory, &Opener::System(case), Lock::ForUpdate)?;
    if case.state()? != State::Notified || !facts_of(tx, &case, &entity, &pack)?.is_settled {
        return Ok(());
    }
    let turn = Turn::begin(
        tx,
        directory,
        &Opener::System(case.id),
        Seen::Any,
        Command::Close,
    )?;
    turn.finish(tx, &Change::default(), Remark::default())?;
    Ok(())
}
