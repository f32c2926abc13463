//! What staff and people do with a case. Each verb matches any version; tests of versions call by hand.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Reply;
use super::client::Client;
use super::people::Filed;
use super::town::Town;

/// The way of a case to its end: each state and who brings it there.
const WAY: &[&str] = &[
    "registered",
    "in_triage",
    "assigned",
    "in_progress",
    "in_review",
    "approved",
    "responded",
    "notified",
    "closed",
];

impl Client<'_> {
    /// Any command of staff, by the last part of its path.
    pub async fn does(&self, case: &Filed, part: &str, body: Value) -> Reply {
        self.post(&case.desk(part), body)
            .header("if-match", "*")
            .await
    }

    pub async fn looks_at(&self, case: &Filed) -> Reply {
        self.get(&case.desk("")).await
    }

    pub async fn triages(&self, case: &Filed) -> Reply {
        self.does(case, "triage", json!({})).await
    }

    pub async fn assigns(&self, case: &Filed, unit: Uuid, assignee: Option<Uuid>) -> Reply {
        self.does(
            case,
            "assign",
            json!({ "unit": unit, "assignee": assignee }),
        )
        .await
    }

    pub async fn accepts(&self, case: &Filed) -> Reply {
        self.does(case, "accept", json!({})).await
    }

    pub async fn returns(&self, case: &Filed) -> Reply {
        self.does(
            case,
            "return",
            json!({ "reason": "The pole belongs to somebody else." }),
        )
        .await
    }

    /// `step` is `save` or `send_for_review`.
    pub async fn drafts(&self, case: &Filed, step: &str) -> Reply {
        let draft =
            json!({ "outcome": "accepted", "text": "The lamp was replaced.", "step": step });
        self.does(case, "draft", draft).await
    }

    pub async fn replies_interim(&self, case: &Filed, text: &str) -> Reply {
        self.does(case, "interim", json!({ "text": text })).await
    }

    pub async fn consults(&self, case: &Filed, question: Value) -> Reply {
        self.does(case, "consult", question).await
    }

    /// Answers a question by its id.
    pub async fn answers(&self, question: &str, text: &str) -> Reply {
        self.post(
            &format!("/staff/consultations/{question}/answer"),
            json!({ "text": text }),
        )
        .await
    }

    /// Takes a question back by its id.
    pub async fn cancels(&self, question: &str) -> Reply {
        self.post(
            &format!("/staff/consultations/{question}/cancel"),
            json!({}),
        )
        .header("if-match", "*")
        .await
    }

    pub async fn approves(&self, case: &Filed) -> Reply {
        self.does(case, "review", json!({ "verdict": "approve" }))
            .await
    }

    pub async fn sends_back(&self, case: &Filed, comment: &str) -> Reply {
        self.does(
            case,
            "review",
            json!({ "verdict": "send_back", "comment": comment }),
        )
        .await
    }

    pub async fn responds(&self, case: &Filed) -> Reply {
        self.does(case, "respond", json!({})).await
    }

    pub async fn reopens(&self, case: &Filed) -> Reply {
        self.does(
            case,
            "reopen",
            json!({ "reason": "The work was not carried out." }),
        )
        .await
    }

    pub async fn notes(&self, case: &Filed, text: &str) -> Reply {
        self.does(case, "notes", json!({ "text": text })).await
    }

    pub async fn says(&self, case: &Filed, text: &str) -> Reply {
        self.post(&case.path("messages"), json!({ "text": text }))
            .await
    }

    pub async fn says_with_key(&self, case: &Filed, text: &str, key: &str) -> Reply {
        self.post(&case.path("messages"), json!({ "text": text }))
            .key(key)
            .await
    }

    pub async fn withdraws(&self, case: &Filed) -> Reply {
        self.post(&case.path("withdraw"), json!({})).await
    }

    /// `solved` is `yes`, `partly` or `no`.
    pub async fn rates(&self, case: &Filed, stars: i16, solved: &str) -> Reply {
        self.post(
            &case.path("rating"),
            json!({ "stars": stars, "solved": solved }),
        )
        .await
    }

    pub async fn disputes(&self, case: &Filed) -> Reply {
        self.post(
            &case.path("dispute"),
            json!({ "reason": "The street is still dark." }),
        )
        .await
    }
}

impl Town {
    /// Brings a case from where it is on to a state (or to `approved`): dora routes, ana works, luis
    /// signs.
    pub async fn brings(&self, case: &Filed, state: &str) {
        let step_of = |state: &str| WAY.iter().position(|step| *step == state);
        let begin = step_of(&self.step_now(case).await).expect("a state on the way");
        let end = step_of(state).expect("a state on the way");
        for step in WAY.iter().take(end + 1).skip(begin + 1) {
            self.brings_to(case, step).await;
        }
    }

    async fn step_now(&self, case: &Filed) -> String {
        let state = self.track(case).await["state"].as_str().unwrap().to_owned();
        let approved = "responses r JOIN cases c ON c.id = r.case_id WHERE r.status = 'approved'";
        let number = format!(
            "{approved} AND c.key_hash = sha256(decode('{}', 'hex'))",
            case.key_hex()
        );
        if state == "in_review" && self.books.count(&number) > 0 {
            "approved".to_owned()
        } else {
            state
        }
    }

    async fn brings_to(&self, case: &Filed, state: &str) {
        let body = self.body();
        let reply = match state {
            "in_triage" => self.staff("dora").triages(case).await,
            "assigned" => {
                let ana = body.colleague("ana").account;
                self.staff("dora")
                    .assigns(case, body.works, Some(ana))
                    .await
            }
            "in_progress" => self.staff("ana").accepts(case).await,
            "in_review" => self.staff("ana").drafts(case, "send_for_review").await,
            "approved" => self.staff("luis").approves(case).await,
            "responded" => self.staff("luis").responds(case).await,
            "notified" => return self.settles().await,
            _ => {
                self.holder(case).rates(case, 5, "yes").await.ok();
                return self.settles().await;
            }
        };
        reply.ok();
    }

    /// A case of Rosa's that was brought to a state.
    pub async fn case_in(&self, state: &str) -> Filed {
        let case = self
            .citizen("rosa")
            .files("No hay luz en el poste frente al colegio.")
            .await;
        self.brings(&case, state).await;
        case
    }
}
