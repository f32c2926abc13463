//! Consultations (domain 7.3 row 12; PE-76, PE-92, CL-20, CL-23): another unit, the legal adviser or somebody outside is
//! asked about a case. The person sees that somebody was asked, not what.

mod answer;
mod ask;
mod cancel;
mod kind;
pub mod link;
mod list;
mod outside;
mod precedents;
mod settle;
mod stored;
pub mod view;

pub use list::QuestionState;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this folder.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(ask::consult_unit)
        .service(answer::answer_consultation)
        .service(cancel::cancel_consultation)
        .service(list::list_consultations)
        .service(outside::get_question)
        .service(outside::answer_question)
        .service(precedents::list_precedents);
}
