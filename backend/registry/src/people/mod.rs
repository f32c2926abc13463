//! Staff: accounts, roles in a public body, and who works where.

mod account;
mod list_officers;
mod list_units;
pub mod password;
mod role;
pub mod second_factor;

pub(crate) use account::folded_email;
pub use account::{Credentials, NewAccount, SEAL_PURPOSE, create_account};
pub use list_officers::{Officer, Officers};
pub use list_units::Units;
pub use role::give_role;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list_units::list_units);
    config.service(list_officers::list_officers);
}
