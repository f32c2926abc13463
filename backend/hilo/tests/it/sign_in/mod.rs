//! Sign-in and sessions of staff (reliability 1.6).

mod cookies;
mod forged;
mod guessing;
mod refreshing;
mod revoking;

use serde_json::{Value, json};
use totp_rs::{Algorithm, Builder, Secret};

use crate::kit::{Reply, Town};

/// The code that a colleague's app shows now, or so many steps of 30 seconds later.
fn code(town: &Town, name: &str, later: u64) -> String {
    let secret = Secret::try_from_base32(&town.body().colleague(name).totp_secret).unwrap();
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(secret);
    let second = u64::try_from(town.now().timestamp()).unwrap() + later * 30;
    totp.build().unwrap().generate(second).to_string()
}

/// What a colleague sends to sign in.
pub fn proof(town: &Town, name: &str) -> Value {
    let colleague = town.body().colleague(name);
    json!({
        "email": colleague.email, "password": colleague.password, "code": code(town, name, 0), "delivery": "bearer",
    })
}

async fn signs_in(town: &Town, proof: Value) -> Reply {
    town.visitor().post("/staff/sign-in", proof).await
}

/// The tokens of a colleague who signs in.
async fn tokens(town: &Town, name: &str) -> (String, String) {
    let seen = signs_in(town, proof(town, name)).await.ok();
    let text = |name: &str| seen["tokens"][name].as_str().unwrap().to_owned();
    (text("access_token"), text("refresh_token"))
}
