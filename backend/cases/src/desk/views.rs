//! How many cases each saved view holds. Counted no further than a thousand: beyond that the number says nothing.

use actix_web::{get, web};
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl};
use hilo_platform::caller::{Request, Staff};
use hilo_platform::problem::Answer;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::list::{ListCases, View};
use super::selection::Selection;
use crate::target::InRoom;

/// Counting stops here.
const MOST: i64 = 1000;

/// The saved views with their counts.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Views {
    pub views: Vec<ViewCount>,
}

/// How many cases a view holds.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ViewCount {
    pub view: View,
    /// At most 1,000: more is shown as "1,000 or more".
    #[schema(example = 17)]
    pub count: i64,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Count the views
///
/// How many cases of the caller's reach each saved view holds now.
#[utoipa::path(
    tag = "staff: desk",
    responses((status = 200, description = "The views", body = Views))
)]
#[get("/staff/views")]
pub async fn count_views(room: InRoom, request: Request, staff: Staff) -> Answer<web::Json<Views>> {
    const COUNTED: &[View] = &[
        View::Mine,
        View::Unit,
        View::ToTriage,
        View::ToReview,
        View::Late,
        View::Disputed,
        View::ToHandOver,
        View::All,
    ];
    let views = room
        .db
        .read(request, staff.0, |tx| {
            let sight = tx.actor.sight();
            let entity = tx.entity()?;
            COUNTED
                .iter()
                .map(|view| {
                    let wish = ListCases {
                        view: Some(*view),
                        ..ListCases::default()
                    };
                    let counted: Count = Selection::of(tx, &wish, &sight)?
                        .count(entity, MOST)
                        .get_result(tx.conn)?;
                    Ok(ViewCount {
                        view: *view,
                        count: counted.count,
                    })
                })
                .collect::<Answer<Vec<_>>>()
        })
        .await?;
    Ok(web::Json(Views { views }))
}
