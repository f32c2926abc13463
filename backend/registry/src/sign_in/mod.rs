//! Sign-in of staff: password and second factor, sessions as rows, tokens that rotate (reliability 1.6).

mod enter;
mod gate;
mod get_me;
mod me;
mod refresh;
mod refresh_token;
mod session;
mod sign_out;
mod tries;

pub use enter::SignIn;
pub use gate::Gate;
pub use me::{Me, RoleAt};
pub use refresh::RefreshSession;
pub use session::{Delivery, SessionTokens, SignedIn};

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use hilo_platform::tokens::Tokens;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(enter::sign_in);
    config.service(refresh::refresh_session);
    config.service(sign_out::sign_out);
    config.service(get_me::get_me);
}

/// The public keys of our access tokens (RFC 7517), for `/.well-known/jwks.json`.
pub async fn key_set(tokens: web::Data<Tokens>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .content_type("application/jwk-set+json")
        .body(tokens.key_set().to_string())
}
