//! Deadlines: more time, lawful pauses, marks on the way, and what a person can do when the term ends in silence.

mod denounce_silence;
pub mod escalate;
mod extend;
mod resume;
mod simulate;
mod suspend;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(extend::extend_case)
        .service(suspend::suspend_case)
        .service(resume::resume_case)
        .service(denounce_silence::denounce_silence)
        .service(simulate::simulate_clock);
}
