//! PostgreSQL's note about its own process, in the data folder while it runs.

/// The lines of `postmaster.pid` that we need (PostgreSQL's `miscadmin.h` lists them all).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PidFile {
    pub pid: u32,
    /// On 127.0.0.1.
    pub port: u16,
    /// Takes connections.
    pub is_ready: bool,
}

impl PidFile {
    /// Nothing while the server is still writing it, or when the rest is not there.
    pub fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        Some(Self {
            pid: lines.first()?.parse().ok()?,
            port: lines.get(3)?.parse().ok()?,
            is_ready: lines.get(7).is_some_and(|status| *status == "ready"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::PidFile;

    const NOTE: &str = "4711\n/data\n1790000000\n40001\n\n127.0.0.1\n  123 456\nready   \n";

    #[test]
    fn the_note_of_a_running_server_is_read() {
        let read = PidFile::parse(NOTE);
        assert_eq!(
            read,
            Some(PidFile {
                pid: 4711,
                port: 40001,
                is_ready: true
            })
        );
        let starting = NOTE.replace("ready", "starting");
        assert!(PidFile::parse(&starting).is_some_and(|note| !note.is_ready));
    }

    #[test]
    fn a_note_that_is_still_being_written_is_no_note() {
        assert_eq!(PidFile::parse("4711\n/data\n"), None);
    }
}
