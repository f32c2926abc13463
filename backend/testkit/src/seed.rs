//! Builds the town, through the same functions that the program builds its demonstration with.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use hilo_platform::caller::{Door, Request};
use hilo_platform::clock::Clock;
use hilo_platform::db::{Db, DbConfig};
use hilo_platform::problem::Answer;
use hilo_platform::sealed::Seal;
use hilo_registry::catalogue::question::{Question, QuestionType};
use hilo_registry::catalogue::{PlaceNeed, ServiceText, publish_service};
use hilo_registry::entities::{
    Level, NewEntity, NewOffice, NewUnit, create_office, create_unit, found_entity,
};
use hilo_registry::keys::make_key;
use hilo_registry::people::{Credentials, NewAccount, SEAL_PURPOSE, create_account, give_role};
use hilo_registry::shapes::TermUnit;
use hilo_rules::vocabulary::{Channel, Kind, Language, Role};
use uuid::Uuid;

use crate::plan::{Body, Colleague, Service, TownPlan};

/// The secret of every test installation.
pub const SECRET: &str = "a secret of tests that is long enough to be taken";
/// Everybody's password.
const PASSWORD: &str = "correct horse battery staple";

/// key, name, pack, country, zone, layers, language
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    Language,
);

#[rustfmt::skip]
const BODIES: &[Row] = &[
    ("pe", "Municipalidad de Villa Clara", "pe-libro", "PE", "America/Lima", &["PE"], Language::Spanish),
    ("pe2", "Municipalidad de Puerto Sur", "pe-libro", "PE", "America/Lima", &["PE"], Language::Spanish),
    ("cl", "Municipalidad de Quebrada", "cl-oirs", "CL", "America/Santiago", &["CL"], Language::Spanish),
    ("ouvidoria", "Ouvidoria de Serra Nova", "br-ouvidoria", "BR", "America/Sao_Paulo", &["BR"], Language::Portuguese),
    ("156", "Central 156 de Campo Alegre", "br-156", "BR", "America/Sao_Paulo", &["BR"], Language::Portuguese),
    ("open", "City of Harbour Falls", "open", "US", "America/New_York", &[], Language::English),
];

#[rustfmt::skip]
const PEOPLE: &[(&str, Role, Option<Where>)] = &[
    ("olga", Role::Operator, None),
    ("dora", Role::Officer, Some(Where::Desk)),
    ("ana", Role::Officer, Some(Where::Works)),
    ("beto", Role::Officer, Some(Where::Works)),
    ("carla", Role::Officer, Some(Where::Parks)),
    ("sara", Role::Supervisor, Some(Where::Works)),
    ("luis", Role::Lead, None),
    ("lena", Role::Lead, None),
    ("adam", Role::Administrator, None),
    ("aura", Role::Auditor, None),
    ("nora", Role::Oversight, None),
];

#[derive(Clone, Copy)]
enum Where {
    Desk,
    Works,
    Parks,
}

/// The seal over second-factor secrets of test installations.
///
/// # Panics
/// When sealing does not work at all.
pub fn seal() -> Seal {
    Seal::of(SECRET.as_bytes(), SEAL_PURPOSE).unwrap()
}

/// Fills a migrated database whose packs have been applied.
///
/// # Panics
/// When the database refuses anything.
pub fn seed(program_url: &str) -> TownPlan {
    let config = DbConfig {
        url: program_url.to_owned(),
        pool: 2,
        filing_pool: 1,
    };
    let db = Db::open(&config, Clock::default());
    let mut plan = TownPlan::default();
    for row in BODIES {
        let id = Uuid::now_v7();
        let accounts = accounts(row);
        let request = Request::internal("seedTown");
        let body = db.run_blocking(request, Door::System(id), false, |tx| {
            body(tx.conn, row, id, &accounts, tx.now)
        });
        plan.bodies.push(body.expect("a body of the town"));
    }
    serve_two(&db, &plan);
    plan
}

/// One person of the first body also works in the second: they choose at sign-in.
fn serve_two(db: &Db, plan: &TownPlan) {
    let (first, second) = (plan.body("pe"), plan.body("pe2"));
    let account = first.colleague("lena").account;
    let request = Request::internal("seedTown");
    db.run_blocking(request, Door::System(second.id), false, |tx| {
        give_role(tx.conn, second.id, account, Role::Lead, None, tx.now)
    })
    .expect("a second role");
}

/// Hashed before the transaction begins, as the program does.
fn accounts(row: &Row) -> Vec<NewAccount> {
    let seal = seal();
    PEOPLE
        .iter()
        .map(|(name, _, _)| NewAccount {
            email: format!("{name}@{}.example", row.0),
            name: capital(name),
            language: row.6,
            credentials: Credentials::of(PASSWORD, &seal).unwrap(),
        })
        .collect()
}

fn capital(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

fn body(
    conn: &mut PgConnection,
    row: &Row,
    id: Uuid,
    accounts: &[NewAccount],
    now: DateTime<Utc>,
) -> Answer<Body> {
    let number = found_entity(conn, &entity(row, id), now)?;
    let desk = create_unit(conn, id, &unit("Mesa de entrada", true), now)?;
    let works = create_unit(conn, id, &unit("Obras", false), now)?;
    let parks = create_unit(conn, id, &unit("Parques", false), now)?;
    let office = NewOffice {
        name: "Sede central".into(),
        address: None,
        cut_off: None,
    };
    let office = create_office(conn, id, &office, now)?;
    let light = publish_service(conn, id, &light(works), now)?.id;
    let trees = publish_service(conn, id, &trees(works), now)?.id;
    let mut staff = Vec::new();
    for ((name, role, place), account) in PEOPLE.iter().zip(accounts) {
        let unit = place.map(|place| match place {
            Where::Desk => desk,
            Where::Works => works,
            Where::Parks => parks,
        });
        let id_of_account = create_account(conn, account, now)?;
        give_role(conn, id, id_of_account, *role, unit, now)?;
        staff.push(Colleague {
            name: (*name).to_owned(),
            account: id_of_account,
            role: *role,
            unit,
            email: account.email.clone(),
            password: PASSWORD.to_owned(),
            totp_secret: account.credentials.totp_secret.clone(),
        });
    }
    let scopes = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let both = scopes(&["cases:file", "cases:read"]);
    let api_key = make_key(conn, id, "Integration", &both, Channel::App, now)?;
    let reading_key = make_key(
        conn,
        id,
        "Reader",
        &scopes(&["cases:read"]),
        Channel::Api,
        now,
    )?;
    Ok(Body {
        key: row.0.to_owned(),
        id,
        number: number.to_string(),
        name: row.1.to_owned(),
        pack: row.2.to_owned(),
        desk,
        works,
        parks,
        office,
        light: Service {
            id: light,
            name: "Alumbrado público".to_owned(),
        },
        trees: Service {
            id: trees,
            name: "Poda de árboles".to_owned(),
        },
        staff,
        api_key,
        reading_key,
    })
}

fn entity(row: &Row, id: Uuid) -> NewEntity {
    NewEntity {
        id,
        number: None,
        name: row.1.to_owned(),
        short_name: None,
        level: Level::Local,
        country: row.3.to_owned(),
        place: None,
        zone: row.4.to_owned(),
        languages: vec![row.6.as_str().to_owned()],
        calendar_layers: row.5.iter().map(|layer| (*layer).to_owned()).collect(),
        pack: row.2.to_owned(),
        parent: None,
        is_demonstration: true,
        source: None,
    }
}

fn unit(name: &str, is_desk: bool) -> NewUnit {
    NewUnit {
        name: name.to_owned(),
        functions: None,
        head: None,
        contact: None,
        is_desk,
    }
}

fn light(unit: Uuid) -> ServiceText {
    ServiceText {
        code: "LIGHT".to_owned(),
        kind: Kind::Complaint,
        theme: "Calle".to_owned(),
        subject: "Alumbrado".to_owned(),
        name: "Alumbrado público".to_owned(),
        summary: Some("Postes y luminarias apagados en la calle.".to_owned()),
        unit: Some(unit),
        term: None,
        description: None,
        requirements: None,
        place: PlaceNeed::Optional,
        questions: Vec::new(),
        source_url: None,
    }
}

fn trees(unit: Uuid) -> ServiceText {
    let question = |id: &str, question_type, is_required| Question {
        id: id.to_owned(),
        label: format!("¿{id}?"),
        help: None,
        question_type,
        options: Vec::new(),
        is_required,
    };
    ServiceText {
        code: "TREES".to_owned(),
        subject: "Árboles".to_owned(),
        name: "Poda de árboles".to_owned(),
        summary: Some("Ramas y raíces que estorban.".to_owned()),
        term: Some((5, TermUnit::WorkingDays)),
        place: PlaceNeed::Required,
        questions: vec![
            question("height", QuestionType::Number, true),
            question("is_fallen", QuestionType::YesNo, false),
        ],
        ..light(unit)
    }
}
