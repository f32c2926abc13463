//! Answering: draft, review, respond, tell the person, close.

pub mod close;
mod draft;
mod gate;
mod interim;
pub mod notify;
mod respond;
mod review;
mod templates;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    templates::routes(config);
    config
        .service(interim::reply_interim)
        .service(draft::draft_response)
        .service(review::review_response)
        .service(respond::respond_to_case);
}
