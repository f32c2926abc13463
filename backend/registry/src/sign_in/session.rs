//! Sessions are rows: what ends them counts from the next request (reliability rule 41; promises A2, A3, A10).

use actix_web::HttpResponse;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Bytea, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use hilo_platform::caller::{ACCESS_COOKIE, REFRESH_COOKIE, cookie};
use hilo_platform::problem::Answer;
use hilo_platform::tokens::{LIFETIME_SECONDS, Tokens};
use hilo_platform::tx::Tx;
use hilo_platform::{chance, sealed};
use hilo_schema::sessions;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::me::Me;
use super::refresh_token::{RefreshToken, SECRET_BYTES};

/// Longest life of a session (promise A10).
const TOTAL: TimeDelta = TimeDelta::hours(12);
/// Longest time between two refreshes (promise A10).
const IDLE: TimeDelta = TimeDelta::minutes(30);
/// An honest double click or a lost answer comes back within this time (promise A3).
const DOUBLE_CLICK: TimeDelta = TimeDelta::seconds(10);

/// How the session is handed over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// In cookies that page scripts cannot read; for our own pages.
    #[default]
    Cookie,
    /// In the body; for programs that act for a person.
    Bearer,
}

/// Who signed in and, for bearer delivery, the tokens.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SignedIn {
    #[serde(flatten)]
    pub me: Me,
    /// Only with `delivery` `bearer`.
    pub tokens: Option<SessionTokens>,
}

/// The tokens of a session.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SessionTokens {
    /// Sent as `Authorization: Bearer …`.
    pub access_token: String,
    /// Good for one refresh, within 30 minutes.
    pub refresh_token: String,
    /// Seconds that the access token lives.
    #[schema(example = 600)]
    pub expires_in: i64,
}

/// A session that was opened or renewed.
pub(super) struct Opened {
    pub account: Uuid,
    pub token: RefreshToken,
    pub me: Me,
}

/// A session as it is stored.
#[derive(Debug, QueryableByName)]
pub(super) struct Session {
    #[diesel(sql_type = SqlUuid)]
    pub account_id: Uuid,
    #[diesel(sql_type = Bytea)]
    refresh_hash: Vec<u8>,
    #[diesel(sql_type = Nullable<Bytea>)]
    spent_hash: Option<Vec<u8>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    spent_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Timestamptz)]
    seen_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    ends_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    ended_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Text)]
    account_state: String,
}

/// What becomes of a refresh.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The next token takes the place of this one.
    Rotate,
    /// This token was just spent: the same next token again.
    Repeat,
    /// The session ends, for this reason.
    End(&'static str),
    /// Not a token of this session, or the session is over: nothing changes.
    Refuse,
}

impl Session {
    /// The session of a token, locked against a second refresh at the same time.
    pub fn locked(tx: &mut Tx<'_>, id: Uuid) -> Answer<Option<Self>> {
        let entity = tx.entity()?;
        Ok(sql_query(
            "SELECT s.account_id, s.refresh_hash, s.spent_hash, s.spent_at, s.seen_at, s.ends_at, s.ended_at, \
               a.state AS account_state \
             FROM sessions s JOIN accounts a ON a.id = s.account_id \
             WHERE s.entity_id = $1 AND s.id = $2 FOR UPDATE OF s",
        )
        .bind::<SqlUuid, _>(entity)
        .bind::<SqlUuid, _>(id)
        .get_result(tx.conn)
        .optional()?)
    }

    /// Is this the present token, or the one just before it?
    pub fn judge(&self, digest: &[u8], now: DateTime<Utc>) -> Verdict {
        let is_present = sealed::same(&self.refresh_hash, digest);
        let is_spent = self
            .spent_hash
            .as_ref()
            .is_some_and(|spent| sealed::same(spent, digest));
        if self.ended_at.is_some() || !(is_present || is_spent) {
            // A wrong secret must not end anything: session ids are no secret.
            return Verdict::Refuse;
        }
        if self.account_state != "active" {
            return Verdict::End("account disabled");
        }
        if now >= self.ends_at {
            return Verdict::End("total time over");
        }
        if now - self.seen_at > IDLE {
            return Verdict::End("idle");
        }
        if is_present {
            return Verdict::Rotate;
        }
        match self.spent_at {
            Some(spent_at) if now - spent_at <= DOUBLE_CLICK => Verdict::Repeat,
            _ => Verdict::End("spent refresh token came back"),
        }
    }
}

/// Opens a session for an account in the entity of the transaction.
pub(super) fn open(tx: &mut Tx<'_>, account: Uuid) -> Answer<RefreshToken> {
    let entity = tx.entity()?;
    let secret: [u8; SECRET_BYTES] = chance::bytes();
    let token = RefreshToken {
        entity,
        session: Uuid::now_v7(),
        secret: secret.to_vec(),
    };
    diesel::insert_into(sessions::table)
        .values((
            sessions::entity_id.eq(entity),
            sessions::id.eq(token.session),
            sessions::account_id.eq(account),
            sessions::refresh_hash.eq(token.digest()),
            sessions::created_at.eq(tx.now),
            sessions::seen_at.eq(tx.now),
            sessions::ends_at.eq(tx.now + TOTAL),
        ))
        .execute(tx.conn)?;
    Ok(token)
}

/// Puts the next token in the place of the present one.
pub(super) fn rotate(tx: &mut Tx<'_>, spent: &RefreshToken, next: &RefreshToken) -> Answer<()> {
    let entity = tx.entity()?;
    diesel::update(sessions::table.find((entity, next.session)))
        .set((
            sessions::refresh_hash.eq(next.digest()),
            sessions::spent_hash.eq(spent.digest()),
            sessions::spent_at.eq(tx.now),
            sessions::seen_at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Ends a session; one that is over stays as it ended.
pub(super) fn end(tx: &mut Tx<'_>, session: Uuid, reason: &str) -> Answer<()> {
    let entity = tx.entity()?;
    diesel::update(sessions::table.find((entity, session)))
        .filter(sessions::ended_at.is_null())
        .set((
            sessions::ended_at.eq(tx.now),
            sessions::end_reason.eq(reason),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// The answer of sign-in and refresh.
pub(super) fn answer(
    tokens: &Tokens,
    opened: Opened,
    delivery: Delivery,
    now: DateTime<Utc>,
) -> Answer<HttpResponse> {
    let Opened { account, token, me } = opened;
    let access_token = tokens.issue(account, token.session, token.entity, now)?;
    let refresh_token = token.written();
    Ok(match delivery {
        Delivery::Cookie => HttpResponse::Ok()
            .cookie(cookie(ACCESS_COOKIE, access_token))
            .cookie(cookie(REFRESH_COOKIE, refresh_token))
            .json(SignedIn { me, tokens: None }),
        Delivery::Bearer => {
            let tokens = SessionTokens {
                access_token,
                refresh_token,
                expires_in: LIFETIME_SECONDS,
            };
            HttpResponse::Ok().json(SignedIn {
                me,
                tokens: Some(tokens),
            })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_000_000 + second, 0).unwrap()
    }

    fn session() -> Session {
        Session {
            account_id: Uuid::nil(),
            refresh_hash: b"present".to_vec(),
            spent_hash: Some(b"spent".to_vec()),
            spent_at: Some(at(0)),
            seen_at: at(0),
            ends_at: at(12 * 3600),
            ended_at: None,
            account_state: "active".into(),
        }
    }

    #[test]
    fn a_spent_token_ends_the_session_unless_it_is_an_honest_double_click() {
        // promise A3
        assert_eq!(session().judge(b"present", at(5)), Verdict::Rotate);
        assert_eq!(session().judge(b"spent", at(10)), Verdict::Repeat);
        assert_eq!(
            session().judge(b"spent", at(11)),
            Verdict::End("spent refresh token came back")
        );
    }

    #[test]
    fn a_guess_ends_nothing() {
        assert_eq!(session().judge(b"guess", at(5)), Verdict::Refuse);
    }

    #[test]
    fn sessions_end_by_themselves() {
        // promise A10: 30 minutes idle, 12 hours in total
        assert_eq!(session().judge(b"present", at(30 * 60)), Verdict::Rotate);
        assert_eq!(
            session().judge(b"present", at(30 * 60 + 1)),
            Verdict::End("idle")
        );
        let busy = Session {
            seen_at: at(12 * 3600 - 60),
            ..session()
        };
        assert_eq!(
            busy.judge(b"present", at(12 * 3600)),
            Verdict::End("total time over")
        );
    }

    #[test]
    fn an_ended_session_stays_ended_and_a_disabled_account_loses_its_own() {
        let ended = Session {
            ended_at: Some(at(1)),
            ..session()
        };
        assert_eq!(ended.judge(b"present", at(2)), Verdict::Refuse);
        let disabled = Session {
            account_state: "disabled".into(),
            ..session()
        };
        assert_eq!(
            disabled.judge(b"present", at(2)),
            Verdict::End("account disabled")
        );
    }
}
