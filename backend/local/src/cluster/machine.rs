//! Small dealings with the machine: programs, ports, ends of files.

use std::io::{Read, Seek, SeekFrom, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

use super::ClusterError;

/// The wanted port if it is free, else any free one. It is taken a moment later; the caller
/// tries again should another program have been quicker.
pub(super) fn free_port(wanted: Option<u16>) -> Result<u16, ClusterError> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    wanted
        .and_then(|port| bind(port).ok())
        .map_or_else(|| bind(0), Ok)
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(ClusterError::file(Path::new("127.0.0.1")))
}

/// Runs a program to its end; what it printed is the reason when it fails.
pub(super) fn run(command: &mut Command, what: &str) -> Result<(), ClusterError> {
    let failed = |output: String| ClusterError::Failed {
        what: what.to_owned(),
        output,
    };
    let output = command
        .output()
        .map_err(|problem| failed(problem.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    let printed = [output.stdout, output.stderr].concat();
    Err(failed(String::from_utf8_lossy(&printed).into_owned()))
}

/// Adds lines to a file that is there.
pub(super) fn append(path: &Path, text: &str) -> Result<(), ClusterError> {
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .open(path)
        .map_err(ClusterError::file(path))?;
    file.write_all(text.as_bytes())
        .map_err(ClusterError::file(path))
}

/// The last bytes of a file, as text.
pub(super) fn end_of(path: &Path, bytes: u64) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(bytes)))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    Ok(String::from_utf8_lossy(&end).into_owned())
}
