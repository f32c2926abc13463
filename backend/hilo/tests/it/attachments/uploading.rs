//! Attaching: pictures and PDF by content, bounded, without metadata.

use image::ImageFormat;
use serde_json::json;

use crate::kit::files::{pdf, picture, picture_that_tells};
use crate::kit::{Town, fresh_key};

#[actix_web::test]
async fn pictures_and_pdf_are_taken_by_their_content() {
    // I4: neither name nor header decides
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    for (name, bytes, kept, kind) in [
        (
            "poste.jpg",
            picture(ImageFormat::Jpeg),
            "poste.jpg",
            "image/jpeg",
        ),
        (
            "poste.exe",
            picture(ImageFormat::Png),
            "poste.png",
            "image/png",
        ),
        (
            "../../etc/passwd",
            picture(ImageFormat::WebP),
            "passwd.webp",
            "image/webp",
        ),
        ("carta ñ.PDF", pdf(), "carta ñ.pdf", "application/pdf"),
        ("..", pdf(), "file.pdf", "application/pdf"),
    ] {
        let reply = town
            .holder(&case)
            .upload(&case.path("attachments"), name, bytes)
            .await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        assert_eq!(
            (&reply.json()["name"], &reply.json()["media_type"]),
            (&json!(kept), &json!(kind))
        );
    }
    let seen = town.track(&case).await;
    assert_eq!(seen["attachments"].as_array().unwrap().len(), 5);
    assert_eq!(seen["attachments"][0]["by"], "person");
}

#[actix_web::test]
async fn anything_else_is_refused_and_leaves_nothing() {
    // I4: SVG, HTML, programs, broken pictures, nothing at all
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let bytes = |text: &str| text.as_bytes().to_vec();
    for (bytes, error) in [
        (
            bytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            "/file file-kind",
        ),
        (
            bytes("<html><script>alert(1)</script></html>"),
            "/file file-kind",
        ),
        (bytes("MZ\0\0"), "/file file-kind"),
        (bytes("GIF89a"), "/file file-kind"),
        (b"\xff\xd8\xff\xe0broken".to_vec(), "/file file-broken"),
        (Vec::new(), "/file required"),
    ] {
        let reply = town
            .holder(&case)
            .upload(&case.path("attachments"), "a.jpg", bytes)
            .await;
        assert_eq!(reply.wrong(), [error]);
    }
    assert_eq!(
        (town.books.count("attachments"), town.books.count("history")),
        (0, 1)
    );
}

#[actix_web::test]
async fn a_picture_does_not_tell_where_it_was_taken() {
    // P8
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let bytes = picture_that_tells("CANARY -12.046,-77.042 serial 12345");
    let kept = town
        .holder(&case)
        .upload(&case.path("attachments"), "a.jpg", bytes)
        .await
        .ok();
    let path = case.path(&format!("attachments/{}", kept["id"].as_str().unwrap()));
    let fetched = town.holder(&case).get(&path).await;
    assert_eq!(json!(fetched.body.len()), kept["size"]);
    assert!(!fetched.text().contains("CANARY"));
}

#[actix_web::test]
async fn a_file_of_more_than_ten_megabytes_is_refused() {
    // reliability 6.1, row 413
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let large = [pdf(), vec![0; 10 * 1024 * 1024]].concat();
    let reply = town
        .holder(&case)
        .upload(&case.path("attachments"), "a.pdf", large)
        .await;
    reply.refused(413, "request.too-large");
}

#[actix_web::test]
async fn a_case_holds_ten_files() {
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    for _ in 0..10 {
        town.holder(&case)
            .upload(&case.path("attachments"), "a.pdf", pdf())
            .await
            .ok();
    }
    let one_more = town
        .holder(&case)
        .upload(&case.path("attachments"), "a.pdf", pdf())
        .await;
    one_more.refused(413, "case.too-many-files");
    assert_eq!(town.books.count("attachments"), 10);
}

#[actix_web::test]
async fn an_upload_is_taken_once_with_its_key() {
    // R3
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let key = fresh_key();
    let first = town
        .holder(&case)
        .upload(&case.path("attachments"), "a.pdf", pdf())
        .key(&key)
        .await
        .ok();
    let again = town
        .holder(&case)
        .upload(&case.path("attachments"), "a.pdf", pdf())
        .key(&key)
        .await
        .ok();
    assert_eq!(first, again);
    assert_eq!(town.books.count("attachments"), 1);
    let other = town
        .holder(&case)
        .upload(
            &case.path("attachments"),
            "a.png",
            picture(ImageFormat::Png),
        )
        .key(&key)
        .await;
    other.refused(422, "request.key-reused");
}

#[actix_web::test]
async fn a_form_has_one_file_and_nothing_else() {
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let path = case.path("attachments");
    let form = |parts: &str| {
        (
            parts.replace('\n', "\r\n"),
            "multipart/form-data; boundary=b",
        )
    };
    let file =
        "--b\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\n\n%PDF-1.7\n";
    let other = "--b\nContent-Disposition: form-data; name=\"wish\"\n\nx\n";
    for (parts, error) in [
        (format!("{other}--b--\n"), "/wish unknown-field"),
        (format!("{file}{file}--b--\n"), "/file duplicate-key"),
        ("--b--\n".to_owned(), "/file required"),
    ] {
        let (body, kind) = form(&parts);
        assert_eq!(
            town.holder(&case)
                .post_bytes(&path, kind, body)
                .await
                .wrong(),
            [error]
        );
    }
    let reply = town
        .holder(&case)
        .post_bytes(&path, "application/json", "{}")
        .await;
    assert!([400, 415].contains(&reply.status), "{}", reply.text());
}

#[actix_web::test]
async fn nothing_is_attached_to_a_case_that_has_ended() {
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    town.holder(&case).withdraws(&case).await.ok();
    let reply = town
        .holder(&case)
        .upload(&case.path("attachments"), "a.pdf", pdf())
        .await;
    reply.refused(409, "case.not-now");
}
