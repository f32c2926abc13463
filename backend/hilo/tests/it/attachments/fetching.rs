//! Fetching: as a download, sandboxed, for whoever may see the case.

use crate::kit::files::pdf;
use crate::kit::{Filed, Town};

async fn attached(town: &Town, case: &Filed) -> String {
    let kept = town
        .holder(case)
        .upload(&case.path("attachments"), "carta.pdf", pdf())
        .await
        .ok();
    kept["id"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_file_is_a_download_that_no_browser_runs() {
    // I4
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let id = attached(&town, &case).await;
    let replies = [
        town.holder(&case)
            .get(&case.path(&format!("attachments/{id}")))
            .await,
        town.staff("ana")
            .get(&case.desk(&format!("attachments/{id}")))
            .await,
    ];
    for reply in replies {
        assert_eq!(
            (reply.status, reply.body.as_slice()),
            (200, pdf().as_slice())
        );
        assert_eq!(reply.header("content-type"), "application/pdf");
        assert_eq!(
            reply.header("content-disposition"),
            "attachment; filename=\"carta.pdf\""
        );
        assert_eq!(
            reply.header("content-security-policy"),
            "sandbox; default-src 'none'"
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert!(reply.header("cache-control").contains("no-store"));
    }
}

#[actix_web::test]
async fn the_id_of_another_case_is_unknown() {
    // Z2; V39
    let town = Town::new().await;
    let (mine, other) = (
        town.case_in("in_progress").await,
        town.case_in("in_progress").await,
    );
    let id = attached(&town, &other).await;
    for wrong in [id.as_str(), "019a9f0e-7c1a-7d2e-8f00-2f0c2b6a9d11", "no-id"] {
        let path = format!("attachments/{wrong}");
        town.holder(&mine)
            .get(&mine.path(&path))
            .await
            .refused(404, "case.file-not-found");
        town.staff("ana")
            .get(&mine.desk(&path))
            .await
            .refused(404, "case.file-not-found");
    }
}

#[actix_web::test]
async fn an_auditor_fetches_no_file() {
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let id = attached(&town, &case).await;
    let path = case.desk(&format!("attachments/{id}"));
    town.staff("aura")
        .get(&path)
        .await
        .refused(403, "auth.not-allowed");
}
