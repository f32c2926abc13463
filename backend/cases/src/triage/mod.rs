//! Triage: what is it, is it whole, what does it ask, and who should have it?

mod archive;
mod correct;
pub mod lapse;
mod points;
mod reclassify;
mod request_correction;
mod triage_case;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(triage_case::triage_case)
        .service(points::set_points)
        .service(request_correction::request_correction)
        .service(correct::correct_case)
        .service(reclassify::reclassify_case)
        .service(archive::archive_case);
}
