//! The thread of one case, folder by folder in the order of its life.

pub mod after;
pub mod answer;
pub mod attachments;
pub mod book;
pub mod case;
pub mod clock_rows;
mod commands;
pub mod consult;
pub mod deadlines;
pub mod desk;
pub mod facts;
pub mod file;
pub mod follow;
pub mod joining;
pub mod links;
pub mod notice;
pub mod problems;
pub mod rebuild;
pub mod target;
pub mod transfer;
pub mod triage;
pub mod turn;
pub mod view;
pub mod work;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig) {
    file::routes(config);
    follow::routes(config);
    attachments::routes(config);
    after::routes(config);
    desk::routes(config);
    triage::routes(config);
    deadlines::routes(config);
    work::routes(config);
    joining::routes(config);
    transfer::routes(config);
    consult::routes(config);
    answer::routes(config);
    notice::routes(config);
    book::routes(config);
}
