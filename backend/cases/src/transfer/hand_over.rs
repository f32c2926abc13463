//! Hand a case over: the new one at the receiver and the end of this one happen together, or not at all.

use std::collections::HashMap;

use diesel::prelude::*;
use hilo_platform::books;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::files::Files;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_platform::version::Seen;
use hilo_registry::directory::Directory;
use hilo_rules::lifecycle::Command;
use hilo_rules::numbers::CaseNumber;
use hilo_schema::attachments;
use serde_json::{Value, json};
use uuid::Uuid;

use super::offer::{Offer, Verdict, body};
use crate::case::Change;
use crate::file::offspring::{Born, Offspring, Papers, bear, carry_over};
use crate::file::term::main_rule;
use crate::links::{LinkKind, tie_beyond};
use crate::problems;
use crate::turn::{Opener, Remark, Turn};

/// Files that were put into the receiver's store before any row points at them (reliability rule 8).
#[derive(Debug)]
pub struct Carried {
    receiver: Uuid,
    /// Id at the sender, id of the copy.
    copies: HashMap<Uuid, Uuid>,
}

impl Carried {
    /// Copies the files of an offered case. Nothing is lost when this is done in vain: [`Self::discard`] takes them back.
    pub async fn of(
        db: &Db,
        request: Request,
        door: Door,
        files: &Files,
        offer: &Offer,
    ) -> Answer<Self> {
        let asked = offer.clone();
        let ids = db
            .read(request, door, move |tx| {
                asked.at(tx, asked.sender, |tx| {
                    Ok(attachments::table
                        .select(attachments::id)
                        .filter(attachments::entity_id.eq(asked.sender))
                        .filter(attachments::case_id.eq(asked.case))
                        .load::<Uuid>(tx.conn)?)
                })
            })
            .await?;
        let mut copies = HashMap::new();
        for id in ids {
            let copy = Uuid::now_v7();
            let bytes = files.get(offer.sender, id).await?;
            files.put(offer.receiver, copy, bytes).await?;
            copies.insert(id, copy);
        }
        Ok(Self {
            receiver: offer.receiver,
            copies,
        })
    }

    /// Takes the copies back after a clear refusal; a commit whose answer was lost may still stand.
    pub async fn discard(&self, files: &Files, refusal: &Problem) {
        if refusal.kind.status < 500 {
            for copy in self.copies.values() {
                files.discard(self.receiver, *copy).await;
            }
        }
    }
}

/// What of a case goes to another body.
const HANDED_OVER: &[&str] = &["story", "filer", "parties", "messages", "attachments"];

/// Hands the case of an offer over; answers with its number at the receiver. `by` is empty where silence decided.
///
/// One transaction for both bodies. The sender's case is locked first and the receiver's counter is taken last but for
/// what names the new number, so that nobody waits in a circle.
pub fn hand_over(
    tx: &mut Tx<'_>,
    directory: &Directory,
    offer: &Offer,
    carried: &Carried,
    by: Option<Uuid>,
) -> Answer<CaseNumber> {
    let (turn, papers) = offer.at(tx, offer.sender, |tx| {
        let opener = Opener::System(offer.case);
        let turn = Turn::begin(tx, directory, &opener, Seen::Any, Command::Handover)?;
        let papers = Papers::of(tx.conn, &turn.case)?;
        Ok((turn, papers))
    })?;
    if !papers.files().all(|id| carried.copies.contains_key(&id)) {
        return Err(Problem::busy(
            "a file came in while the case was handed over",
        ));
    }
    let born = offer.at(tx, offer.receiver, |tx| {
        let new = take_over(tx, directory, offer, &turn, &papers, by)?;
        carry_over(tx, offer.receiver, new.id, &papers, &carried.copies)?;
        Ok(new)
    })?;
    let receiver = body(tx.conn, offer.receiver)?;
    offer.at(tx, offer.sender, |tx| {
        let number = born.number.to_string();
        let verdict = Verdict {
            state: "accepted",
            by,
            case: Some((born.id, &number)),
            ..Verdict::default()
        };
        offer.answered(tx, verdict)?;
        // Personal data has gone to another body: from whom, to whom and what stands in the log (Ley 19.880 art. 24 bis).
        let purpose = format!("transfer to {number}");
        books::record_look(tx, offer.case, HANDED_OVER, &purpose)?;
        tie_beyond(
            tx,
            offer.case,
            LinkKind::TransferredTo,
            born.number,
            &receiver.name,
        )?;
        let data = json!({
            "transfer": offer.id, "text": format!("{}: {number}", receiver.name),
            "other_number": number, "other_entity": receiver.name, "by_silence": by.is_none(),
        });
        let remark = Remark {
            reason: None,
            data: Some(data),
        };
        turn.finish(tx, &Change::default(), remark)
    })?;
    Ok(born.number)
}

/// The case at the receiver: its own number and regime, and a term from the day after its receipt (DS 007 art. 16.1 a).
fn take_over(
    tx: &mut Tx<'_>,
    directory: &Directory,
    offer: &Offer,
    turn: &Turn,
    papers: &Papers,
    by: Option<Uuid>,
) -> Answer<Born> {
    let entity = directory.facts(tx)?;
    let kind = turn.case.kind()?;
    // Reclassified since it was offered: not what the receiver said yes to.
    let regime = entity.regimes.of_kind(kind).ok_or(&problems::NOT_NOW)?;
    let policy = regime.pack.kinds.get(&kind).ok_or(&problems::NOT_NOW)?;
    let origin: Value = json!({
        "transfer": offer.id, "from": offer.sender_number, "by_silence": by.is_none(),
    });
    let new = Offspring {
        parent: &turn.case,
        papers,
        kind,
        service: None,
        story: None,
        pack_id: regime.id,
        is_confidential: policy.is_confidential,
        rule: main_rule(policy, None, None, &entity),
        filed_at: tx.now,
        origin,
    };
    let born = bear(tx, &entity, &new)?;
    let before = offer.sender_number.parse().map_err(Problem::broken)?;
    let sender = body(tx.conn, offer.sender)?.name;
    tie_beyond(tx, born.id, LinkKind::TransferredFrom, before, &sender)?;
    Ok(born)
}
