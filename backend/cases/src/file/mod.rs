//! Filing: how a case begins.

pub mod filing;
mod incident;
pub(crate) mod offspring;
mod parties;
mod questions;
mod receipt;
pub(crate) mod submit;
pub mod term;

use utoipa_actix_web::service_config::ServiceConfig;

pub use receipt::Receipt;
pub use submit::{Filed, file, replay};

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config.service(submit::submit_case);
}
