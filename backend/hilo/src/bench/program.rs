//! The program under test: `hilo serve` as a process of its own, with the settings of production.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::client::{Connection, get};
use super::stage::Stage;

/// Longest wait for the first ready answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running `hilo serve`; killed when it is dropped.
pub struct Program {
    process: Child,
    pub address: SocketAddr,
    /// From the start of the process to its first ready answer.
    pub took: Duration,
}

/// Memory of a process in megabytes.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    pub now: f64,
    /// The most it ever held.
    pub peak: f64,
}

impl Program {
    /// Starts the program on the database of the stage and waits until it is ready.
    ///
    /// # Errors
    /// When it does not become ready, with the end of what it said.
    pub async fn start(stage: &Stage) -> Result<Self, String> {
        let address = free_address()?;
        let log = stage.home.path().join("serve.log");
        let output = File::create(&log).map_err(|error| error.to_string())?;
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let began = Instant::now();
        let process = Command::new(program)
            .arg("serve")
            .envs(settings(stage, address)?)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(output)
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut program = Self {
            process,
            address,
            took: Duration::ZERO,
        };
        while !is_ready(address).await {
            if began.elapsed() > PATIENCE
                || program.process.try_wait().is_ok_and(|code| code.is_some())
            {
                let said = std::fs::read_to_string(&log).unwrap_or_default();
                let end: Vec<&str> = said.lines().rev().take(10).collect();
                return Err(format!("the program did not start:\n{}", end.join("\n")));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        program.took = began.elapsed();
        Ok(program)
    }

    /// What the process holds in memory, as Linux tells.
    ///
    /// # Errors
    /// Where there is no `/proc`.
    pub fn memory(&self) -> Result<Memory, String> {
        let path = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let megabytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kilobytes =
                line.and_then(|line| line.trim_start_matches(':').trim().strip_suffix(" kB"));
            kilobytes
                .and_then(|number| number.parse::<f64>().ok())
                .map(|kilobytes| kilobytes / 1024.0)
        };
        megabytes("VmRSS")
            .zip(megabytes("VmHWM"))
            .map(|(now, peak)| Memory { now, peak })
            .ok_or_else(|| format!("{path}: no VmRSS"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn is_ready(address: SocketAddr) -> bool {
    let Ok(mut connection) = Connection::open(address).await else {
        return false;
    };
    connection
        .send(&get("/health/ready", &[]))
        .await
        .is_ok_and(|answer| answer.status == 200)
}

fn settings(stage: &Stage, address: SocketAddr) -> Result<Vec<(&'static str, String)>, String> {
    Ok(vec![
        ("DATABASE_URL", stage.addresses.program.clone()),
        ("HILO_SECRET", stage.home.secret("secret")?),
        ("HILO_TOKEN_KEYS", stage.home.token_key()?),
        ("HILO_FILES", stage.home.files_url()?),
        ("HILO_PUBLIC_URL", format!("http://{address}")),
        // Nobody listens: `serve` sends no mail, `work` would.
        ("HILO_MAIL", "smtp://127.0.0.1:9".to_owned()),
        ("HILO_MAIL_FROM", "Hilo <no-reply@hilo.example>".to_owned()),
        ("HILO_BIND", address.ip().to_string()),
        ("HILO_PORT", address.port().to_string()),
        ("HILO_METRICS_PORT", free_address()?.port().to_string()),
        // All clients have one address.
        ("HILO_LIMIT_PER_MINUTE", "0".to_owned()),
    ])
}

fn free_address() -> Result<SocketAddr, String> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
    listener.local_addr().map_err(|error| error.to_string())
}
