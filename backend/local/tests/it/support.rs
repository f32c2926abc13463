//! A folder per test, and SQL through the client that comes with the server.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use hilo_local::cluster::Cluster;

/// A new, empty folder that goes away with the test.
pub struct TestDir(PathBuf);

impl TestDir {
    pub fn new(name: &str) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        // Left over by an earlier run that was killed.
        std::fs::remove_dir_all(&dir).ok();
        std::fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TestDir {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

pub fn try_sql(cluster: &Cluster, url: &str, statement: &str) -> Output {
    let mut psql = Command::new(cluster.bin_dir().join("psql"));
    psql.args([
        "--no-psqlrc",
        "--tuples-only",
        "--no-align",
        "--command",
        statement,
        url,
    ]);
    psql.output().unwrap()
}

pub fn sql(cluster: &Cluster, statement: &str) -> String {
    let output = try_sql(cluster, &cluster.superuser_url(), statement);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
