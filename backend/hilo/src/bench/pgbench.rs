//! pgbench: how quick the same statements are without a program in front of them.

use std::path::PathBuf;
use std::time::Duration;

use super::stage::Stage;

/// What every connection of the program sets, so that row security and limits hold for pgbench too. Its connections are
/// young in every round: they plan a statement once, as the program's do after their first requests.
const OPTIONS: &str = "-c role=hilo_app -c statement_timeout=5s -c lock_timeout=2s \
                       -c idle_in_transaction_session_timeout=10s -c timezone=UTC \
                       -c plan_cache_mode=force_generic_plan";

/// Scripts in files, ready to run.
pub struct Limit {
    files: Vec<PathBuf>,
}

impl Limit {
    /// Writes the scripts down.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn of(stage: &Stage, name: &str, scripts: &[String]) -> Result<Self, String> {
        let write = |(place, script): (usize, &String)| {
            let path = stage.home.path().join(format!("{name}-{place}.sql"));
            std::fs::write(&path, script)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            Ok(path)
        };
        let files: Result<_, String> = scripts.iter().enumerate().map(write).collect();
        Ok(Self { files: files? })
    }

    /// Transactions a second of so many clients, without the time to connect.
    ///
    /// # Errors
    /// When a transaction fails, with what pgbench said.
    pub async fn rate(
        &self,
        stage: &Stage,
        clients: usize,
        lasting: Duration,
    ) -> Result<f64, String> {
        let mut command = tokio::process::Command::new(stage.cluster.bin_dir().join("pgbench"));
        command.args(["--no-vacuum", "--protocol=prepared", "--jobs=1"]);
        command.args([
            format!("--client={clients}"),
            format!("--time={}", lasting.as_secs().max(1)),
        ]);
        for file in &self.files {
            command.arg("--file").arg(file);
        }
        command
            .env("PGHOST", "127.0.0.1")
            .env("PGPORT", stage.cluster.port().to_string())
            .env("PGUSER", "hilo")
            .env("PGPASSWORD", stage.home.secret("program-password")?)
            .env("PGDATABASE", "hilo")
            .env("PGOPTIONS", OPTIONS)
            .kill_on_drop(true);
        let output = command
            .output()
            .await
            .map_err(|error| format!("pgbench: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        let rate = said
            .lines()
            .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        match rate {
            Some(rate) if output.status.success() => Ok(rate),
            _ => Err(format!(
                "pgbench, {}: {said}{}",
                output.status,
                String::from_utf8_lossy(&output.stderr)
            )),
        }
    }
}
