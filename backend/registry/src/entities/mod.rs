//! Public bodies, their units and offices.

mod entity;
mod found;
mod get;
mod list;
mod office;
mod unit;

pub use entity::{Entity, EntitySummary, KindOption, Level};
pub(crate) use entity::{EntityRow, SELECT};
pub use found::{NewEntity, found_entity};
pub(crate) use get::{id_of, numbered};
pub use office::{NewOffice, Office, create_office};
pub use unit::{NewUnit, UnitSummary, create_unit};

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list::list_entities);
    config.service(get::get_entity);
}
