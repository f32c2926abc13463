//! Nothing ships with a default key or account: the program refuses to start without its secrets (promise S2).

use std::process::{Command, Output};

use hilo_platform::settings::SETTINGS;

use crate::kit::{empty_database, settings};

fn hilo(arguments: &[&str], environment: &[(&str, String)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hilo"));
    command.args(arguments).env_clear();
    command.envs(
        environment
            .iter()
            .map(|(name, value)| (*name, value.as_str())),
    );
    command.output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn complete() -> Vec<(&'static str, String)> {
    let mut all = settings(
        "postgres://nobody@127.0.0.1:1/none",
        "http://127.0.0.1:8080",
        &[],
    );
    all.push(("HILO_MAIL", "smtp://127.0.0.1:1".to_owned()));
    all
}

#[test]
fn without_settings_the_program_refuses_and_names_each_that_is_missing() {
    for command in ["serve", "work"] {
        let output = hilo(&[command], &[]);
        assert!(!output.status.success(), "{command}");
        for setting in SETTINGS.iter().filter(|setting| setting.is_required) {
            assert!(
                told(&output).contains(&format!("{} is missing", setting.name)),
                "{command}: {}",
                told(&output)
            );
        }
    }
}

#[test]
fn each_required_setting_is_missed_alone_and_empty() {
    for setting in SETTINGS.iter().filter(|setting| setting.is_required) {
        let mut environment = complete();
        for (name, value) in &mut environment {
            if *name == setting.name {
                value.clear();
            }
        }
        let output = hilo(&["serve"], &environment);
        assert!(!output.status.success(), "{}", setting.name);
        assert_eq!(
            told(&output).trim(),
            format!("hilo: {} is missing: {}", setting.name, setting.what)
        );
    }
}

#[test]
fn weak_and_unreadable_secrets_are_refused() {
    for (name, value, why) in [
        ("HILO_SECRET", "short", "HILO_SECRET is too short"),
        ("HILO_TOKEN_KEYS", "none", "HILO_TOKEN_KEYS"),
        ("HILO_TOKEN_KEYS", "k:AAAA", "HILO_TOKEN_KEYS"),
        ("HILO_POOL", "many", "HILO_POOL must be a number"),
        ("HILO_TRUSTED_PROXIES", "anybody", "HILO_TRUSTED_PROXIES"),
        ("HILO_FILES", "nowhere", "HILO_FILES"),
    ] {
        let mut environment = complete();
        environment.retain(|(known, _)| *known != name);
        environment.push((name, value.to_owned()));
        let output = hilo(&["serve"], &environment);
        assert!(
            !output.status.success() && told(&output).contains(why),
            "{name}: {}",
            told(&output)
        );
        assert!(!told(&output).contains("panicked"), "{}", told(&output));
    }
}

#[test]
fn migrating_by_the_command_works_and_asks_for_an_address() {
    let output = hilo(&["migrate"], &[]);
    assert!(
        !output.status.success() && told(&output).contains("DATABASE_OWNER_URL"),
        "{}",
        told(&output)
    );
    let database = empty_database();
    let output = hilo(
        &["migrate"],
        &[("DATABASE_OWNER_URL", database.owner_url())],
    );
    assert!(output.status.success(), "{}", told(&output));
    let output = hilo(
        &["pack", "apply"],
        &[("DATABASE_OWNER_URL", database.owner_url())],
    );
    assert!(output.status.success(), "{}", told(&output));
    assert!(database.books().count("packs") >= 5);
    let again = hilo(
        &["pack", "apply"],
        &[("DATABASE_OWNER_URL", database.owner_url())],
    );
    assert!(
        again.status.success() && again.stdout.is_empty(),
        "nothing is applied twice"
    );
}

#[test]
fn a_fresh_database_has_no_account() {
    let database = empty_database();
    hilo::migrate::run(&database.owner_url()).unwrap();
    for table in ["accounts", "api_keys", "entities", "memberships"] {
        assert_eq!(database.books().count(table), 0, "{table}");
    }
}
