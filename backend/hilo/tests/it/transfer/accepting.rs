//! Accept a transfer: one step at two bodies (anchors check 12; DS 007 art. 16.1 a).

use chrono::TimeDelta;
use futures_util::future::join;
use hilo_platform::caller::{Door, Request};
use serde_json::{Value, json};

use crate::kit::files::pdf;
use crate::kit::{Town, invariants};

#[actix_web::test]
async fn an_accepted_case_goes_on_at_the_other_body_and_the_person_follows_it() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let (case, offer) = town.offered_to("pe2").await;
    town.passes(TimeDelta::days(1));

    let number = town.staff_of("pe2", "luis").takes_over(&offer).await.ok()["number"].clone();

    // Both reference codes, the present holder and since when: the key of the first case opens both.
    let (old, new) = (
        town.track(&case).await,
        town.track(&case.under(&number)).await,
    );
    assert_eq!(old["state"], "transferred");
    assert_eq!(old["holder"]["entity"], "Municipalidad de Puerto Sur");
    assert_eq!(old["holder"]["since"], new["filed_at"]);
    assert_eq!(
        (&old["links"][0]["kind"], &old["links"][0]["number"]),
        (&json!("transferred_to"), &number)
    );
    assert_eq!(old["links"][0]["entity"], town.other("pe2").name);
    assert_eq!(
        (&new["links"][0]["kind"], &new["links"][0]["number"]),
        (&json!("transferred_from"), &json!(case.number))
    );
    assert_eq!(
        (&new["state"], &new["story"]),
        (&json!("registered"), &old["story"])
    );
    // A term of its own from the day after its receipt; what the person has waited goes on.
    assert_eq!(new["waiting_since"], old["filed_at"]);
    assert_eq!(
        (&old["due"]["on"], &new["due"]["on"]),
        (&json!("2026-10-23"), &json!("2026-10-26")),
        "thirty working days, from the 11th and from the 14th"
    );
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn what_the_person_said_and_sent_comes_along() {
    let town = Town::new().await;
    let case = town.case_in("in_triage").await;
    let rosa = town.holder(&case);
    let file = pdf();
    rosa.upload(&case.path("attachments"), "poste.pdf", file.clone())
        .await
        .ok();
    rosa.says(&case, "El poste sigue apagado.").await.ok();
    let seen = town
        .staff("luis")
        .offers(&case, &town.other("pe2").number)
        .await
        .ok();

    let luis = town.staff_of("pe2", "luis");
    let number = luis
        .takes_over(seen["transfer"]["id"].as_str().unwrap())
        .await
        .ok()["number"]
        .clone();

    let moved = case.under(&number);
    let seen = luis.looks_at(&moved).await.ok();
    assert_eq!(seen["messages"][0]["text"], "El poste sigue apagado.");
    assert_eq!(seen["attachments"][0]["name"], "poste.pdf");
    let id = seen["attachments"][0]["id"].as_str().unwrap();
    let fetched = rosa.get(&moved.path(&format!("attachments/{id}"))).await;
    assert_eq!((fetched.status, fetched.body), (200, file));
    let why = "/staff/cases/";
    let uncovered = luis
        .get(&format!("{why}{}?reason=calling+back", moved.number))
        .await
        .ok();
    assert_eq!(uncovered["filer"]["email"], "rosa@people.example");
}

#[actix_web::test]
async fn the_person_is_told_of_the_new_number_in_their_language() {
    let town = Town::new().await;
    let (case, offer) = town.offered_to("pe2").await;
    let number = town.staff_of("pe2", "luis").takes_over(&offer).await.ok()["number"].clone();

    town.settles().await;

    let letters = town.letters_to("rosa@people.example");
    let moved = letters
        .iter()
        .find(|letter| letter.subject.contains("pasó a otra entidad"))
        .expect("a letter about the transfer");
    assert!(moved.subject.contains(&case.number));
    let number = number.as_str().unwrap();
    assert!(moved.text.contains(number), "{}", moved.text);
    assert!(
        letters
            .iter()
            .any(|letter| letter.subject == format!("Recibimos su caso {number}"))
    );
}

#[actix_web::test]
async fn the_sender_sees_what_became_of_its_case() {
    let town = Town::new().await;
    let (case, offer) = town.offered_to("pe2").await;
    let number = town.staff_of("pe2", "luis").takes_over(&offer).await.ok()["number"].clone();
    let seen = town.staff("luis").looks_at(&case).await.ok();
    assert_eq!(
        (
            &seen["state"],
            &seen["transfer"]["state"],
            &seen["transfer"]["receiver_number"]
        ),
        (&json!("transferred"), &json!("accepted"), &number)
    );
    // Neither body sees the other's case.
    let moved = case.under(&number);
    town.staff("luis")
        .looks_at(&moved)
        .await
        .refused(404, "case.not-found");
    town.staff_of("pe2", "luis")
        .looks_at(&case)
        .await
        .refused(404, "case.not-found");
    // Ley 19.880 art. 24 bis: what went to another body is on record.
    let logged = format!("access_log WHERE reason = 'transfer to {}'", moved.number);
    assert_eq!(town.books.count(&logged), 1);
    let actors = "SELECT DISTINCT actor_kind FROM history WHERE event = 'case.transferred'";
    assert_eq!(
        town.books.lines(actors),
        ["system"],
        "nobody acts in a body that is not theirs"
    );
}

#[actix_web::test]
async fn a_chain_of_transfers_keeps_the_first_filing() {
    let town = Town::new().await;
    let (case, offer) = town.offered_to("pe2").await;
    town.passes(TimeDelta::hours(30));
    let second = town.staff_of("pe2", "luis").takes_over(&offer).await.ok()["number"].clone();
    let onward = case.under(&second);
    let seen = town
        .staff_of("pe2", "luis")
        .offers(&onward, &town.body().number)
        .await
        .ok();
    town.passes(TimeDelta::hours(5));
    let third = town
        .staff("luis")
        .takes_over(seen["transfer"]["id"].as_str().unwrap())
        .await
        .ok()["number"]
        .clone();
    let last = town.track(&onward.under(&third)).await;
    assert_eq!(last["waiting_since"], case.receipt["filed_at"]);
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn of_two_answers_at_once_one_counts() {
    let town = Town::new().await;
    let (_, offer) = town.offered_to("pe2").await;
    let (luis, lena) = (town.staff_of("pe2", "luis"), town.staff_of("pe2", "luis"));

    let (yes, no) = join(luis.takes_over(&offer), lena.turns_down(&offer)).await;

    let mut statuses = [yes.status, no.status];
    statuses.sort_unstable();
    assert!(
        statuses[0] < 300 && statuses[1] == 409,
        "{statuses:?} {} {}",
        yes.text(),
        no.text()
    );
    let taken = town
        .books
        .count("cases WHERE entity_id <> (SELECT id FROM entities WHERE number = 1)");
    assert_eq!(taken == 1, yes.status == 200);
    luis.takes_over(&offer)
        .await
        .refused(409, "transfer.answered");
    luis.turns_down(&offer)
        .await
        .refused(409, "transfer.answered");
    invariants::hold(&town.books);
}

#[actix_web::test]
async fn an_offer_ends_with_its_case() {
    let town = Town::new().await;
    let (case, offer) = town.offered_to("pe2").await;
    town.holder(&case).withdraws(&case).await.ok();
    assert_eq!(
        town.books.lines("SELECT state FROM transfers"),
        ["withdrawn"]
    );
    let luis = town.staff_of("pe2", "luis");
    assert_eq!(luis.offered().await, Vec::<Value>::new());
    luis.takes_over(&offer)
        .await
        .refused(409, "transfer.answered");
}

#[actix_web::test]
async fn an_offer_ends_with_the_kind_that_was_offered() {
    // what the receiver says yes to is what it read
    let town = Town::new().await;
    let (case, offer) = town.offered_to("pe2").await;
    let dora = town.staff("dora");
    dora.triages(&case).await.ok();
    assert_eq!(town.books.lines("SELECT state FROM transfers"), ["offered"]);
    let other = json!({ "kind": "suggestion", "reason": "An idea, not a complaint." });
    dora.post(&case.desk("reclassify"), other)
        .header("if-match", "*")
        .await
        .ok();
    assert_eq!(
        town.books.lines("SELECT state FROM transfers"),
        ["withdrawn"]
    );
    town.staff_of("pe2", "luis")
        .takes_over(&offer)
        .await
        .refused(409, "transfer.answered");
}

#[actix_web::test]
async fn no_other_body_can_be_worked_at_through_a_transfer() {
    // Z2: the wall is moved by a transfer that names both bodies, and back again
    let town = Town::new().await;
    let (_, offer) = town.offered_to("pe2").await;
    let offer = offer.parse().unwrap();
    let numbers = |entity| {
        town.parts.db.run_blocking(
            Request::internal("test"),
            Door::System(entity),
            false,
            |tx| {
                let there = tx.across(offer, |tx| tx.entity())?;
                Ok((there, tx.entity()?))
            },
        )
    };
    let (pe, pe2, cl) = (town.body().id, town.other("pe2").id, town.other("cl").id);
    assert_eq!(numbers(pe).unwrap(), (pe2, pe));
    assert_eq!(numbers(pe2).unwrap(), (pe, pe2));
    assert!(numbers(cl).is_err());
}
