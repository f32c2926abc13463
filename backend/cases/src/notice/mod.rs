//! Notice: an answer that people hand over, at the person's address or at the desk (Peru DS 007 art. 17).

mod notify_case;
pub mod unclaimed;
pub mod waiting;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config.service(notify_case::notify_case);
}
