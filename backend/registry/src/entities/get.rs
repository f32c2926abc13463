//! Get entity: a public body with its kinds of cases, offices and units.

use actix_web::{get, web};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::SmallInt;
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_rules::numbers::EntityNumber;
use hilo_schema::entities;
use uuid::Uuid;

use super::entity::{EntityRow, SELECT};
use super::{Entity, KindOption, Office, UnitSummary};
use crate::directory::Directory;
use crate::problems;
use crate::regimes::Regimes;
use crate::shapes::Term;

/// Get a public body
///
/// With the kinds of cases that its regime knows, the legal term of each, its offices and its units.
#[utoipa::path(tag = "directory", params(("number" = String, Path, description = "Number of the public body, four digits.", example = "0001")), responses(
    (status = 200, description = "The public body.", body = Entity),
    (status = 404, description = "`entity.not-found`"),
))]
#[get("/entities/{number}")]
pub async fn get_entity(
    db: web::Data<Db>,
    directory: web::Data<Directory>,
    request: Request,
    number: web::Path<String>,
) -> Answer<web::Json<Entity>> {
    let number = numbered(&number)?;
    db.read(request, Door::Directory, move |tx| {
        let row = row(tx, number)?;
        let id = row.id;
        let regimes = directory.regimes_of(tx.conn, id, &row.pack, tx.now)?;
        Ok(web::Json(Entity {
            summary: row.into_summary()?,
            kinds: kinds(&regimes),
            offices: Office::of_entity(tx.conn, id, tx.now.date_naive())?,
            units: UnitSummary::of_entity(tx.conn, id)?,
        }))
    })
    .await
}

/// The number of a path; what is none names no public body.
pub(crate) fn numbered(text: &str) -> Answer<EntityNumber> {
    text.parse().map_err(|_| Problem::of(&problems::NO_ENTITY))
}

/// The entity of a number.
///
/// # Errors
/// `entity.not-found` when there is none.
pub(crate) fn id_of(conn: &mut PgConnection, number: EntityNumber) -> Answer<Uuid> {
    let number = i16::try_from(number.get()).map_err(Problem::broken)?;
    let found = entities::table
        .select(entities::id)
        .filter(entities::number.eq(number))
        .first(conn)
        .optional()?;
    found.ok_or_else(|| Problem::of(&problems::NO_ENTITY))
}

fn row(tx: &mut Tx<'_>, number: EntityNumber) -> Answer<EntityRow> {
    let number = i16::try_from(number.get()).map_err(Problem::broken)?;
    let found: Option<EntityRow> = sql_query(format!("{SELECT} WHERE e.number = $1"))
        .bind::<SmallInt, _>(number)
        .get_result(tx.conn)
        .optional()?;
    found.ok_or_else(|| Problem::of(&problems::NO_ENTITY))
}

fn kinds(regimes: &Regimes) -> Vec<KindOption> {
    let option = |(kind, policy): (_, &hilo_rules::packs::KindPolicy)| KindOption {
        kind,
        term: policy.clock.as_ref().map(Term::from),
        is_anonymous_allowed: policy.is_anonymous_allowed,
    };
    regimes.kinds().map(option).collect()
}
