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

    let missed_and_new = ["case.triaged", "case.assigned", "case.accepted"];
    assert_eq!(stream.until("case.accepted").await, missed_and_new);
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

    // News travel beside the request: those of before may still come, and each is judged by the reach of now.
    let seen = luis.until("case.assigned").await;
    assert_eq!(seen[seen.len() - 2], "case.triaged");
    let seen = ana.until("case.assigned").await;
    assert!(!seen.contains(&"case.accepted".to_owned()), "{seen:?}");
}

#[actix_web::test]
async fn a_case_beyond_the_reach_is_not_heard_of() {
    // Z4
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let mut carla = Stream::open(town.staff("carla").get("/staff/follow")).await;
    let mut other = Stream::open(town.staff_of("pe2", "luis").get("/staff/follow")).await;
    town.brings(&case, "in_review").await;

    let parks = town.case_in("in_triage").await;
    let (unit, officer) = (town.body().parks, town.body().colleague("carla").account);
    town.staff("dora")
        .assigns(&parks, unit, Some(officer))
        .await
        .ok();
    let mut filing = town.filing();
    filing["entity"] = town.other("pe2").number.clone().into();
    let elsewhere = town.files(filing).await;

    let event = carla.next().await.unwrap().data;
    assert_eq!(event["number"], parks.number.as_str());
    assert_eq!(
        other.next().await.unwrap().data["number"],
        elsewhere.number.as_str()
    );
}
