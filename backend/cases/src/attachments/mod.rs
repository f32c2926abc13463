//! Files of a case: pictures and PDF, made safe before they are kept.

mod fetch;
mod scrub;
mod upload;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(upload::upload_attachment)
        .service(fetch::get_attachment)
        .service(fetch::get_case_attachment);
}
