//! `dev.json`: what a script or a test needs to know of the running instance, and what a newcomer reads in the terminal.

use std::path::Path;
use std::time::Duration;

use hilo_local::mail_sink::MailSink;
use hilo_local::sms_sink::SmsSink;
use hilo_registry::demo::Demo;
use serde::{Deserialize, Serialize};

use super::home::write_private;
use super::house::Addresses;

/// The running instance.
#[derive(Debug, Serialize, Deserialize)]
pub struct Description {
    pub base_url: String,
    pub metrics_url: String,
    /// As the program's role: it owns nothing, and row security shows it nothing until `hilo.entity_id` is set.
    pub database_url: String,
    /// As the owner of the schema.
    pub database_owner_url: String,
    pub mail: Mail,
    /// Missing in what earlier programs wrote.
    #[serde(default)]
    pub sms: Sms,
    pub accounts: Vec<Account>,
    pub api_keys: Vec<ApiKey>,
    pub entities: Vec<Entity>,
}

/// The mail sink.
#[derive(Debug, Serialize, Deserialize)]
pub struct Mail {
    pub smtp: String,
    pub http: String,
}

/// Where text messages land.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Sms {
    /// Where a gateway is expected.
    pub gateway: String,
    /// Where they are read.
    pub http: String,
}

/// Somebody who can sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    pub role: String,
    pub entity: String,
    pub unit: Option<String>,
    pub email: String,
    pub password: String,
    pub totp_secret: String,
}

/// A key of a municipal system.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ApiKey {
    pub scopes: Vec<String>,
    pub entity: String,
    pub key: String,
}

/// A public body.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entity {
    pub number: String,
    pub name: String,
    pub pack: String,
}

impl Description {
    /// What was written at an earlier start; passwords are only known from there.
    pub fn read(path: &Path) -> Option<Self> {
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }

    /// Puts together what is new and what was known.
    pub fn of(
        loaded: Demo,
        known: Option<Self>,
        base_url: &str,
        metrics_url: &str,
        addresses: &Addresses,
        (sink, texts): (&MailSink, &SmsSink),
    ) -> Self {
        let (mut accounts, mut api_keys) = known
            .map(|known| (known.accounts, known.api_keys))
            .unwrap_or_default();
        accounts.extend(loaded.accounts.into_iter().map(|account| Account {
            role: account.role.to_string(),
            entity: account.entity.to_string(),
            unit: account.unit,
            email: account.email,
            password: account.password,
            totp_secret: account.totp_secret,
        }));
        api_keys.extend(loaded.keys.into_iter().map(|key| ApiKey {
            scopes: key.scopes,
            entity: key.entity.to_string(),
            key: key.key,
        }));
        Self {
            base_url: base_url.to_owned(),
            metrics_url: metrics_url.to_owned(),
            database_url: addresses.program.clone(),
            database_owner_url: addresses.owner.clone(),
            mail: Mail {
                smtp: sink.smtp_addr().to_string(),
                http: sink.http_url(),
            },
            sms: Sms {
                gateway: texts.gateway_url(),
                http: texts.http_url(),
            },
            accounts,
            api_keys,
            entities: loaded
                .entities
                .into_iter()
                .map(|entity| Entity {
                    number: entity.number.to_string(),
                    name: entity.name,
                    pack: entity.pack,
                })
                .collect(),
        }
    }

    /// Writes the file, readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        write_private(path, &(text + "\n"))
    }

    /// Tells a newcomer where to go.
    pub fn print(&self, path: &Path, took: Duration) {
        println!(
            "\nHilo is running (started in {:.1} s). Stop it with Ctrl-C.\n",
            took.as_secs_f32()
        );
        println!("  People        {}/", self.base_url);
        println!("  Staff         {}/staff", self.base_url);
        println!("  API pages     {}/api/docs/", self.base_url);
        println!("  Mails sent    {}", self.mail.http);
        println!("  Texts sent    {}", self.sms.http);
        println!("  Metrics       {}\n", self.metrics_url);
        println!(
            "Demonstration bodies and their accounts. Passwords, second-factor secrets and keys are in\n{}:\n",
            path.display()
        );
        for entity in &self.entities {
            println!("  {}  {}", entity.number, entity.name);
            for account in self
                .accounts
                .iter()
                .filter(|account| account.entity == entity.number)
            {
                println!("        {:<14} {}", account.role, account.email);
            }
        }
        println!();
    }
}
