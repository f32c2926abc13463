//! The book at the counter: sheets of the paper book, and what was solved before anybody filed (PE-01; DS 007 arts. 9, 12, 15).

mod enter_sheet;
mod gaps;
mod list_incidents;
mod list_sheets;
mod place;
mod record_incident;
pub mod sheet;
mod void_sheet;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(enter_sheet::enter_sheet)
        .service(void_sheet::void_sheet)
        .service(list_sheets::list_sheets)
        .service(record_incident::record_incident)
        .service(list_incidents::list_incidents);
}
