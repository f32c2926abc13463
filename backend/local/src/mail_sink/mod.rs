//! Where mail ends on a newcomer's machine and in tests: taken by SMTP, read by HTTP, never sent on.
//!
//! Both sides listen on 127.0.0.1 only. The newest [`mailbox::KEPT`] messages are kept, in memory
//! and, where a folder is given, as `.eml` files that survive a restart.
//! Addresses that begin with `fail+` are refused for now (451), with `bounce+` for good (550).

mod envelope;
mod mailbox;
mod page;
mod smtp;
mod web;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use actix_web::dev::ServerHandle;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use mailbox::{Mailbox, Message};
pub(crate) use page::{STYLE, escaped};
pub(crate) use web::{CONTENT_POLICY, only_for_this_machine};

/// Where the sink listens and keeps.
#[derive(Debug, Clone, Default)]
pub struct SinkPlan {
    /// TCP port for SMTP; 0 takes any free one.
    pub smtp_port: u16,
    /// TCP port for HTTP; 0 takes any free one.
    pub http_port: u16,
    /// Folder for `.eml` files, made where missing; without it messages live in memory only.
    pub folder: Option<PathBuf>,
}

/// A running sink. Dropping it closes the SMTP side at once and asks the HTTP side to end.
#[derive(Debug)]
pub struct MailSink {
    smtp: SocketAddr,
    http: SocketAddr,
    mailbox: Mailbox,
    smtp_task: JoinHandle<()>,
    http_server: ServerHandle,
}

impl MailSink {
    /// Opens both sides. Must be called inside of a tokio or actix runtime.
    ///
    /// # Errors
    /// A port that is taken, or a folder that cannot be made or read.
    pub async fn start(plan: SinkPlan) -> io::Result<Self> {
        let smtp_listener = TcpListener::bind((Ipv4Addr::LOCALHOST, plan.smtp_port)).await?;
        let http_listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, plan.http_port))?;
        let smtp = smtp_listener.local_addr()?;
        let http = http_listener.local_addr()?;
        let mailbox = Mailbox::open(plan.folder, format!("http://{http}"))?;

        let http_server = web::serve(http_listener, mailbox.clone())?;
        let smtp_task = tokio::spawn(smtp::serve(smtp_listener, mailbox.clone()));
        Ok(Self {
            smtp,
            http,
            mailbox,
            smtp_task,
            http_server,
        })
    }

    /// Where mail is handed in.
    #[must_use]
    pub fn smtp_addr(&self) -> SocketAddr {
        self.smtp
    }

    /// Where mail is read: `http://127.0.0.1:<port>`, without a slash at the end.
    #[must_use]
    pub fn http_url(&self) -> String {
        format!("http://{}", self.http)
    }

    /// The messages, for tests in the same program.
    #[must_use]
    pub fn mailbox(&self) -> &Mailbox {
        &self.mailbox
    }

    /// Closes both sides and waits for it.
    pub async fn stop(self) {
        self.smtp_task.abort();
        self.http_server.stop(false).await;
    }
}

impl Drop for MailSink {
    fn drop(&mut self) {
        self.smtp_task.abort();
        // Asking is enough: the answer comes when the listener is closed, and nobody waits for it.
        drop(self.http_server.stop(false));
    }
}
