//! The one-time link of somebody who was asked outside of the body (anchors check 38): which question it opens, and a
//! secret of 128 random bits of which only the digest is stored.

use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use diesel::prelude::*;
use hilo_platform::chance;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::sealed;
use hilo_platform::tx::Tx;
use hilo_registry::directory::Directory;
use hilo_rules::numbers::EntityNumber;
use hilo_rules::vocabulary::Language;
use hilo_schema::{cases, clocks, consultations};
use uuid::Uuid;

use super::stored::ConsultationRow;
use crate::case::Case;

/// What a link carries. `Debug` does not print the secret.
#[derive(Clone)]
pub struct Token {
    pub entity: EntityNumber,
    pub question: Uuid,
    secret: [u8; 16],
}

impl Token {
    /// A fresh one.
    pub fn fresh(entity: EntityNumber, question: Uuid) -> Self {
        Self {
            entity,
            question,
            secret: chance::bytes(),
        }
    }

    /// As it stands in the link.
    pub fn written(&self) -> String {
        let number = self.entity.get().to_be_bytes();
        let parts = [number.as_slice(), self.question.as_bytes(), &self.secret];
        URL_SAFE_NO_PAD.encode(parts.concat())
    }

    /// What is stored of it.
    pub fn digest(&self) -> Vec<u8> {
        sealed::digest(&self.secret)
    }

    /// Is this the token of the row? Compared in constant time.
    pub fn opens(&self, row: &ConsultationRow) -> bool {
        row.token_hash
            .as_ref()
            .is_some_and(|hash| sealed::same(&self.digest(), hash))
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Token(…)")
    }
}

/// A text that is no token.
#[derive(Debug)]
pub struct NotAToken;

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotAToken)?;
        let (number, rest) = bytes.split_first_chunk::<2>().ok_or(NotAToken)?;
        let (question, secret) = rest.split_first_chunk::<16>().ok_or(NotAToken)?;
        Ok(Self {
            entity: EntityNumber::new(u16::from_be_bytes(*number)).map_err(|_| NotAToken)?,
            question: Uuid::from_bytes(*question),
            secret: secret.try_into().map_err(|_| NotAToken)?,
        })
    }
}

/// What the mail to somebody outside needs.
pub struct Invitation {
    pub to: String,
    pub token: Token,
    pub number: String,
    pub entity: String,
    pub due_on: NaiveDate,
    pub language: Language,
}

/// Makes the link of an open question; one that was made before works no more. `None` once nobody waits for the answer.
pub fn invitation(tx: &mut Tx<'_>, directory: &Directory, id: Uuid) -> Answer<Option<Invitation>> {
    let entity = directory.facts(tx)?;
    let row = ConsultationRow::held(tx, id)?.filter(ConsultationRow::is_open);
    let Some((row, to)) = row.and_then(|row| row.outside_mail.clone().map(|to| (row, to))) else {
        return Ok(None);
    };
    let case: Case = cases::table
        .select(Case::as_select())
        .find((row.entity_id, row.case_id))
        .first(tx.conn)?;
    let token = Token::fresh(entity.number, row.id);
    diesel::update(consultations::table.find((row.entity_id, row.id)))
        .set(consultations::token_hash.eq(token.digest()))
        .execute(tx.conn)?;
    Ok(Some(Invitation {
        to,
        token,
        number: case.number(entity.number)?.to_string(),
        entity: entity.name.clone(),
        due_on: clocks::table
            .select(clocks::due_on)
            .find((row.entity_id, row.clock_id))
            .first(tx.conn)?,
        language: Language::from_str(&case.language).map_err(Problem::broken)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_a_changed_one_does_not_open() {
        let entity = EntityNumber::new(7).unwrap();
        let token = Token::fresh(entity, Uuid::now_v7());
        let read: Token = token.written().parse().unwrap();
        assert_eq!((read.entity, read.question), (token.entity, token.question));
        assert_eq!(read.digest(), token.digest());
        assert_ne!(
            Token::fresh(entity, token.question).digest(),
            token.digest()
        );
        for text in [
            "",
            "x",
            "AAAA",
            token.written().trim_start_matches('A'),
            &(token.written() + "AA"),
        ] {
            assert!(text.parse::<Token>().is_err(), "{text}");
        }
        assert!(!format!("{token:?}").contains(&token.written()));
    }
}
