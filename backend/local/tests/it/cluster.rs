use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use hilo_local::cluster::{Cluster, ClusterError, Purpose};

use crate::support::{TestDir, sql, try_sql};

#[test]
fn what_was_committed_is_there_after_a_restart() {
    let dir = TestDir::new("restart");
    let cluster = Cluster::start(dir.path(), Purpose::Run).unwrap();
    let (port, url) = (cluster.port(), cluster.superuser_url());
    sql(&cluster, "CREATE TABLE kept AS SELECT 'ñandú' AS word");
    cluster.stop().unwrap();

    let cluster = Cluster::start(dir.path(), Purpose::Run).unwrap();

    assert_eq!(sql(&cluster, "SELECT word FROM kept"), "ñandú");
    assert_eq!((cluster.port(), cluster.superuser_url()), (port, url));
}

#[test]
fn only_this_machine_and_only_with_the_password() {
    let dir = TestDir::new("closed");
    let cluster = Cluster::start(dir.path(), Purpose::Run).unwrap();

    let wrong = try_sql(
        &cluster,
        &cluster.url("postgres", "wrong", "postgres"),
        "SELECT 1",
    );
    assert!(
        String::from_utf8(wrong.stderr)
            .unwrap()
            .contains("password authentication failed")
    );
    assert_eq!(sql(&cluster, "SHOW listen_addresses"), "127.0.0.1");
    assert_eq!(sql(&cluster, "SHOW unix_socket_directories"), "");
    let mode = dir
        .path()
        .join("pg/password")
        .metadata()
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_running_service_flushes_and_tests_do_not() {
    let (run, tests) = (TestDir::new("durable"), TestDir::new("fast"));
    let run = Cluster::start(run.path(), Purpose::Run).unwrap();
    assert_eq!(sql(&run, "SHOW fsync"), "on");
    assert_eq!(sql(&run, "SHOW synchronous_commit"), "on");
    let tests = Cluster::start(tests.path(), Purpose::Tests).unwrap();
    assert_eq!(sql(&tests, "SHOW fsync"), "off");
}

#[test]
fn a_failed_statement_leaves_no_personal_data_in_the_log() {
    let dir = TestDir::new("log");
    let cluster = Cluster::start(dir.path(), Purpose::Run).unwrap();
    sql(&cluster, "CREATE TABLE people (email text PRIMARY KEY)");
    sql(&cluster, "INSERT INTO people VALUES ('rosa@example.pe')");
    try_sql(
        &cluster,
        &cluster.superuser_url(),
        "INSERT INTO people VALUES ('rosa@example.pe')",
    );

    let log = std::fs::read_to_string(cluster.log_file()).unwrap();

    assert!(log.contains("duplicate key value"), "{log}");
    assert!(!log.contains("rosa"), "{log}");
}

#[test]
fn a_killed_server_recovers_what_was_committed() {
    let dir = TestDir::new("killed-server");
    let cluster = Cluster::start(dir.path(), Purpose::Run).unwrap();
    sql(&cluster, "CREATE TABLE kept AS SELECT 7 AS number");
    kill(server_pid(dir.path()).unwrap());
    drop(cluster);

    let cluster = Cluster::start(dir.path(), Purpose::Run).unwrap();

    assert_eq!(sql(&cluster, "SELECT number FROM kept"), "7");
}

#[test]
fn a_note_that_names_a_foreign_process_does_not_stop_the_start() {
    let dir = TestDir::new("stale");
    Cluster::start(dir.path(), Purpose::Run)
        .unwrap()
        .stop()
        .unwrap();
    let note = format!(
        "{}\n/elsewhere\n1\n5432\n\n127.0.0.1\n\nready\n",
        std::process::id()
    );
    std::fs::write(pid_file(dir.path()), note).unwrap();

    let cluster = Cluster::start(dir.path(), Purpose::Run).unwrap();

    assert_eq!(sql(&cluster, "SELECT 1"), "1");
}

#[test]
fn a_second_program_is_told_that_the_folder_is_in_use() {
    let dir = TestDir::new("twice");
    let first = Cluster::start(dir.path(), Purpose::Run).unwrap();

    let second = Cluster::start(dir.path(), Purpose::Run);

    assert!(matches!(second, Err(ClusterError::InUse { .. })));
    assert_eq!(sql(&first, "SELECT 1"), "1");
}

#[test]
fn test_programs_share_a_cluster() {
    let dir = TestDir::new("shared");
    let first = Cluster::start(dir.path(), Purpose::Tests).unwrap();
    let second = Cluster::start(dir.path(), Purpose::Tests).unwrap();
    assert_eq!(first.superuser_url(), second.superuser_url());

    drop(first);

    assert_eq!(sql(&second, "SELECT 1"), "1");
    drop(second);
    wait_until(
        || server_pid(dir.path()).is_none(),
        "the last one is gone, and the server is not",
    );
}

#[test]
fn the_next_start_adopts_the_server_of_a_killed_program() {
    let dir = TestDir::new("adopted");
    kill_program(hold_in_another_program(dir.path()));
    let left = server_pid(dir.path()).unwrap();

    let cluster = Cluster::start(dir.path(), Purpose::Run).unwrap();

    assert_eq!(server_pid(dir.path()), Some(left));
    assert_eq!(sql(&cluster, "SELECT 1"), "1");
    cluster.stop().unwrap();
    assert_eq!(server_pid(dir.path()), None);
}

#[test]
fn nobody_adopts_it_and_it_stops_by_itself() {
    let dir = TestDir::new("orphan");
    kill_program(hold_in_another_program(dir.path()));
    assert!(server_pid(dir.path()).is_some());

    wait_until(|| server_pid(dir.path()).is_none(), "the orphan still runs");
}

#[test]
fn a_folder_below_a_closed_home_will_do() {
    let dir = TestDir::new("closed-home");
    std::fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o700)).unwrap();
    let below = dir.path().join("checkout/.hilo");

    let cluster = Cluster::start(&below, Purpose::Run).unwrap();
    sql(&cluster, "CREATE TABLE kept AS SELECT 7 AS number");
    cluster.stop().unwrap();

    let cluster = Cluster::start(&below, Purpose::Run).unwrap();
    assert_eq!(sql(&cluster, "SELECT number FROM kept"), "7");
    cluster.stop().unwrap();
    forget_moved_home(&below);
}

#[test]
fn without_user_namespaces_root_keeps_the_files_where_another_account_can_go() {
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        println!("skipped: only root has to hand the server to another account");
        return;
    }
    let dir = TestDir::new("no-namespaces");
    let tools = dir.path().join("tools");
    std::fs::create_dir(&tools).unwrap();
    for tool in ["id", "setpriv", "flock", "sleep"] {
        symlink(Path::new("/usr/bin").join(tool), tools.join(tool)).unwrap();
    }
    let state_dir = dir.path().join("closed");
    std::fs::create_dir(&state_dir).unwrap();
    std::fs::set_permissions(&state_dir, PermissionsExt::from_mode(0o700)).unwrap();

    kill_program(hold_in_another_program_with(&state_dir, Some(&tools)));

    let home = home_of(&state_dir);
    assert!(home.starts_with("/var/lib/hilo"), "{}", home.display());
    Cluster::start(&state_dir, Purpose::Run)
        .unwrap()
        .stop()
        .unwrap();
    std::fs::remove_dir_all(home).unwrap();
}

/// Not a test of its own: run in another process, which is then killed.
#[test]
#[ignore = "holds a cluster until it is killed; started by the tests above"]
fn hold_a_cluster() {
    let dir = PathBuf::from(std::env::var_os("HILO_TEST_DIR").unwrap());
    let cluster = Cluster::start(&dir, Purpose::Run).unwrap();
    println!("\nholding {}", cluster.port());
    std::thread::sleep(Duration::from_secs(600));
}

fn hold_in_another_program(dir: &Path) -> Child {
    hold_in_another_program_with(dir, None)
}

fn hold_in_another_program_with(dir: &Path, tools: Option<&Path>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "cluster::hold_a_cluster",
        "--ignored",
        "--nocapture",
    ]);
    command.env("HILO_TEST_DIR", dir).stdout(Stdio::piped());
    if let Some(tools) = tools {
        command.env("PATH", tools);
    }
    let mut program = command.spawn().unwrap();
    let said = BufReader::new(program.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    assert!(said.into_iter().any(|line| line.starts_with("holding ")));
    program
}

fn kill_program(mut program: Child) {
    program.kill().unwrap();
    program.wait().unwrap();
}

fn kill(pid: u32) {
    let status = Command::new("sh")
        .args(["-c", &format!("kill -9 {pid}")])
        .status();
    assert!(status.unwrap().success());
}

/// Containers and chroots forbid user namespaces; the files are outside of the test's folder then.
fn forget_moved_home(state_dir: &Path) {
    let home = home_of(state_dir);
    let namespaces = Command::new("unshare").args(["--user", "true"]).status();
    if namespaces.is_ok_and(|status| status.success()) {
        assert_eq!(home, state_dir.canonicalize().unwrap().join("pg"));
    } else if home.starts_with("/var/lib/hilo") {
        std::fs::remove_dir_all(home).unwrap();
    }
}

fn home_of(state_dir: &Path) -> PathBuf {
    let note = std::fs::read(state_dir.join("pg/cluster.json")).unwrap();
    let note: serde_json::Value = serde_json::from_slice(&note).unwrap();
    PathBuf::from(note["home"].as_str().unwrap())
}

fn pid_file(state_dir: &Path) -> PathBuf {
    state_dir.join("pg/data/postmaster.pid")
}

fn server_pid(state_dir: &Path) -> Option<u32> {
    std::fs::read_to_string(pid_file(state_dir))
        .ok()?
        .lines()
        .next()?
        .parse()
        .ok()
}

fn wait_until(is_so: impl Fn() -> bool, otherwise: &str) {
    let give_up = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < give_up, "{otherwise}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
