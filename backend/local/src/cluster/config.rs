//! The settings of the private cluster, as the file that PostgreSQL includes.

use super::Purpose;

/// Name of the file in the data folder; written anew at every start.
pub(super) const FILE: &str = "hilo.conf";

/// The whole text for one purpose and port. Two equal texts mean the same server.
pub(super) fn text(purpose: Purpose, port: u16) -> String {
    let durability = match purpose {
        Purpose::Run => "",
        Purpose::Tests => FAST,
    };
    format!("{HEAD}port = {port}\n{COMMON}{durability}")
}

const HEAD: &str = "# Written by Hilo at every start; changes here are lost.\n";

// No socket file: its path would have to stay below 100 bytes, and TCP on loopback asks for the
// password anyway. Errors are logged without statement, parameters or detail, because those carry
// what people wrote.
const COMMON: &str = "\
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
";

// Only for data that nobody will miss.
const FAST: &str = "\
fsync = off
synchronous_commit = off
full_page_writes = off
";

#[cfg(test)]
mod tests {
    use super::{Purpose, text};

    #[test]
    fn a_running_service_never_gives_up_durability() {
        let run = text(Purpose::Run, 5432);
        assert!(run.contains("port = 5432\n"));
        assert!(!run.contains("fsync"));
        assert!(text(Purpose::Tests, 5432).contains("fsync = off\n"));
    }
}
