//! Health, documentation, pages: what answers beside the operations.

use crate::kit::{Plan, Reply, Town};

#[actix_web::test]
async fn a_healthy_program_says_so() {
    let town = Town::new().await;
    let live = town.visitor().get("/health/live").await;
    assert_eq!((live.status, live.text()), (200, "live".to_owned()));
    let ready = town.visitor().get("/health/ready").await;
    assert_eq!((ready.status, ready.text()), (200, "ready".to_owned()));
    town.parts.begin_to_stop();
    assert_eq!(
        town.visitor().get("/health/ready").await.status,
        503,
        "O6: red before the door closes"
    );
    assert_eq!(town.visitor().get("/health/live").await.status, 200);
}

#[actix_web::test]
async fn the_contract_is_served_with_its_page() {
    let town = Town::new().await;
    let yaml = town.visitor().get("/api/openapi.yaml").await;
    assert_eq!(yaml.text(), hilo::contract::yaml().unwrap());
    let page = town.visitor().get("/api/docs/").await;
    assert!(
        page.status == 200 && page.text().contains("swagger"),
        "{}",
        page.text()
    );
    let problem = town
        .visitor()
        .with("accept-language", "en")
        .get("/api/problems/case.not-now")
        .await
        .ok();
    assert_eq!(
        (&problem["status"], &problem["title"]),
        (
            &409.into(),
            &"This cannot be done at this point of the case.".into()
        )
    );
    assert_eq!(town.visitor().get("/api/problems/none").await.status, 404);
}

#[actix_web::test]
async fn nothing_answers_that_is_not_in_the_contract() {
    // C1: no unlisted operation
    let town = Town::new().await;
    for path in [
        "/api/v1/",
        "/api/v1/users",
        "/api/v1/cases",
        "/api/v2/cases",
        "/api/v1/staff/cases/x/delete",
        "/api/v1//cases",
        "/metrics",
        "/.env",
        "/.git/config",
    ] {
        let url = format!("{}{path}", town.base);
        let status = town.http.get(url).send().await.unwrap().status().as_u16();
        assert!([404, 405].contains(&status), "{path}: {status}");
    }
}

fn hardened(reply: &Reply) {
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    assert!(
        reply
            .header("content-security-policy")
            .contains("default-src"),
        "{:?}",
        reply.headers
    );
    assert!(
        !reply
            .header("content-security-policy")
            .contains("unsafe-eval")
    );
}

#[actix_web::test]
async fn every_answer_carries_its_safety_headers() {
    // reliability 6.1: nosniff, no-store unless public, content policy, referrer policy, HSTS on public hosts
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    for reply in [
        town.holder(&case).get(&case.path("")).await,
        town.visitor().get("/entities/0999").await,
        town.visitor().get("/api/v1x").await,
        town.visitor().get("/staff/me").await,
    ] {
        hardened(&reply);
    }
    assert_eq!(
        town.holder(&case)
            .get(&case.path(""))
            .await
            .header("cache-control"),
        "no-store"
    );
    assert_eq!(
        town.visitor()
            .get("/entities")
            .await
            .header("strict-transport-security"),
        ""
    );

    let settings = vec![("HILO_PUBLIC_URL", "https://hilo.example".to_owned())];
    let public = Plan {
        settings,
        ..Plan::default()
    }
    .start()
    .await;
    let reply = public.visitor().get("/entities").await;
    assert!(
        reply
            .header("strict-transport-security")
            .starts_with("max-age=31536000")
    );
}

#[actix_web::test]
async fn pages_are_served_with_their_assets_and_nothing_above_them() {
    let town = with_pages().await;
    let get = async |path: &str| {
        Reply::of(
            town.http
                .get(format!("{}{path}", town.base))
                .send()
                .await
                .unwrap(),
        )
        .await
    };
    assert_eq!(get("/").await.text(), "citizen");
    assert_eq!(get("/c/0001-26000-00010").await.text(), "citizen");
    assert_eq!(get("/staff").await.text(), "staff");
    assert_eq!(get("/staff/cases/1").await.text(), "staff");
    let asset = get("/assets/a.js").await;
    assert!(
        asset.header("cache-control").contains("immutable"),
        "{:?}",
        asset.headers
    );
    assert_eq!(get("/assets/none.js").await.status, 404);
    assert!(get("/").await.header("cache-control").contains("no-cache"));
    for above in [
        "/..%2f..%2fsecret",
        "/%2e%2e/secret",
        "/assets/..%2f..%2fsecret",
    ] {
        assert!(!get(above).await.text().contains("SECRET"), "{above}");
    }
}

async fn with_pages() -> Town {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages-of-tests");
    let pages = folder.join("dist");
    std::fs::create_dir_all(pages.join("assets")).unwrap();
    for (name, text) in [
        ("citizen.html", "citizen"),
        ("staff.html", "staff"),
        ("assets/a.js", "1"),
    ] {
        std::fs::write(pages.join(name), text).unwrap();
    }
    std::fs::write(folder.join("secret"), "SECRET").unwrap();
    let settings = vec![("HILO_WEB", pages.display().to_string())];
    Plan {
        settings,
        ..Plan::default()
    }
    .start()
    .await
}
