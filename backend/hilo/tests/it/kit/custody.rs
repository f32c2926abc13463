//! What staff do between bodies, and between cases.

use serde_json::{Value, json};

use super::Reply;
use super::client::Client;
use super::people::Filed;
use super::town::Town;

impl Client<'_> {
    /// Joins a case to an older one.
    pub async fn merges(&self, case: &Filed, into: &str) -> Reply {
        self.post(&case.desk("merge"), json!({ "into": into }))
            .header("if-match", "*")
            .await
    }

    /// Makes one work item of two cases.
    pub async fn groups(&self, case: &Filed, with: &str) -> Reply {
        self.post(&case.desk("group"), json!({ "with": with }))
            .header("if-match", "*")
            .await
    }

    /// Takes a case out of its group.
    pub async fn ungroups(&self, case: &Filed) -> Reply {
        self.post(&case.desk("ungroup"), json!({ "reason": "Another pole." }))
            .header("if-match", "*")
            .await
    }

    /// Makes cases of their own of parts.
    pub async fn splits(&self, case: &Filed, parts: Value) -> Reply {
        self.post(&case.desk("split"), json!({ "parts": parts }))
            .header("if-match", "*")
            .await
    }

    /// Numbers of the cases of a view.
    pub async fn numbers_in(&self, view: &str) -> Vec<String> {
        let page = self.get(&format!("/staff/cases?view={view}")).await.ok();
        let items = page["items"].as_array().unwrap();
        let mut numbers: Vec<String> = items
            .iter()
            .map(|item| item["number"].as_str().unwrap().to_owned())
            .collect();
        numbers.sort();
        numbers
    }

    /// Offers a case to the body of a number.
    pub async fn offers(&self, case: &Filed, to: &str) -> Reply {
        let wish = json!({ "to": to, "reason": "The road belongs to the other body." });
        self.post(&case.desk("transfer"), wish)
            .header("if-match", "*")
            .await
    }

    /// What other bodies offer to this one.
    pub async fn offered(&self) -> Vec<Value> {
        let page = self.get("/staff/transfers").await.ok();
        page["items"].as_array().unwrap().clone()
    }

    pub async fn takes_over(&self, offer: &str) -> Reply {
        self.post(&format!("/staff/transfers/{offer}/accept"), json!({}))
            .await
    }

    pub async fn turns_down(&self, offer: &str) -> Reply {
        let why = json!({ "reason": "It was handed to the district in 2019." });
        self.post(&format!("/staff/transfers/{offer}/refuse"), why)
            .await
    }
}

impl Town {
    /// Units say "not ours" so many times.
    pub async fn bounces(&self, case: &Filed, times: usize) {
        for _ in 0..times {
            self.brings(case, "assigned").await;
            self.staff("ana").returns(case).await.ok();
        }
    }

    /// A case of Rosa's that luis offers to another body, and the id of the offer.
    pub async fn offered_to(&self, body: &str) -> (Filed, String) {
        let case = self.case_in("in_triage").await;
        let seen = self
            .staff("luis")
            .offers(&case, &self.other(body).number)
            .await
            .ok();
        let offer = seen["transfer"]["id"].as_str().unwrap().to_owned();
        (case, offer)
    }
}

impl Filed {
    /// The same person's hold of a case under another number.
    pub fn under(&self, number: &Value) -> Self {
        Self {
            number: number.as_str().unwrap().to_owned(),
            ..self.clone()
        }
    }
}
