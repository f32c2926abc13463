//! Stops the server of a program that was killed and could not do it itself.
//!
//! A shell waits for the lock that every user of the cluster holds. The kernel releases it however
//! they end. After a pause, in which a next program may take over, the shell stops the server.
//! Needs `flock` (util-linux); without it the next start finds the server and adopts it.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::lock::Locks;
use super::server::Server;

// $0 watch lock, $1 use lock, $2 postmaster.pid, the rest: the command that stops the server.
// 75 says that somebody uses the cluster again.
const SCRIPT: &str = r#"
(
    trap '' HUP INT
    exec 9>"$0" && flock --nonblock 9 || exit
    use=$1 pid=$2
    shift 2
    while [ -e "$pid" ]; do
        flock "$use" true
        [ -e "$pid" ] || exit
        sleep 5 9>&-
        flock --nonblock --conflict-exit-code 75 "$use" "$@" 9>&-
        [ $? -eq 75 ] || exit
    done
) &
"#;

/// Whether this machine has what the watchdog needs.
pub(super) fn is_possible() -> bool {
    ["/usr/bin/flock", "/bin/flock"]
        .iter()
        .any(|path| Path::new(path).exists())
}

/// Starts a watchdog for the cluster unless one is there already.
pub(super) fn spawn(server: &Server, locks: &Locks) {
    if !is_possible() {
        return;
    }
    let stop = server.stop_command();
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", SCRIPT]);
    shell
        .arg(locks.path.with_file_name("watch.lock"))
        .arg(&locks.path)
        .arg(server.pid_file());
    shell.arg(stop.get_program()).args(stop.get_args());
    // In a group of its own, so that Ctrl-C on the terminal does not reach it.
    shell.process_group(0).current_dir("/");
    shell
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Err(problem) = shell.status() {
        log::warn!("No watchdog for the private PostgreSQL cluster: {problem}");
    }
}
