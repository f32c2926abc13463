//! Refusals that a caller can understand, as RFC 9457 `application/problem+json` (reliability 6.1).
//!
//! Two kinds only. *Told*: a row of a `problems!` table. *Broken*: everything else, by `?`; logged once at the edge with
//! the reference that the caller sees, and nothing from inside.

use std::collections::BTreeMap;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use hilo_rules::vocabulary::Language;
use serde_json::Value;

/// One row of a problem table: a stable code, its status and its sentence in each language.
#[derive(Debug)]
pub struct ProblemKind {
    pub code: &'static str,
    pub status: u16,
    pub en: &'static str,
    pub es: &'static str,
    pub pt: &'static str,
}

impl ProblemKind {
    /// The sentence in a language.
    pub const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Spanish => self.es,
            Language::Portuguese => self.pt,
        }
    }
}

/// Declares a table of problems: each row a constant, and one list of them all.
#[macro_export]
macro_rules! problems {
    ($(#[$doc:meta])* $list:ident { $($name:ident $status:literal $code:literal en $en:literal es $es:literal pt $pt:literal;)+ }) => {
        $(
            #[doc = $en]
            pub static $name: $crate::problem::ProblemKind =
                $crate::problem::ProblemKind { code: $code, status: $status, en: $en, es: $es, pt: $pt };
        )+
        $(#[$doc])*
        pub static $list: &[&$crate::problem::ProblemKind] = &[$(&$name,)+];
    };
}

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer into the body, or `?name` for a query parameter, or the name of a header.
    pub pointer: String,
    /// A code of the field table in [`crate::words`].
    pub code: String,
    /// Bounds and the like, never the value that was sent.
    pub params: BTreeMap<String, String>,
}

impl FieldError {
    /// An error at a pointer.
    pub fn new(pointer: impl Into<String>, code: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            code: code.into(),
            params: BTreeMap::new(),
        }
    }

    /// Adds a bound that the sentence names.
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

/// A refusal on its way to the caller.
#[derive(Debug)]
pub struct Problem {
    pub kind: &'static ProblemKind,
    pub errors: Vec<FieldError>,
    /// More members of the answer, such as the entities to choose from.
    pub members: Vec<(&'static str, Value)>,
    /// Seconds, for `Retry-After`.
    pub retry_after: Option<u32>,
    /// For the log only.
    cause: Option<String>,
}

/// What every operation gives: a value or a refusal.
pub type Answer<T> = Result<T, Problem>;

impl Problem {
    /// A problem of a kind.
    pub fn of(kind: &'static ProblemKind) -> Self {
        Self {
            kind,
            errors: Vec::new(),
            members: Vec::new(),
            retry_after: None,
            cause: None,
        }
    }

    /// A request that can be read but is wrong in these fields.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::of(&INVALID)
        }
    }

    /// One wrong field.
    pub fn field(pointer: impl Into<String>, code: impl Into<String>) -> Self {
        Self::fields(vec![FieldError::new(pointer, code)])
    }

    /// Something that must not happen; the cause goes to the log, not to the caller.
    pub fn broken(cause: impl fmt::Display) -> Self {
        Self {
            cause: Some(cause.to_string()),
            ..Self::of(&BROKEN)
        }
    }

    /// The database is away or overloaded: try again soon.
    pub fn busy(cause: impl fmt::Display) -> Self {
        Self {
            cause: Some(cause.to_string()),
            retry_after: Some(2),
            ..Self::of(&BUSY)
        }
    }

    /// Adds a member to the answer.
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.members.push((name, value));
        self
    }

    /// Asks the caller to wait.
    pub const fn after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What the log says.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.kind.code),
            None => f.write_str(self.kind.code),
        }
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Only the status: [`crate::edge`] writes the body, where the language and the reference are known.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<&'static ProblemKind> for Problem {
    fn from(kind: &'static ProblemKind) -> Self {
        Self::of(kind)
    }
}

impl From<diesel::result::Error> for Problem {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error};
        match &error {
            Error::DatabaseError(Kind::SerializationFailure | Kind::ClosedConnection, _) => {
                Self::busy(error)
            }
            Error::DatabaseError(_, about) if is_passing(about.message()) => Self::busy(error),
            // Diesel reports a connection that broke in the middle of a transaction in several ways.
            Error::BrokenTransactionManager => Self::busy(error),
            _ => Self::broken(error),
        }
    }
}

/// Messages of PostgreSQL and libpq that mean "later", not "wrong": time limits, restarts, a full disk.
fn is_passing(message: &str) -> bool {
    const PASSING: &[&str] = &[
        "canceling statement due to statement timeout",
        "canceling statement due to lock timeout",
        "terminating connection",
        "server closed the connection",
        "connection to server",
        "no connection to the server",
        "could not receive data",
        "could not send data",
        "the database system is",
        "No space left on device",
        "deadlock detected",
        "SSL connection has been closed",
        "idle-in-transaction timeout",
    ];
    PASSING.iter().any(|part| message.contains(part))
}

problems! {
    /// Refusals that any operation can give.
    COMMON {
        UNREADABLE 400 "request.unreadable"
            en "The request could not be read." es "No se pudo leer la solicitud." pt "Não foi possível ler a solicitação.";
        NO_IDEMPOTENCY_KEY 400 "request.idempotency-key"
            en "Send an Idempotency-Key header of 16 to 128 visible characters." es "Envíe una cabecera Idempotency-Key de 16 a 128 caracteres visibles." pt "Envie um cabeçalho Idempotency-Key de 16 a 128 caracteres visíveis.";
        NOT_SIGNED_IN 401 "auth.not-signed-in"
            en "Sign in to continue." es "Inicie sesión para continuar." pt "Entre para continuar.";
        NOT_ALLOWED 403 "auth.not-allowed"
            en "Your role does not include this." es "Su rol no incluye esta acción." pt "O seu perfil não inclui esta ação.";
        CROSS_SITE 403 "auth.cross-site"
            en "This request did not come from our own page." es "Esta solicitud no vino de nuestra propia página." pt "Esta solicitação não veio da nossa própria página.";
        NOT_FOUND 404 "request.not-found"
            en "There is nothing at this address." es "No hay nada en esta dirección." pt "Não há nada neste endereço.";
        METHOD 405 "request.method"
            en "This address does not take that method." es "Esta dirección no admite ese método." pt "Este endereço não aceita esse método.";
        KEY_RUNNING 409 "request.still-running"
            en "The same request is still being worked on." es "La misma solicitud todavía se está procesando." pt "A mesma solicitação ainda está em andamento.";
        STALE 412 "request.stale"
            en "Somebody changed this in the meantime. Load it again." es "Alguien lo cambió mientras tanto. Vuelva a cargarlo." pt "Alguém alterou isto nesse meio-tempo. Carregue de novo.";
        TOO_LARGE 413 "request.too-large"
            en "This is larger than we accept." es "Esto supera el tamaño permitido." pt "Isto é maior do que o permitido.";
        MEDIA_TYPE 415 "request.media-type"
            en "This kind of content is not accepted here." es "Este tipo de contenido no se acepta aquí." pt "Este tipo de conteúdo não é aceito aqui.";
        INVALID 422 "request.invalid"
            en "Some fields need another look." es "Hay campos por corregir." pt "Há campos a corrigir.";
        KEY_REUSED 422 "request.key-reused"
            en "This Idempotency-Key was used for another request." es "Esta Idempotency-Key ya se usó para otra solicitud." pt "Esta Idempotency-Key já foi usada em outra solicitação.";
        NO_VERSION 428 "request.no-version"
            en "Send the version you saw in an If-Match header." es "Envíe en la cabecera If-Match la versión que vio." pt "Envie no cabeçalho If-Match a versão que você viu.";
        TOO_MANY 429 "request.too-many"
            en "Too many requests. Wait a moment." es "Demasiadas solicitudes. Espere un momento." pt "Solicitações demais. Aguarde um momento.";
        BROKEN 500 "server.broken"
            en "Something failed on our side. Quote the reference when you write to us." es "Algo falló de nuestro lado. Indique la referencia si nos escribe." pt "Algo falhou do nosso lado. Informe a referência se nos escrever.";
        BUSY 503 "server.busy"
            en "We cannot answer right now. Try again in a moment; nothing you wrote is lost." es "No podemos responder en este momento. Intente de nuevo en un instante; nada de lo que escribió se pierde." pt "Não podemos responder agora. Tente de novo em instantes; nada do que você escreveu se perde.";
    }
}
