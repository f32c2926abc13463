//! After the answer: the person has the last word.

mod appeal;
mod dispute;
mod rate;
mod reopen;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(appeal::appeal_case)
        .service(rate::rate_case)
        .service(dispute::dispute_case)
        .service(reopen::reopen_case);
}
