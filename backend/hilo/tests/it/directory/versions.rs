//! Which version of the law holds: known, replayed over past cases, approved by a second person, from a day on (promise
//! T3; PE-31, PE-85).

use chrono::NaiveDate;
use hilo::packs::{Proposal, Replay, apply, approve, propose, replay};
use hilo_platform::caller::{Door, Request};
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_rules::packs::{Pack, shipped};
use hilo_rules::vocabulary::Kind;
use uuid::Uuid;

use crate::kit::Town;

/// Peru's book with twenty days instead of thirty: stricter than the law, which a body may be.
fn stricter() -> Pack {
    let mut pack = shipped()
        .unwrap()
        .into_iter()
        .find(|pack| pack.name == "pe-libro")
        .unwrap();
    pack.version += 1;
    let complaint = pack.kinds.get_mut(&Kind::Complaint).unwrap();
    complaint.clock.as_mut().unwrap().length = 20;
    pack
}

/// As the program, in the body of the town.
async fn within<T: Send + 'static>(
    town: &Town,
    work: impl FnOnce(&mut Tx<'_>) -> Answer<T> + Send + 'static,
) -> Result<T, Problem> {
    let door = Door::System(town.body().id);
    let done = town
        .parts
        .db
        .command(Request::internal("changePacks"), door, work)
        .await;
    town.parts.directory.forget();
    done
}

async fn known(town: &Town, pack: &Pack) -> Uuid {
    let (url, pack) = (town.database.owner_url(), pack.clone());
    let name = format!("name = '{}' AND version = {}", pack.name, pack.version);
    actix_web::web::block(move || apply(&url, &[pack]).unwrap())
        .await
        .unwrap();
    let id = town
        .books
        .lines(&format!("SELECT id FROM packs WHERE {name}"));
    id[0].parse().unwrap()
}

async fn proposed(town: &Town, pack: &Pack, id: Uuid, from_on: &str) -> Replay {
    let (directory, pack) = (town.parts.directory.clone(), pack.clone());
    let from_on: NaiveDate = from_on.parse().unwrap();
    within(town, move |tx| {
        let found = replay(tx, &directory, &pack)?;
        let proposal = Proposal {
            pack: id,
            from_on,
            by: "adam@pe.example",
            replay: &found,
        };
        propose(tx, &directory, &pack, &proposal)?;
        Ok(found)
    })
    .await
    .unwrap()
}

#[actix_web::test]
async fn a_version_counts_for_new_cases_once_a_second_person_approved_it_and_its_day_has_come() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    let before = town.case_in("registered").await;
    assert_eq!(before.receipt["due_on"], "2026-10-23");
    let pack = stricter();
    // What a body follows today is written down before the new version is known to the program.
    let (directory, current) = (town.parts.directory.clone(), stricter());
    let of_now = town
        .books
        .lines("SELECT id FROM packs WHERE name = 'pe-libro' ORDER BY version DESC LIMIT 1");
    let of_now: Uuid = of_now[0].parse().unwrap();
    within(&town, move |tx| {
        let nothing = Replay::default();
        let proposal = Proposal {
            pack: of_now,
            from_on: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
            by: "adam@pe.example",
            replay: &nothing,
        };
        propose(tx, &directory, &current, &proposal)
    })
    .await
    .unwrap();
    let id = known(&town, &pack).await;

    let found = proposed(&town, &pack, id, "2026-09-14").await;
    assert_eq!((found.cases, found.due_earlier, found.due_later), (1, 1, 0));
    assert_eq!(
        found.examples,
        [format!("{}: due 2026-10-23 → 2026-10-09", before.number)]
    );

    let filed = async || town.case_in("registered").await.receipt["due_on"].clone();
    assert_eq!(filed().await, "2026-10-23", "nobody approved it yet");
    let same = within(&town, move |tx| approve(tx, id, "adam@pe.example")).await;
    assert!(same.is_err(), "two persons");
    assert!(
        within(&town, move |tx| approve(tx, id, "luis@pe.example"))
            .await
            .unwrap()
    );
    assert_eq!(filed().await, "2026-10-23", "its day has not come");
    town.passes(chrono::TimeDelta::days(4));
    town.parts.directory.forget();
    assert_eq!(
        filed().await,
        "2026-10-13",
        "twenty working days from Monday the 14th"
    );
    assert_eq!(
        town.track(&before).await["due"]["on"],
        "2026-10-23",
        "old cases keep theirs"
    );
    let pinned =
        "SELECT p.version FROM cases c JOIN packs p ON p.id = c.pack_id ORDER BY c.correlative";
    let versions = town.books.lines(pinned);
    assert!(versions[0] < versions[3], "{versions:?}");
}

#[actix_web::test]
async fn a_replay_names_what_would_not_be_handled_or_not_end_like_this() {
    let town = Town::on("pe", "2026-09-10T15:00:00Z").await;
    town.case_in("notified").await;
    let mut query = town.filing();
    query["kind"] = serde_json::json!("query");
    town.files(query).await;
    let mut pack = stricter();
    pack.kinds.remove(&Kind::Query);
    pack.kinds
        .get_mut(&Kind::Complaint)
        .unwrap()
        .outcomes
        .retain(|outcome| outcome.as_str() == "denied");
    let directory = town.parts.directory.clone();
    let found = within(&town, move |tx| replay(tx, &directory, &pack))
        .await
        .unwrap();
    assert_eq!(
        (found.cases, found.not_handled, found.ended_otherwise),
        (2, 1, 1)
    );
}
