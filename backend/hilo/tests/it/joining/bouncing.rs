//! Units that say "not ours" (PE-18; anchors check 36).

use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn after_three_units_a_head_decides() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    town.bounces(&case, 3).await;

    let seen = town.staff("luis").looks_at(&case).await.ok();
    assert_eq!(seen["bounces"], json!(3));
    let (dora, works) = (town.staff("dora"), town.body().works);
    dora.assigns(&case, works, None)
        .await
        .refused(403, "case.head-decides");
    town.staff("luis").assigns(&case, works, None).await.ok();
}
