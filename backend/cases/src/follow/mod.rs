//! Following: what the person sees and says along the way.

mod add_message;
pub mod explain_clocks;
mod stream;
mod track;
mod withdraw;

pub use explain_clocks::{ClockExplained, ClocksExplained, explained};
pub use stream::{CaseEvent, events};
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(track::track_case)
        .service(stream::follow_case)
        .service(explain_clocks::explain_clocks)
        .service(add_message::add_message)
        .service(withdraw::withdraw_case);
}
