//! The main journey: a person files, a unit gets it, somebody answers, the person is told, rates and
//! disputes.

use serde_json::json;

use crate::kit::Town;

#[actix_web::test]
async fn a_person_files_is_answered_told_rates_and_disputes() {
    // issue 2: the main job, end to end
    let town = Town::new().await;
    let rosa = town.citizen("rosa");
    let case = rosa
        .files("No hay luz en el poste frente al colegio.")
        .await;
    assert_eq!(town.track(&case).await["state"], "registered");

    town.brings(&case, "notified").await;
    let seen = town.track(&case).await;
    assert_eq!(
        (&seen["state"], &seen["outcome"]),
        (&json!("notified"), &json!("accepted"))
    );
    assert_eq!(seen["response"]["text"], "The lamp was replaced.");
    assert_eq!(seen["due"]["is_stopped"], true);
    assert_eq!(
        seen["actions"],
        json!(["rateCase", "disputeCase", "addMessage", "uploadAttachment"])
    );
    let subjects: Vec<_> = town
        .letters_to(&rosa.email())
        .into_iter()
        .map(|letter| letter.subject)
        .collect();
    assert_eq!(
        subjects,
        [
            format!("Recibimos su caso {}", case.number),
            format!("Hay una respuesta a su caso {}", case.number),
        ]
    );

    let person = town.holder(&case);
    assert_eq!(
        person.rates(&case, 2, "no").await.ok()["rating"]["stars"],
        2
    );
    let again = person.disputes(&case).await.ok();
    assert_eq!(
        (&again["state"], &again["cycle"]),
        (&json!("in_progress"), &json!(2))
    );
    assert_eq!(again["due"]["is_stopped"], false);

    let events = town.books.lines("SELECT event FROM history ORDER BY seq");
    assert_eq!(
        events.join(" "),
        "case.registered case.triaged case.assigned case.accepted case.drafted \
        case.sent-for-review case.approved case.responded case.notified case.rated case.disputed"
    );
}
