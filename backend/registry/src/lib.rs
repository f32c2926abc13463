//! Who and what exists: public bodies, their units and offices, staff, sessions, keys, and the catalogue of services.

pub mod catalogue;
pub mod demo;
pub mod directory;
pub mod entities;
pub mod keys;
pub mod people;
pub mod problems;
mod refs;
pub mod regimes;
mod search;
pub mod shapes;
pub mod sign_in;
pub mod terms;

use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation of this room, relative to the base of the API.
pub fn routes(config: &mut ServiceConfig) {
    entities::routes(config);
    catalogue::routes(config);
    sign_in::routes(config);
    people::routes(config);
}
