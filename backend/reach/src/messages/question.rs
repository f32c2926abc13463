//! The mail to somebody outside who was asked about a case: a link that works once, and no words of the case.

use hilo_cases::consult::link::{Invitation, invitation};
use hilo_platform::caller::{Door, Request};
use hilo_platform::jobs::{self, Job};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_platform::words::spoken_date;

use super::NotSent;
use super::send::Post;
use super::words::{Blanks, Topic, letter_words};
use crate::email::Letter;

impl Post {
    /// Carries out a job of kind `ask_outside`. Each try makes a new link, so that the link is stored nowhere; the newest
    /// mail counts.
    pub async fn ask_outside(&self, job: &Job) -> Answer<()> {
        let request = Request::internal("askOutside");
        let door = Door::System(job.entity_id);
        let (directory, id) = (self.directory.clone(), job.subject_id);
        let made = self
            .db
            .command(request.clone(), door.clone(), move |tx| {
                invitation(tx, &directory, id)
            })
            .await?;
        let outcome = match made {
            Some(invitation) => {
                let letter = letter(job, &self.public_url, &invitation);
                self.mailer.send(&letter).await
            }
            None => Ok(()), // Answered or taken back meanwhile.
        };
        let own = job.clone();
        self.db
            .command(request, door, move |tx| record(tx, &own, outcome))
            .await
    }
}

fn letter(job: &Job, public_url: &str, invitation: &Invitation) -> Letter {
    // Behind the `#`: browsers keep it to themselves, so that it stands in no log.
    let link = format!("{public_url}/q#{}", invitation.token.written());
    let blanks = Blanks {
        number: &invitation.number,
        entity: &invitation.entity,
        due_on: Some(spoken_date(invitation.due_on, invitation.language)),
        other: "",
        link: &link,
    };
    let (subject, body) = letter_words(Topic::Question, invitation.language, &blanks);
    Letter {
        id: job.id.to_string(),
        to: invitation.to.clone(),
        subject,
        body,
    }
}

fn record(tx: &mut Tx<'_>, job: &Job, outcome: Result<(), NotSent>) -> Answer<()> {
    match outcome {
        Ok(()) if jobs::finish(tx.conn, job)? => Ok(()),
        Ok(()) => Err(Problem::broken("the lease of a job was lost")),
        Err(NotSent::ForNow(why)) => Ok(jobs::put_back(tx.conn, job, &why, false, tx.now)?),
        Err(NotSent::ForGood(why)) => Ok(jobs::put_back(tx.conn, job, &why, true, tx.now)?),
    }
}
