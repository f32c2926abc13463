//! The desk: what staff see of their cases.

mod clocks;
mod follow;
mod get;
mod history;
mod lifecycle;
mod list;
mod selection;
mod views;

pub use follow::QueueEvent;
pub use list::{Sort, View};
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_cases)
        .service(views::count_views)
        .service(follow::follow_queue)
        .service(get::get_case)
        .service(history::list_history)
        .service(clocks::explain_staff_clocks)
        .service(lifecycle::get_lifecycle);
}
