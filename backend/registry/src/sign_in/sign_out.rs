//! Sign out: the session ends for every copy of its tokens.

use actix_web::{HttpRequest, HttpResponse, post, web};
use hilo_platform::caller::{ACCESS_COOKIE, Door, REFRESH_COOKIE, Request, Staff, cookie};
use hilo_platform::db::Db;
use hilo_platform::problem::{self, Answer, Problem};
use hilo_platform::tx::Tx;
use uuid::Uuid;

use super::refresh;
use super::refresh_token::RefreshToken;
use super::session::{self, Session, Verdict};

/// Sign out
///
/// Ends the session and takes its cookies away. A page whose access token has run out may still sign out with its refresh
/// cookie.
#[utoipa::path(tag = "staff: session", responses((status = 204, description = "Signed out.")))]
#[post("/staff/sign-out")]
pub async fn sign_out(
    http: HttpRequest,
    db: web::Data<Db>,
    request: Request,
    staff: Result<Staff, Problem>,
) -> Answer<HttpResponse> {
    match staff {
        Ok(Staff(door)) => {
            let session = session_of(&door)?;
            db.command(request, door, move |tx| {
                session::end(tx, session, "signed out")
            })
            .await?;
        }
        Err(refusal) => {
            let token = refresh::of_cookie(&http)?.ok_or(refusal)?;
            let door = Door::System(token.entity);
            db.command(request, door, move |tx| end_by(tx, &token))
                .await?;
        }
    }
    let mut answer = HttpResponse::NoContent();
    for name in [ACCESS_COOKIE, REFRESH_COOKIE] {
        let mut gone = cookie(name, String::new());
        gone.make_removal();
        answer.cookie(gone);
    }
    Ok(answer.finish())
}

fn session_of(door: &Door) -> Answer<Uuid> {
    match door {
        Door::Staff(caller) => Ok(caller.claims.sid),
        _ => Err(Problem::of(&problem::NOT_ALLOWED)),
    }
}

/// Ends the session of a refresh token, if it is one of that session.
fn end_by(tx: &mut Tx<'_>, token: &RefreshToken) -> Answer<()> {
    let found = Session::locked(tx, token.session)?;
    let verdict = found.map_or(Verdict::Refuse, |session| {
        session.judge(&token.digest(), tx.now)
    });
    if verdict == Verdict::Refuse {
        return Err(Problem::of(&problem::NOT_SIGNED_IN));
    }
    session::end(tx, token.session, "signed out")
}
