//! Public bodies to measure with: sixteen that people file with, and one large one with a full desk.

use diesel::sql_types::{Array, SmallInt, Uuid as SqlUuid};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query};
use hilo_platform::caller::{Door, Request};
use hilo_platform::clock::Clock;
use hilo_platform::db::{Db, DbConfig};
use hilo_platform::problem::Answer;
use hilo_platform::sealed::Seal;
use hilo_platform::tokens::Tokens;
use hilo_platform::tx::Tx;
use hilo_registry::catalogue::{PlaceNeed, ServiceText, publish_service};
use hilo_registry::entities::{Level, NewEntity, NewUnit, create_unit, found_entity};
use hilo_registry::people::{Credentials, NewAccount, SEAL_PURPOSE, create_account, give_role};
use hilo_rules::numbers::EntityNumber;
use hilo_rules::vocabulary::{Kind, Language, Role};
use uuid::Uuid;

use super::stage::Stage;

const PACKS: [&str; 2] = ["pe-libro", "br-156"];
/// Units, services and people of the large body.
const UNITS: usize = 40;
const SERVICES: usize = 200;
const PEOPLE: usize = 30;

/// A public body.
#[derive(Debug, Clone)]
pub struct Body {
    pub id: Uuid,
    pub number: EntityNumber,
    pub pack: &'static str,
    pub kind: Kind,
    pub units: Vec<Uuid>,
    pub services: Vec<Uuid>,
}

/// Somebody at the desk of the large body, signed in.
#[derive(Debug, Clone, Copy)]
pub struct Seat {
    account: Uuid,
    session: Uuid,
}

/// Everything that is measured with.
pub struct World {
    /// Half of them of each pack.
    pub filing: Vec<Body>,
    pub large: Body,
    /// Who works on the cases of the large body; the first sits in the first unit.
    pub people: Vec<Uuid>,
    pub officer: Seat,
    pub supervisor: Seat,
    pub lead: Seat,
    tokens: Tokens,
}

impl World {
    /// Founds the bodies.
    ///
    /// # Errors
    /// With what the database said.
    pub fn found(stage: &Stage) -> Result<Self, String> {
        let config = DbConfig {
            url: stage.addresses.program.clone(),
            pool: 1,
            filing_pool: 1,
        };
        let db = Db::open(&config, Clock::default());
        let made = |pack, units, services| {
            let id = Uuid::now_v7();
            db.run_blocking(Request::internal("bench"), Door::System(id), false, |tx| {
                body(tx, id, pack, units, services)
            })
            .map_err(|problem| problem.to_string())
        };
        let filing = (0..8)
            .flat_map(|_| PACKS)
            .map(|pack| made(pack, 2, 4))
            .collect::<Result<Vec<_>, String>>()?;
        let large = made("br-156", UNITS, SERVICES)?;
        let seal = Seal::of(stage.home.secret("secret")?.as_bytes(), SEAL_PURPOSE)
            .map_err(|problem| problem.to_string())?;
        let people = db
            .run_blocking(
                Request::internal("bench"),
                Door::System(large.id),
                false,
                |tx| people(tx, &large, &seal),
            )
            .map_err(|problem| problem.to_string())?;
        let mut conn = stage.superuser()?;
        let mut seat = |place: usize| {
            let account = people.get(place).copied().unwrap_or_default();
            seated(&mut conn, large.id, account)
        };
        let (officer, supervisor, lead) = (seat(0)?, seat(1)?, seat(2)?);
        let tokens = Tokens::of(&stage.home.token_key()?)?;
        Ok(Self {
            filing,
            large,
            people,
            officer,
            supervisor,
            lead,
            tokens,
        })
    }

    /// A fresh access token; it lives for ten minutes.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn token(&self, seat: Seat) -> Result<String, String> {
        let now = Clock::default().now();
        self.tokens
            .issue(seat.account, seat.session, self.large.id, now)
            .map_err(|problem| problem.to_string())
    }
}

fn body(
    tx: &mut Tx<'_>,
    id: Uuid,
    pack: &'static str,
    units: usize,
    services: usize,
) -> Answer<Body> {
    let is_peru = pack == "pe-libro";
    let number = found_entity(tx.conn, &entity(id, pack, is_peru), tx.now)?;
    let kind = if is_peru {
        Kind::Complaint
    } else {
        Kind::ServiceRequest
    };
    let mut body = Body {
        id,
        number,
        pack,
        kind,
        units: Vec::new(),
        services: Vec::new(),
    };
    for place in 0..units {
        let name = format!("Unidad {place:03}");
        let new = NewUnit {
            name,
            functions: None,
            head: None,
            contact: None,
            is_desk: place == 0,
        };
        body.units.push(create_unit(tx.conn, id, &new, tx.now)?);
    }
    for place in 0..services {
        let unit = body.units.get(place % units.max(1)).copied();
        let published = publish_service(tx.conn, id, &service(place, kind, unit), tx.now)?;
        body.services.push(published.id);
    }
    Ok(body)
}

fn entity(id: Uuid, pack: &str, is_peru: bool) -> NewEntity {
    let (country, zone, layers, language) = if is_peru {
        ("PE", "America/Lima", vec!["PE"], "es")
    } else {
        (
            "BR",
            "America/Sao_Paulo",
            vec!["BR", "BR-SP", "BR-SP-SAO-PAULO"],
            "pt-BR",
        )
    };
    NewEntity {
        id,
        number: None,
        name: format!("Bench {pack} {id}"),
        short_name: None,
        level: Level::Local,
        country: country.to_owned(),
        place: None,
        zone: zone.to_owned(),
        languages: vec![language.to_owned()],
        calendar_layers: layers.into_iter().map(str::to_owned).collect(),
        pack: pack.to_owned(),
        parent: None,
        is_demonstration: true,
        source: None,
    }
}

fn service(place: usize, kind: Kind, unit: Option<Uuid>) -> ServiceText {
    ServiceText {
        code: format!("service-{place:03}"),
        kind,
        theme: format!("Tema {:02}", place % 12),
        subject: format!("Asunto {:02}", place % 60),
        name: format!("Servicio {place:03} de zeladoria urbana"),
        summary: Some("Buraco, lâmpada, árvore ou calçada.".to_owned()),
        unit,
        term: None,
        description: None,
        requirements: None,
        place: PlaceNeed::Optional,
        questions: Vec::new(),
        source_url: None,
    }
}

fn people(tx: &mut Tx<'_>, body: &Body, seal: &Seal) -> Answer<Vec<Uuid>> {
    (0..PEOPLE)
        .map(|place| {
            let new = NewAccount {
                email: format!("bench-{place}@hilo.example"),
                name: format!("Pessoa {place:02}"),
                language: Language::English,
                credentials: Credentials::of("not used to sign in", seal)?,
            };
            let account = create_account(tx.conn, &new, tx.now)?;
            let first = body.units.first().copied();
            let (role, unit) = match place {
                1 => (Role::Supervisor, first),
                2 => (Role::Lead, None),
                _ => (Role::Officer, body.units.get(place).copied().or(first)),
            };
            give_role(tx.conn, body.id, account, role, unit, tx.now)?;
            Ok(account)
        })
        .collect()
}

/// A session as a sign-in opens it: a token alone is not believed.
fn seated(conn: &mut PgConnection, entity: Uuid, account: Uuid) -> Result<Seat, String> {
    let session = Uuid::now_v7();
    sql_query(
        "INSERT INTO sessions (entity_id, id, account_id, refresh_hash, created_at, seen_at, ends_at) \
         VALUES ($1, $2, $3, '', now(), now(), now() + interval '12 hours')",
    )
    .bind::<SqlUuid, _>(entity)
    .bind::<SqlUuid, _>(session)
    .bind::<SqlUuid, _>(account)
    .execute(conn)
    .map_err(|error| error.to_string())?;
    Ok(Seat { account, session })
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    wrong: i64,
}

/// Bodies whose numbers of this year have a hole or a double, or do not end where their counter stands (promise R1).
///
/// # Errors
/// With what the database said.
pub fn wrong_numbers(conn: &mut PgConnection, bodies: &[Body], year: i16) -> Result<i64, String> {
    let ids: Vec<Uuid> = bodies.iter().map(|body| body.id).collect();
    let counted: Counted = sql_query(
        "SELECT count(*) AS wrong FROM case_counters k, LATERAL ( \
           SELECT count(*) AS cases, count(DISTINCT correlative) AS numbers, max(correlative) AS last \
           FROM cases c WHERE c.entity_id = k.entity_id AND c.year = k.year) AS found \
         WHERE k.entity_id = ANY($1) AND k.year = $2 \
           AND (found.cases <> k.last OR found.numbers <> k.last OR found.last <> k.last)",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<SmallInt, _>(year)
    .get_result(conn)
    .map_err(|error| error.to_string())?;
    Ok(counted.wrong)
}
