//! What people can ask for: services with their charters and forms, and finding the right one from a story.

mod get;
mod kind_words;
mod list;
mod publish;
pub mod question;
mod search;
mod service;
mod stored;

pub use publish::{Published, ServiceText, publish_service};
pub use search::{CatalogueHits, EntityHit, KindHit, ServiceHit};
pub use service::{PlaceNeed, Service, ServiceSummary};

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list::list_services);
    config.service(get::get_service);
    config.service(search::search_catalogue);
}
