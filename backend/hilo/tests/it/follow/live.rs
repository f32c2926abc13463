//! Following live: events arrive, a client resumes where it left off, and nothing internal leaks.

use crate::kit::{Stream, Town};

#[actix_web::test]
async fn an_event_arrives_without_asking_again() {
    // Z4 for live updates: what the person may see, nothing else
    let town = Town::new().await;
    let case = town.case_in("in_progress").await;
    let mut stream = Stream::open(town.holder(&case).get(&case.path("follow"))).await;

    town.staff("ana").notes(&case, "Internal.").await.ok();
    town.staff("ana")
        .drafts(&case, "send_for_review")
        .await
        .ok();
    town.staff("luis").sends_back(&case, "Say when.").await.ok();
    town.holder(&case).says(&case, "Hola.").await.ok();

    assert_eq!(stream.next().await.unwrap().data["event"], "case.drafted");
    let event = stream.next().await.unwrap();
    assert_eq!(
        event.data["event"], "case.message-added",
        "no note and no review"
    );
    assert_eq!(event.id, Some(event.data["seq"].to_string()));
    assert_eq!(event.data["version"], town.track(&case).await["version"]);
}

#[actix_web::test]
async fn a_client_resumes_after_the_last_event_it_saw() {
    let town = Town::new().await;
    let case = town.case_in("assigned").await;
    let call = town
        .holder(&case)
        .get(&case.path("follow"))
        .header("last-event-id", "1");
    let mut stream = Stream::open(call).await;
    town.staff("ana").accepts(&case).await.ok();

    let mut seen = Vec::new();
    while seen.last().is_none_or(|event| event != "case.accepted") {
        seen.push(
            stream.next().await.unwrap().data["event"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    // What happened before the stream was opened comes with its first block.
    assert_eq!(seen.last().unwrap(), "case.accepted");
}

#[actix_web::test]
async fn what_was_missed_comes_first() {
    let town = Town::new().await;
    let case = town.case_in("assigned").await;
    let call = town
        .holder(&case)
        .get(&case.path("follow"))
        .header("last-event-id", "1");
    let text = call
        .raw()
        .send()
        .await
        .unwrap()
        .chunk()
        .await
        .unwrap()
        .unwrap();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(text.starts_with(": following"), "{text}");
    assert!(
        text.contains("event: case\n") && text.contains("case.assigned"),
        "{text}"
    );
    assert!(!text.contains("case.registered"), "{text}");
}

#[actix_web::test]
async fn streams_end_when_the_program_stops() {
    // O6
    let town = Town::new().await;
    let case = town.citizen("rosa").files("No hay luz.").await;
    let mut stream = Stream::open(town.holder(&case).get(&case.path("follow"))).await;
    town.parts.begin_to_stop();
    assert!(stream.next().await.is_none());
}

#[actix_web::test]
async fn staff_see_the_queue_move_within_their_reach() {
    let town = Town::new().await;
    let case = town.case_in("registered").await;
    let mut ana = Stream::open(town.staff("ana").get("/staff/follow")).await;
    let mut luis = Stream::open(town.staff("luis").get("/staff/follow")).await;

    town.brings(&case, "in_triage").await;
    let ana_id = town.body().colleague("ana").account;
    town.staff("dora")
        .assigns(&case, town.body().works, Some(ana_id))
        .await
        .ok();

    assert_eq!(luis.next().await.unwrap().data["event"], "case.triaged");
    assert_eq!(luis.next().await.unwrap().data["event"], "case.assigned");
    // News that arrive late are judged by the reach of now: the triage may be seen as well.
    let mut event = ana.next().await.unwrap().data;
    if event["event"] == "case.triaged" {
        event = ana.next().await.unwrap().data;
    }
    assert_eq!(
        (&event["event"], &event["number"]),
        (&"case.assigned".into(), &case.number.as_str().into())
    );
}
