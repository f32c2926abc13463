//! Who is asking, as far as the request itself tells.

use actix_web::cookie::Cookie;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hilo_rules::vocabulary::Language;
use uuid::Uuid;

use crate::clock::Clock;
use crate::problem::{self, Answer, Problem};
use crate::tokens::{Claims, Tokens};

/// Cookie of the access token.
pub const ACCESS_COOKIE: &str = "__Host-hilo";
/// Cookie of the refresh token.
pub const REFRESH_COOKIE: &str = "__Host-hilo-refresh";
/// Header that our own pages send with every write; other sites cannot without asking first.
pub const CLIENT_HEADER: &str = "Hilo-Client";

/// What every step knows of its request.
#[derive(Debug, Clone)]
pub struct Request {
    /// Shown to the caller as `reference`, and in the log.
    pub id: String,
    /// Operation id of the contract; the row of the matrix.
    pub operation: &'static str,
    pub language: Language,
}

impl Request {
    /// For work that no request asked for.
    pub fn internal(operation: &'static str) -> Self {
        Self {
            id: Uuid::now_v7().simple().to_string(),
            operation,
            language: Language::Spanish,
        }
    }
}

impl FromRequest for Request {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.extensions().get::<Self>().cloned();
        std::future::ready(
            found.ok_or_else(|| Problem::broken("the edge did not see this request")),
        )
    }
}

/// Through which door a transaction enters: decides its entity and its actor.
#[derive(Debug, Clone)]
pub enum Door {
    /// The public directory of all entities, read only.
    Directory,
    /// A person of an entity; the case key proves which case.
    Person(Uuid),
    Staff(StaffCaller),
    Machine(MachineCaller),
    /// The program itself, for one entity.
    System(Uuid),
}

impl Door {
    /// The entity that row security is set to.
    pub fn entity(&self) -> Option<Uuid> {
        match self {
            Self::Directory => None,
            Self::Person(entity) | Self::System(entity) => Some(*entity),
            Self::Staff(caller) => Some(caller.claims.ent),
            Self::Machine(caller) => Some(caller.entity),
        }
    }

    /// The account or key, for the books.
    pub fn account(&self) -> Option<Uuid> {
        match self {
            Self::Staff(caller) => Some(caller.claims.sub),
            Self::Machine(caller) => Some(caller.id),
            Self::Directory | Self::Person(_) | Self::System(_) => None,
        }
    }

    /// Sets the second wall for this transaction. Uuids cannot carry SQL.
    pub(crate) fn scope_sql(&self) -> String {
        match self.entity() {
            Some(entity) => format!("SET LOCAL hilo.entity_id = '{entity}'"),
            None => "SET LOCAL hilo.reach = 'directory'".to_owned(),
        }
    }
}

/// Staff with a believed access token; the session is looked at in the transaction.
#[derive(Debug, Clone)]
pub struct StaffCaller {
    pub claims: Claims,
}

/// A machine with a key; the secret is compared in the transaction.
#[derive(Debug, Clone)]
pub struct MachineCaller {
    pub entity: Uuid,
    pub id: Uuid,
    pub secret: Vec<u8>,
}

const MACHINE_PREFIX: &str = "hk_";

impl MachineCaller {
    /// The key as its holder keeps it.
    pub fn written(entity: Uuid, id: Uuid, secret: &[u8]) -> String {
        let bytes = [entity.as_bytes().as_slice(), id.as_bytes(), secret].concat();
        format!("{MACHINE_PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    fn read(key: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD
            .decode(key.strip_prefix(MACHINE_PREFIX)?)
            .ok()?;
        let (entity, rest) = bytes.split_first_chunk::<16>()?;
        let (id, secret) = rest.split_first_chunk::<16>()?;
        Some(Self {
            entity: Uuid::from_bytes(*entity),
            id: Uuid::from_bytes(*id),
            secret: secret.to_vec(),
        })
    }
}

/// Staff or machine: whoever may use the staff side of the contract.
#[derive(Debug, Clone)]
pub struct Staff(pub Door);

impl FromRequest for Staff {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let door =
            door_of(request).and_then(|door| door.ok_or_else(|| (&problem::NOT_SIGNED_IN).into()));
        std::future::ready(door.map(Self))
    }
}

/// Staff or machine where one is signed in, nobody in particular otherwise.
#[derive(Debug, Clone)]
pub struct MaybeStaff(pub Option<Door>);

impl FromRequest for MaybeStaff {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(door_of(request).map(Self))
    }
}

fn door_of(request: &HttpRequest) -> Answer<Option<Door>> {
    let Some(tokens) = request.app_data::<web::Data<Tokens>>() else {
        return Err(Problem::broken("no tokens"));
    };
    let Some(clock) = request.app_data::<web::Data<Clock>>() else {
        return Err(Problem::broken("no clock"));
    };
    let refuse = || Problem::of(&problem::NOT_SIGNED_IN);
    if let Some(value) = request.headers().get(header::AUTHORIZATION) {
        let value = value.to_str().map_err(|_| refuse())?;
        let token = value.strip_prefix("Bearer ").ok_or_else(refuse)?;
        if token.starts_with(MACHINE_PREFIX) {
            return MachineCaller::read(token)
                .map(Door::Machine)
                .map(Some)
                .ok_or_else(refuse);
        }
        let claims = tokens.believed(token, clock.now()).ok_or_else(refuse)?;
        return Ok(Some(Door::Staff(StaffCaller { claims })));
    }
    let Some(cookie) = request.cookie(ACCESS_COOKIE) else {
        return Ok(None);
    };
    let claims = tokens
        .believed(cookie.value(), clock.now())
        .ok_or_else(refuse)?;
    check_origin(request)?;
    Ok(Some(Door::Staff(StaffCaller { claims })))
}

/// Cookies come along with requests of other sites: a write must say that it is ours (promise A4).
///
/// # Errors
/// 403 when the own header is missing or the origin is another.
pub fn check_origin(request: &HttpRequest) -> Answer<()> {
    if request.method().is_safe() {
        return Ok(());
    }
    let own_header = request.headers().contains_key(CLIENT_HEADER);
    let allowed = request
        .app_data::<web::Data<Origins>>()
        .map(|origins| origins.get_ref());
    let origin = request
        .headers()
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    let same = origin.is_some_and(|origin| {
        allowed.is_some_and(|allowed| allowed.0.iter().any(|own| own == origin))
    });
    if own_header && same {
        Ok(())
    } else {
        Err(Problem::of(&problem::CROSS_SITE))
    }
}

/// Origins of our own pages.
#[derive(Debug, Clone)]
pub struct Origins(pub Vec<String>);

/// A cookie that scripts cannot read and other sites do not send.
pub fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(actix_web::cookie::SameSite::Strict)
        .finish()
}
