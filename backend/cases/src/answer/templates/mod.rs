//! Templates: words that an answer begins with, with blanks that are filled from the case (anchors check 44; CL-42).

mod blanks;
mod fill;
mod list;
mod save;
mod stored;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_templates)
        .service(save::save_template)
        .service(fill::fill_template);
}
