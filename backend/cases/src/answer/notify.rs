//! Notify: the person was told of the answer, with proof (domain 7.3 row 19; 7.5 invariant 10).

use hilo_platform::jobs::{self, Lane};
use hilo_platform::problem::Answer;
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::{Directory, EntityFacts};
use hilo_rules::lifecycle::Command;
use hilo_rules::packs::Pack;
use hilo_rules::vocabulary::State;
use uuid::Uuid;

use crate::case::{Change, Lock};
use crate::facts::window_end;
use crate::turn::{Opened, Opener, Remark, Turn, open};

/// Records that the person was told; `transport` is how. Asks for the closing at the end of the dispute window.
pub fn notify_case(
    tx: &mut Tx<'_>,
    directory: &Directory,
    case: Uuid,
    transport: &str,
) -> Answer<()> {
    let Opened { case, entity, pack } =
        open(tx, directory, &Opener::System(case), Lock::ForUpdate)?;
    if case.state()? != State::Responded {
        return Ok(());
    }
    let turn = Turn::begin(
        tx,
        directory,
        &Opener::System(case.id),
        Seen::Any,
        Command::Notify,
    )?;
    let proof = serde_json::json!({ "transport": transport });
    turn.finish(
        tx,
        &Change::default(),
        Remark {
            reason: None,
            data: Some(proof),
        },
    )?;
    close_later(tx, &entity, &pack, case.id)
}

/// Asks for the closing at the end of the dispute window, which begins now.
pub fn close_later(tx: &mut Tx<'_>, entity: &EntityFacts, pack: &Pack, case: Uuid) -> Answer<()> {
    let end = window_end(&pack.dispute, tx.now, entity)?;
    Ok(jobs::ask(
        tx.conn,
        Lane::Cases,
        "close_case",
        entity.id,
        case,
        end,
        tx.now,
    )?)
}
