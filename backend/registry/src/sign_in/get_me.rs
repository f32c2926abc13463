//! Get me: who is signed in, where, and what they may do.

use actix_web::{get, web};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::db::Db;
use hilo_platform::problem::{self, Answer};

use super::me::Me;

/// Get the signed-in person
///
/// Name, public body, roles, and the operations that these include.
#[utoipa::path(tag = "staff: session", responses((status = 200, description = "Who is signed in.", body = Me)))]
#[get("/staff/me")]
pub async fn get_me(db: web::Data<Db>, request: Request, staff: Staff) -> Answer<web::Json<Me>> {
    db.read(request, staff.0, |tx| {
        let account = tx.actor.id.ok_or(&problem::NOT_SIGNED_IN)?;
        let entity = tx.entity()?;
        Me::of(tx.conn, entity, account, tx.now.date_naive()).map(web::Json)
    })
    .await
}
