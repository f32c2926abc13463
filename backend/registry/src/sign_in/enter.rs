//! Sign in: password and code, then a session in one public body.

use actix_web::{HttpRequest, HttpResponse, post, web};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Bytea, Nullable, SmallInt, Text, Uuid as SqlUuid};
use hilo_platform::caller::{Door, Request, check_origin};
use hilo_platform::db::Db;
use hilo_platform::edge;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::strict::Strict;
use hilo_platform::tokens::Tokens;
use hilo_platform::tx::Tx;
use hilo_schema::accounts;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::gate::{Candidate, Gate, Proof, Proven};
use super::me::Me;
use super::session::{self, Delivery, Opened, SignedIn};
use crate::people::folded_email;
use crate::problems;
use crate::refs;
use crate::shapes::EntityRef;

/// What staff sign in with.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Address of the account; capitals do not matter.
    #[validate(length(min = 3, max = 254))]
    #[schema(example = "ana@pe.hilo.example")]
    email: String,
    /// Password of the account.
    #[validate(length(min = 1, max = 256))]
    #[schema(example = "a long sentence of one's own")]
    password: String,
    /// The six digits that the authenticator app shows; each code works once.
    #[validate(length(min = 6, max = 7))]
    #[schema(example = "287082")]
    code: String,
    /// Number of the public body, for those who work for several.
    #[serde(default)]
    #[validate(length(min = 4, max = 4))]
    #[schema(example = "0001")]
    entity: Option<String>,
    /// Where the session is to be kept.
    #[serde(default)]
    delivery: Delivery,
}

/// Sign in
///
/// Opens a session of at most twelve hours. Unknown address, wrong password, wrong or used code and disabled account are
/// refused alike. Who works for several public bodies and names none gets `auth.choose-entity` with the list, and may
/// send the same code again with a choice.
#[utoipa::path(tag = "staff: session", request_body = SignIn, responses(
    (status = 200, description = "Signed in.", body = SignedIn),
    (status = 401, description = "`auth.refused`: address, password or code is not right."),
    (status = 409, description = "`auth.choose-entity`, with `entities` to choose from."),
))]
#[post("/staff/sign-in")]
pub async fn sign_in(
    http: HttpRequest,
    db: web::Data<Db>,
    gate: web::Data<Gate>,
    tokens: web::Data<Tokens>,
    request: Request,
    body: Strict<SignIn>,
) -> Answer<HttpResponse> {
    let SignIn {
        email,
        password,
        code,
        entity,
        delivery,
    } = body.body;
    if delivery == Delivery::Cookie {
        check_origin(&http)?;
    }
    let email = folded_email(&email);
    let this_try = gate.tries.begin(&email, edge::address_of(&http))?;
    // Two transactions, because hashing takes longer than a connection may be held for it.
    let candidate = db
        .read(request.clone(), Door::Directory, move |tx| {
            candidate(tx.conn, &email)
        })
        .await?;
    let proven = gate
        .prove(
            candidate,
            password,
            &code.replace(' ', ""),
            db.clock().now(),
        )
        .await?;
    this_try.was_right();
    let entity = chosen(&proven, entity.as_deref())?;
    let opened = db
        .command(request, Door::System(entity), move |tx| opened(tx, &proven))
        .await?;
    session::answer(&tokens, opened, delivery, db.clock().now())
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = BigInt)]
    totp_last_step: i64,
    #[diesel(sql_type = Text)]
    password_hash: String,
    #[diesel(sql_type = Bytea)]
    totp_sealed: Vec<u8>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    entity_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    number: Option<i16>,
    #[diesel(sql_type = Nullable<Text>)]
    entity_name: Option<String>,
}

/// One query whether or not the account exists.
fn candidate(conn: &mut PgConnection, email: &str) -> Answer<Option<Candidate>> {
    let rows: Vec<Row> = sql_query(
        "SELECT a.id, a.state, a.totp_last_step, a.password_hash, a.totp_sealed, \
           e.id AS entity_id, e.number, e.name AS entity_name \
         FROM accounts a \
         LEFT JOIN account_entities ae ON ae.account_id = a.id \
         LEFT JOIN entities e ON e.id = ae.entity AND e.state = 'active' \
         WHERE a.email = $1 ORDER BY e.name",
    )
    .bind::<Text, _>(email)
    .load(conn)?;
    let mut found: Option<Candidate> = None;
    for row in rows {
        let candidate = found.get_or_insert_with(|| Candidate {
            id: row.id,
            is_active: row.state == "active",
            totp_last_step: row.totp_last_step,
            proof: Proof {
                password_hash: row.password_hash,
                totp_sealed: row.totp_sealed,
            },
            entities: Vec::new(),
        });
        if let (Some(entity), Some(number), Some(name)) =
            (row.entity_id, row.number, row.entity_name)
        {
            candidate
                .entities
                .push((entity, refs::entity_ref(number, name)?));
        }
    }
    Ok(found)
}

/// The public body of the session: the one that was asked for, or the only one.
///
/// Asked only of somebody who is proven. The code is not used up by this question: it is asked again with the same one.
fn chosen(proven: &Proven, wanted: Option<&str>) -> Answer<Uuid> {
    let choices = &proven.entities;
    let found = match (wanted, choices.as_slice()) {
        (Some(wanted), choices) => choices.iter().find(|(_, entity)| entity.number == wanted),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    if let Some((id, _)) = found {
        return Ok(*id);
    }
    let entities: Vec<&EntityRef> = choices.iter().map(|(_, entity)| entity).collect();
    let entities = serde_json::to_value(entities).map_err(Problem::broken)?;
    Err(Problem::of(&problems::CHOOSE_ENTITY).with("entities", entities))
}

fn opened(tx: &mut Tx<'_>, proven: &Proven) -> Answer<Opened> {
    // Invariant: a code works once, also for two that send it at the same moment: the second updates no row.
    let used = diesel::update(accounts::table.find(proven.account))
        .filter(accounts::totp_last_step.lt(proven.step))
        .filter(accounts::state.eq("active"))
        .set(accounts::totp_last_step.eq(proven.step))
        .execute(tx.conn)?;
    let entity = tx.entity()?;
    let me = Me::of(tx.conn, entity, proven.account, tx.now.date_naive())?;
    if used == 0 || me.roles.is_empty() {
        return Err(Problem::of(&problems::REFUSED));
    }
    let token = session::open(tx, proven.account)?;
    Ok(Opened {
        account: proven.account,
        token,
        me,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proven(numbers: &[&str]) -> Proven {
        let entities = (0_u128..).zip(numbers).map(|(n, number)| {
            (
                Uuid::from_u128(n),
                EntityRef {
                    number: (*number).into(),
                    name: String::new(),
                },
            )
        });
        Proven {
            account: Uuid::nil(),
            step: 1,
            entities: entities.collect(),
        }
    }

    #[test]
    fn a_choice_is_asked_for_only_where_there_is_one() {
        assert_eq!(
            chosen(&proven(&["0001"]), None).unwrap(),
            Uuid::from_u128(0)
        );
        assert_eq!(
            chosen(&proven(&["0001", "0002"]), Some("0002")).unwrap(),
            Uuid::from_u128(1)
        );
        for wanted in [None, Some("0009")] {
            let question = chosen(&proven(&["0001", "0002"]), wanted).unwrap_err();
            assert_eq!(question.kind.code, "auth.choose-entity");
            assert_eq!(question.members[0].1.as_array().unwrap().len(), 2);
        }
    }
}
