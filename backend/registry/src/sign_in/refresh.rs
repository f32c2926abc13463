//! Refresh a session: the spent token gives way to the next (promise A3).

use actix_web::{HttpRequest, HttpResponse, post, web};
use hilo_platform::caller::{Door, REFRESH_COOKIE, Request, check_origin};
use hilo_platform::db::Db;
use hilo_platform::problem::{self, Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tokens::Tokens;
use hilo_platform::tx::Tx;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::gate::Gate;
use super::me::Me;
use super::refresh_token::RefreshToken;
use super::session::{self, Delivery, Opened, Session, SignedIn, Verdict};

/// The refresh token, where it is not in the cookie.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshSession {
    /// The present refresh token of a bearer session; left out by pages, whose cookie has it.
    #[serde(default)]
    #[validate(length(min = 1, max = 200))]
    refresh_token: Option<String>,
}

/// Refresh the session
///
/// Gives a new access token and the next refresh token. The same token sent again within ten seconds gives the same next
/// one; later it ends the session, because then somebody else has it.
#[utoipa::path(tag = "staff: session", request_body = RefreshSession, responses(
    (status = 200, description = "Signed in for longer.", body = SignedIn),
    (status = 401, description = "The session is over: sign in again."),
))]
#[post("/staff/refresh")]
pub async fn refresh_session(
    http: HttpRequest,
    db: web::Data<Db>,
    gate: web::Data<Gate>,
    tokens: web::Data<Tokens>,
    request: Request,
    body: Strict<RefreshSession>,
) -> Answer<HttpResponse> {
    let (token, delivery) = sent(&http, body.body.refresh_token.as_deref())?;
    let door = Door::System(token.entity);
    let renewed = db
        .command(request, door, move |tx| renewed(tx, &gate, &token))
        .await?;
    let opened = renewed.ok_or(&problem::NOT_SIGNED_IN)?;
    session::answer(&tokens, opened, delivery, db.clock().now())
}

/// The token of the body or of the cookie; it goes back the way it came.
fn sent(http: &HttpRequest, in_body: Option<&str>) -> Answer<(RefreshToken, Delivery)> {
    let found = match in_body {
        Some(token) => RefreshToken::read(token).map(|token| (token, Delivery::Bearer)),
        None => of_cookie(http)?.map(|token| (token, Delivery::Cookie)),
    };
    found.ok_or_else(|| Problem::of(&problem::NOT_SIGNED_IN))
}

/// The token of the cookie, from our own pages only.
pub(super) fn of_cookie(http: &HttpRequest) -> Answer<Option<RefreshToken>> {
    let Some(cookie) = http.cookie(REFRESH_COOKIE) else {
        return Ok(None);
    };
    check_origin(http)?;
    Ok(RefreshToken::read(cookie.value()))
}

/// `None` is a refusal that must be kept: the end of a session is committed.
fn renewed(tx: &mut Tx<'_>, gate: &Gate, token: &RefreshToken) -> Answer<Option<Opened>> {
    let Some(found) = Session::locked(tx, token.session)? else {
        return Ok(None);
    };
    let next = RefreshToken {
        secret: gate.next_secret(token.session, &token.secret),
        ..*token
    };
    match found.judge(&token.digest(), tx.now) {
        Verdict::Rotate => session::rotate(tx, token, &next)?,
        Verdict::Repeat => {}
        Verdict::End(reason) => {
            session::end(tx, token.session, reason)?;
            return Ok(None);
        }
        Verdict::Refuse => return Ok(None),
    }
    let entity = tx.entity()?;
    let me = Me::of(tx.conn, entity, found.account_id, tx.now.date_naive())?;
    Ok(Some(Opened {
        account: found.account_id,
        token: next,
        me,
    }))
}
