use hilo_local::mail_sink::{MailSink, Message, SinkPlan};
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use reqwest::{Client, StatusCode};

use crate::support::TestDir;

type Sender = AsyncSmtpTransport<Tokio1Executor>;

fn sender(sink: &MailSink) -> Sender {
    Sender::builder_dangerous("127.0.0.1")
        .port(sink.smtp_addr().port())
        .build()
}

fn mail(to: &str, subject: &str, text: &str) -> lettre::Message {
    lettre::Message::builder()
        .from("Municipalidad de Ñuñoa <hilo@example.org>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(text.to_owned())
        .unwrap()
}

async fn list(sink: &MailSink, query: &str) -> Vec<serde_json::Value> {
    let url = format!("{}/messages{query}", sink.http_url());
    let answer = Client::new()
        .get(url)
        .send()
        .await
        .unwrap()
        .error_for_status()
        .unwrap();
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_is_read_as_it_was_meant() {
    let sink = MailSink::start(SinkPlan::default()).await.unwrap();
    let text = "Su reclamo 0001-26000-00018 llegó.\r\n.\r\n..Ação\r\n";
    sender(&sink)
        .send(mail("rosa@example.pe", "Recibido: señal ✓", text))
        .await
        .unwrap();
    sender(&sink)
        .send(mail("ana@example.pe", "Otra", "x"))
        .await
        .unwrap();

    let all = list(&sink, "").await;
    let hers = list(&sink, "?to=Rosa@example.pe").await;

    assert_eq!(all.len(), 2);
    assert_eq!(all[0]["subject"], "Otra");
    assert_eq!(hers.len(), 1);
    assert_eq!(hers[0]["subject"], "Recibido: señal ✓");
    assert_eq!(hers[0]["from"], "hilo@example.org");
    assert_eq!(hers[0]["to"], serde_json::json!(["rosa@example.pe"]));
    assert_eq!(
        hers[0]["text"].as_str().unwrap().trim_end(),
        text.trim_end()
    );
    let raw = Client::new()
        .get(hers[0]["raw_url"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    assert!(
        raw.text()
            .await
            .unwrap()
            .contains("To: rosa@example.pe\r\n")
    );
    let since = all[0]["received_at"].as_str().unwrap();
    assert!(list(&sink, &format!("?since={since}")).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refusals_arrive_at_the_sender_as_temporary_and_final() {
    let sink = MailSink::start(SinkPlan::default()).await.unwrap();

    let later = sender(&sink)
        .send(mail("fail+rosa@example.pe", "x", "x"))
        .await
        .unwrap_err();
    let never = sender(&sink)
        .send(mail("bounce+rosa@example.pe", "x", "x"))
        .await
        .unwrap_err();

    assert!(later.is_transient());
    assert!(never.is_permanent());
    assert!(sink.mailbox().list(None, None).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_survive_a_restart_and_go_when_told() {
    let dir = TestDir::new("mail");
    let plan = SinkPlan {
        folder: Some(dir.path().join("mail")),
        ..SinkPlan::default()
    };
    let sink = MailSink::start(plan.clone()).await.unwrap();
    sender(&sink)
        .send(mail("rosa@example.pe", "Señal", "hola"))
        .await
        .unwrap();
    let before: Vec<Message> = sink.mailbox().list(None, None);
    sink.stop().await;

    let sink = MailSink::start(plan).await.unwrap();
    let after = sink.mailbox().list(Some("rosa@example.pe"), None);
    assert_eq!(
        (after[0].id, after[0].received_at),
        (before[0].id, before[0].received_at)
    );
    assert_eq!(
        (after[0].subject.as_str(), after[0].text.trim()),
        ("Señal", "hola")
    );

    let url = format!("{}/messages", sink.http_url());
    let answer = Client::new().delete(url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert!(list(&sink, "").await.is_empty());
    assert_eq!(
        std::fs::read_dir(dir.path().join("mail")).unwrap().count(),
        0
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_runs_nothing_and_answers_only_this_machine() {
    let sink = MailSink::start(SinkPlan::default()).await.unwrap();
    sender(&sink)
        .send(mail("rosa@example.pe", "<b>x</b>", "hola"))
        .await
        .unwrap();

    let page = Client::new().get(sink.http_url()).send().await.unwrap();
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.starts_with("default-src 'none'"));
    let html = page.text().await.unwrap();
    assert!(html.contains("&lt;b&gt;x&lt;/b&gt;") && html.contains("hola"));

    let foreign = Client::new()
        .get(sink.http_url())
        .header("Host", "evil.example")
        .send();
    assert_eq!(
        foreign.await.unwrap().status(),
        StatusCode::MISDIRECTED_REQUEST
    );
    let unknown = Client::new()
        .get(format!("{}/messages?form=x", sink.http_url()))
        .send();
    assert_eq!(unknown.await.unwrap().status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_senders_at_once_lose_nothing() {
    let sink = MailSink::start(SinkPlan::default()).await.unwrap();
    let sender = sender(&sink);
    let sending = (0..50).map(|number| {
        let sender = sender.clone();
        tokio::spawn(async move {
            sender
                .send(mail("rosa@example.pe", &number.to_string(), "x"))
                .await
                .unwrap();
        })
    });
    for one in sending.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    assert_eq!(sink.mailbox().list(None, None).len(), 50);
}
