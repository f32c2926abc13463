//! Triage: what is it, and who should have it?

mod triage_case;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config.service(triage_case::triage_case);
}
