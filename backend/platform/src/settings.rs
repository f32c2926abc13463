//! Settings of the program, all from the environment, checked at start (promise S2).
//!
//! The table below is the documentation: `docs/settings.md` is printed from it.

use std::collections::HashMap;

/// One setting as it is documented.
#[derive(Debug)]
pub struct Setting {
    pub name: &'static str,
    pub default: Option<&'static str>,
    /// Production does not start without it.
    pub is_required: bool,
    pub what: &'static str,
}

/// Every setting there is.
#[rustfmt::skip]
pub const SETTINGS: &[Setting] = &[
    Setting { name: "HILO_MODE", default: Some("production"), is_required: false, what: "`production` or `development`; development is set by `make run`." },
    Setting { name: "DATABASE_URL", default: None, is_required: true, what: "PostgreSQL of the program. Its role must be a member of `hilo_app` and own nothing." },
    Setting { name: "DATABASE_OWNER_URL", default: None, is_required: false, what: "PostgreSQL for `hilo migrate` and `hilo pack`; `DATABASE_URL` when empty." },
    Setting { name: "HILO_SECRET", default: None, is_required: true, what: "At least 32 random characters; seals second-factor secrets. Keep it with the backups." },
    Setting { name: "HILO_TOKEN_KEYS", default: None, is_required: true, what: "Ed25519 seeds for access tokens, `kid:base64` separated by commas; the first signs, all verify." },
    Setting { name: "HILO_BIND", default: Some("127.0.0.1"), is_required: false, what: "Address to listen on." },
    Setting { name: "HILO_PORT", default: Some("8080"), is_required: false, what: "Port of the API and the pages." },
    Setting { name: "HILO_METRICS_PORT", default: Some("9464"), is_required: false, what: "Port of the Prometheus listener, on the same address." },
    Setting { name: "HILO_PUBLIC_URL", default: None, is_required: true, what: "Address that people use, without a slash at the end; links in mails and the Origin check." },
    Setting { name: "HILO_WEB", default: Some("frontend/dist"), is_required: false, what: "Folder of the built pages." },
    Setting { name: "HILO_FILES", default: None, is_required: true, what: "File store: `file:///folder` or `s3://bucket` (with the usual AWS_* variables)." },
    Setting { name: "HILO_MAIL", default: None, is_required: true, what: "SMTP server: `smtp://host:port` or `smtps://user:password@host:port`." },
    Setting { name: "HILO_MAIL_FROM", default: None, is_required: true, what: "Sender of all mails, such as `Hilo <no-reply@example.org>`." },
    Setting { name: "HILO_SMS", default: Some(""), is_required: false, what: "Gateway for text messages: each is sent there as `POST {id, to, from, text}` in JSON. Empty: who chose text messages is told on the case page." },
    Setting { name: "HILO_SMS_TOKEN", default: Some(""), is_required: false, what: "Token that the gateway wants, sent as `Authorization: Bearer`." },
    Setting { name: "HILO_SMS_FROM", default: Some("Hilo"), is_required: false, what: "Sender of all text messages, as the gateway knows it." },
    Setting { name: "HILO_POOL", default: Some("6"), is_required: false, what: "Database connections for everything but filing." },
    Setting { name: "HILO_FILING_POOL", default: Some("6"), is_required: false, what: "Database connections kept for filing." },
    Setting { name: "HILO_WORKERS", default: Some("2"), is_required: false, what: "HTTP worker threads." },
    Setting { name: "HILO_TRUSTED_PROXIES", default: Some(""), is_required: false, what: "Addresses whose X-Forwarded-For is believed, separated by commas." },
    Setting { name: "HILO_LIMIT_PER_MINUTE", default: Some("600"), is_required: false, what: "Requests a minute of one address; filings a tenth of it." },
    Setting { name: "HILO_CHECKPOINTS", default: Some(""), is_required: false, what: "File outside of the database to which `hilo checkpoint` adds signed checkpoints of the record; keep it elsewhere." },
    Setting { name: "HILO_DIR", default: Some(".hilo"), is_required: false, what: "State folder of `make run`." },
];

/// Settings read from the environment.
#[derive(Debug, Clone)]
pub struct Settings(HashMap<&'static str, String>);

impl Settings {
    /// Reads the environment; `overrides` win.
    ///
    /// # Errors
    /// The names of required settings that are missing in production, with what they are for.
    pub fn read(overrides: &[(&'static str, String)]) -> Result<Self, String> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that reads the environment"
        )]
        let from_environment =
            |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let mut values = HashMap::new();
        for setting in SETTINGS {
            let given = overrides
                .iter()
                .find(|(name, _)| *name == setting.name)
                .map(|(_, value)| value.clone());
            let value = given
                .or_else(|| from_environment(setting.name))
                .or(setting.default.map(str::to_owned));
            if let Some(value) = value {
                values.insert(setting.name, value);
            }
        }
        Ok(Self(values))
    }

    /// Refuses to go on without what production needs.
    ///
    /// # Errors
    /// One line for each missing or weak setting.
    pub fn complete(&self) -> Result<(), String> {
        let mut missing: Vec<String> = SETTINGS
            .iter()
            .filter(|setting| {
                setting.is_required && self.0.get(setting.name).is_none_or(String::is_empty)
            })
            .map(|setting| format!("{} is missing: {}", setting.name, setting.what))
            .collect();
        if self
            .0
            .get("HILO_SECRET")
            .is_some_and(|secret| secret.len() < 32)
        {
            missing.push("HILO_SECRET is too short: at least 32 random characters".to_owned());
        }
        if missing.is_empty() {
            Ok(())
        } else {
            Err(missing.join("\n"))
        }
    }

    /// A setting that has a default or was found complete; empty otherwise.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// A setting that is a number.
    ///
    /// # Errors
    /// When it is none, naming the setting.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, String> {
        self.text(name)
            .parse()
            .map_err(|_| format!("{name} must be a number, not {:?}", self.text(name)))
    }

    /// Runs on a developer's machine.
    pub fn is_development(&self) -> bool {
        self.text("HILO_MODE") == "development"
    }
}

/// The table as Markdown.
pub fn as_markdown() -> String {
    let mut page = String::from(
        "# Settings\n\nGenerated from `backend/platform/src/settings.rs` by `make gen`; never edited.\n\
         All settings come from the environment.\n\n| name | default | needed in production | what |\n|---|---|---|---|\n",
    );
    for setting in SETTINGS {
        let default = setting
            .default
            .filter(|text| !text.is_empty())
            .map(|text| format!("`{text}`"));
        let needed = if setting.is_required { "yes" } else { "" };
        page.push_str(&format!(
            "| `{}` | {} | {needed} | {} |\n",
            setting.name,
            default.unwrap_or_default(),
            setting.what
        ));
    }
    page
}
