//! The first cases of a fresh demonstration: a few told through the API like anybody's, and real records where the
//! neighbouring folder of data is present.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use diesel::prelude::*;
use hilo_platform::caller::{Door, Request};
use hilo_platform::chance;
use hilo_platform::db::Db;
use hilo_platform::problem::Problem;
use hilo_platform::sealed;
use hilo_reach::import::catalogue::{Format, ImportCatalogue, import_catalogue};
use hilo_reach::import::requests::{ImportRequests, import_requests};
use hilo_rules::numbers::EntityNumber;
use hilo_schema::{accounts, entities, sessions};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::describe::Description;
use crate::service::Parts;

/// Real requests shown at the first start; `hilo import` brings the rest.
const SHOWN: u64 = 5_000;
/// São Paulo in the demonstration.
const SAO_PAULO: &str = "0007";
/// Peñalolén in the demonstration.
const PENALOLEN: &str = "0005";

#[derive(Deserialize)]
struct Body {
    entity: String,
    language: String,
    cases: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    kind: String,
    story: String,
    to: String,
    answer: Option<String>,
    outcome: Option<String>,
    basis: Option<String>,
    dispute: Option<String>,
    /// How the person wants to be told; on the page when left out.
    notices: Option<String>,
}

type Done = Result<(), String>;

/// Tells the cases once; `marker` remembers that it was done.
///
/// # Errors
/// With the step that was refused. The next start tries again from where it stopped: each step has its own key.
pub async fn tell(description: &Description, parts: &Parts, marker: &Path) -> Done {
    let client = reqwest::Client::new();
    let bodies: Vec<Body> = yaml_serde::from_str(include_str!("cases.yaml"))
        .map_err(|error| format!("cases.yaml: {error}"))?;
    for body in &bodies {
        let crew = Crew::called(&client, parts, description, &body.entity).await?;
        for (i, told) in body.cases.iter().enumerate() {
            crew.tell(body, told, i).await?;
        }
    }
    std::fs::write(marker, "told\n").map_err(|error| error.to_string())
}

/// Who works on a demonstration case: somebody at the desk who writes, and the lead who signs.
struct Crew<'a> {
    client: &'a reqwest::Client,
    base: String,
    desk: Colleague,
    lead: Colleague,
}

struct Colleague {
    id: String,
    unit: Option<String>,
    token: String,
}

impl<'a> Crew<'a> {
    async fn called(
        client: &'a reqwest::Client,
        parts: &Parts,
        about: &Description,
        entity: &str,
    ) -> Result<Self, String> {
        let base = format!("{}/api/v1", about.base_url);
        let find = |role: &str| {
            let found = about
                .accounts
                .iter()
                .find(|account| account.entity == entity && account.role == role);
            found
                .map(|account| account.email.clone())
                .ok_or_else(|| format!("no {role} in {entity}"))
        };
        let desk = Colleague::called(client, &base, parts, entity, find("officer")?).await?;
        let lead = Colleague::called(client, &base, parts, entity, find("lead")?).await?;
        Ok(Self {
            client,
            base,
            desk,
            lead,
        })
    }

    async fn tell(&self, body: &Body, told: &Told, i: usize) -> Done {
        let mark = if body.language == "es" {
            "Demostración"
        } else {
            "Demonstração"
        };
        let notices = told.notices.as_deref().unwrap_or("page");
        let filing = json!({
            "entity": body.entity, "kind": told.kind, "story": format!("[{mark}] {}", told.story),
            "language": body.language, "filer": { "type": "natural", "name": mark, "notices": notices },
        });
        let key = format!("hilo-demonstration-{}-{i}", body.entity);
        let request = self
            .client
            .post(format!("{}/cases", self.base))
            .header("Idempotency-Key", key)
            .json(&filing);
        let receipt = sent(request).await?;
        let case = Case {
            number: text(&receipt, "number"),
            key: text(&receipt, "key"),
        };
        self.work(told, &case).await
    }

    /// Steps towards the wanted state, each given only when the case offers it.
    async fn work(&self, told: &Told, case: &Case) -> Done {
        let unit = self.desk.unit.clone().unwrap_or_default();
        let draft = json!({
            "outcome": told.outcome, "text": told.answer, "basis": told.basis, "step": "send_for_review",
        });
        let steps: [(&str, &Colleague, Value); 7] = [
            ("triage", &self.desk, json!({})),
            (
                "assign",
                &self.desk,
                json!({ "unit": unit, "assignee": self.desk.id }),
            ),
            ("accept", &self.desk, json!({})),
            ("draft", &self.desk, draft),
            ("review", &self.lead, json!({ "verdict": "approve" })),
            ("respond", &self.lead, json!({})),
            ("dispute", &self.desk, json!({ "reason": told.dispute })),
        ];
        let far = match told.to.as_str() {
            "registered" => 0,
            "in_triage" => 1,
            "assigned" => 2,
            "in_progress" => 3,
            "in_review" => 4,
            "notified" => 6,
            _ => 7,
        };
        for (step, who, body) in steps.into_iter().take(far) {
            let request = match step {
                "dispute" => self
                    .client
                    .post(format!("{}/cases/{}/dispute", self.base, case.number))
                    .header("Case-Key", &case.key),
                _ => self
                    .client
                    .post(format!("{}/staff/cases/{}/{step}", self.base, case.number))
                    .bearer_auth(&who.token)
                    .header("If-Match", "*"),
            };
            sent(request.json(&body))
                .await
                .map_err(|error| format!("{} {step}: {error}", case.number))?;
        }
        Ok(())
    }
}

struct Case {
    number: String,
    key: String,
}

impl Colleague {
    /// With a session made on the spot: signing in would use up the code that a newcomer is about to type.
    async fn called(
        client: &reqwest::Client,
        base: &str,
        parts: &Parts,
        entity: &str,
        email: String,
    ) -> Result<Self, String> {
        let token = session(parts.clone(), entity.to_owned(), email).await?;
        let me = sent(client.get(format!("{base}/staff/me")).bearer_auth(&token)).await?;
        let unit = me
            .pointer("/roles/0/unit/id")
            .and_then(Value::as_str)
            .map(str::to_owned);
        Ok(Self {
            id: text(&me, "id"),
            unit,
            token,
        })
    }
}

/// A short session of an account, and its access token.
async fn session(parts: Parts, entity: String, email: String) -> Result<String, String> {
    let making = tokio::task::spawn_blocking(move || {
        let request = Request::internal("tellFirstCases");
        let number: i16 = entity.parse().map_err(Problem::broken)?;
        let (entity, account) =
            parts
                .db
                .run_blocking(request.clone(), Door::Directory, true, |tx| {
                    let entity: Uuid = entities::table
                        .select(entities::id)
                        .filter(entities::number.eq(number))
                        .first(tx.conn)?;
                    let account: Uuid = accounts::table
                        .select(accounts::id)
                        .filter(accounts::email.eq(&email))
                        .first(tx.conn)?;
                    Ok((entity, account))
                })?;
        parts
            .db
            .run_blocking(request, Door::System(entity), false, |tx| {
                let id = Uuid::now_v7();
                diesel::insert_into(sessions::table)
                    .values((
                        sessions::entity_id.eq(entity),
                        sessions::id.eq(id),
                        sessions::account_id.eq(account),
                        sessions::refresh_hash.eq(sealed::digest(&chance::bytes::<32>())),
                        sessions::created_at.eq(tx.now),
                        sessions::seen_at.eq(tx.now),
                        sessions::ends_at.eq(tx.now + TimeDelta::minutes(10)),
                    ))
                    .execute(tx.conn)?;
                parts.tokens.issue(account, id, entity, tx.now)
            })
    });
    making
        .await
        .map_err(|error| error.to_string())?
        .map_err(|problem: Problem| problem.to_string())
}

async fn sent(request: reqwest::RequestBuilder) -> Result<Value, String> {
    let answer = request.send().await.map_err(|error| error.to_string())?;
    let status = answer.status();
    let body = answer.text().await.map_err(|error| error.to_string())?;
    if status.is_success() {
        Ok(serde_json::from_str(&body).unwrap_or_default())
    } else {
        Err(format!("{status} {body}"))
    }
}

fn text(value: &Value, name: &str) -> String {
    value
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// Imports a part of the real records where they are present; says what it did.
///
/// # Errors
/// When a file is there but cannot be imported.
pub fn import(db: &Db) -> Result<Vec<String>, String> {
    let Some(data) = shared_data() else {
        return Ok(Vec::new());
    };
    let number = |text: &str| {
        text.parse::<EntityNumber>()
            .map_err(|error| error.to_string())
    };
    let catalogues: HashMap<&str, (Format, &str)> = HashMap::from([
        (
            "catalogues/br_sao_paulo_sp156_carta_de_servicos_2026.json.gz",
            (Format::Sp156Charters, SAO_PAULO),
        ),
        (
            "catalogues/cl_penalolen_tramites_y_requisitos_2013.csv",
            (Format::PenalolenProcedures, PENALOLEN),
        ),
    ]);
    let mut done = Vec::new();
    for (file, (format, entity)) in catalogues {
        let file = data.join(file);
        if file.is_file() {
            let order = ImportCatalogue {
                format,
                entity: Some(number(entity)?),
                file,
            };
            let report = import_catalogue(db, &order).map_err(|error| error.to_string())?;
            done.push(report.to_string());
        }
    }
    let file = data.join("requests/br_sao_paulo_sp156_2020.csv.gz");
    if file.is_file() {
        let order = ImportRequests {
            mapping: "sp156".to_owned(),
            entity: number(SAO_PAULO)?,
            file,
            limit: Some(SHOWN),
            rejects: None,
        };
        done.push(
            import_requests(db, &order)
                .map_err(|error| error.to_string())?
                .to_string(),
        );
    }
    Ok(done)
}

/// The folder of real records beside the checkout, if there is one.
fn shared_data() -> Option<PathBuf> {
    let folder = Path::new("../shared/data");
    folder.is_dir().then(|| folder.to_path_buf())
}

/// A name for the marker of what was done.
pub fn marker(home: &Path, what: &str) -> PathBuf {
    home.join(format!("{what}.done"))
}
