//! `hilo work`: the worker as a process of its own.

use std::sync::Arc;

use hilo_platform::clock::Clock;
use hilo_platform::db::{Db, DbConfig};
use hilo_platform::files::Files;
use hilo_platform::settings::Settings;
use hilo_reach::email::Mailer;
use hilo_reach::messages::send::Post;
use hilo_reach::sms::Gateway;
use hilo_registry::directory::Directory;
use tokio::sync::watch;

use crate::service::stop_signal;

/// Works until a signal comes.
///
/// # Errors
/// With the setting that cannot be used.
pub fn run(settings: &Settings) -> Result<(), String> {
    let config = DbConfig {
        url: settings.text("DATABASE_URL").to_owned(),
        pool: settings.number("HILO_POOL")?,
        filing_pool: 1,
    };
    let db = Db::open(&config, Clock::default());
    let post = Arc::new(post(settings, db, Directory::default())?);
    actix_web::rt::System::new().block_on(async move {
        let (stop, stopped) = watch::channel(false);
        let working = tokio::spawn(hilo_reach::worker::run(post, stopped));
        stop_signal().await?;
        let _ = stop.send(true);
        working.await.map_err(|error| error.to_string())
    })
}

/// What the worker needs, from settings.
///
/// # Errors
/// With the setting that cannot be used.
pub fn post(settings: &Settings, db: Db, directory: Directory) -> Result<Post, String> {
    Ok(Post {
        db,
        directory,
        files: Files::open(settings.text("HILO_FILES"))?,
        mailer: Mailer::open(settings.text("HILO_MAIL"), settings.text("HILO_MAIL_FROM"))?,
        gateway: Gateway::open(
            settings.text("HILO_SMS"),
            settings.text("HILO_SMS_TOKEN"),
            settings.text("HILO_SMS_FROM"),
        )?,
        public_url: settings.text("HILO_PUBLIC_URL").to_owned(),
    })
}
