//! Work: who has the case, and what they note along the way.

mod accept;
mod add_note;
pub mod assign;
pub mod fresh_eyes;
mod return_;
pub mod route;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(assign::assign_case)
        .service(accept::accept_case)
        .service(return_::return_case)
        .service(add_note::add_note);
}
