//! A wire between the program and its database that a test can cut.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What becomes of what is sent over the wire.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Pass,
    Refuse,
    Swallow,
}

struct State {
    mode: Mode,
    open: Vec<TcpStream>,
}

/// The wire.
#[derive(Clone)]
pub struct Wire {
    state: Arc<Mutex<State>>,
    port: u16,
}

impl Wire {
    /// Lays a wire to an address such as `postgres://role:password@127.0.0.1:5432/name`; gives the same address over
    /// the wire.
    pub fn to(url: &str) -> (Self, String) {
        let (head, name) = url.rsplit_once('/').unwrap();
        let (role, server) = head.rsplit_once('@').unwrap();
        let server: SocketAddr = server.parse().unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let state = Arc::new(Mutex::new(State {
            mode: Mode::Pass,
            open: Vec::new(),
        }));
        let wire = Self {
            state,
            port: listener.local_addr().unwrap().port(),
        };
        let own = wire.clone();
        std::thread::spawn(move || own.listen(&listener, server));
        let url = format!("{role}@127.0.0.1:{}/{name}", wire.port);
        (wire, url)
    }

    /// Everything goes through again.
    pub fn heal(&self) {
        self.lock().mode = Mode::Pass;
    }

    /// Open connections are reset and new ones refused: the database is away.
    pub fn cut(&self) {
        let mut state = self.lock();
        state.mode = Mode::Refuse;
        for stream in state.open.drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Nothing comes back and nothing is closed: the database is frozen, or a firewall swallows the packets.
    pub fn freeze(&self) {
        self.lock().mode = Mode::Swallow;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn listen(&self, listener: &TcpListener, server: SocketAddr) {
        for client in listener.incoming().flatten() {
            if self.lock().mode == Mode::Refuse {
                continue; // Dropped, which closes it.
            }
            let Ok(server) = TcpStream::connect(server) else {
                continue;
            };
            let ends = [
                client.try_clone(),
                server.try_clone(),
                client.try_clone(),
                server.try_clone(),
            ];
            let [Ok(client_in), Ok(server_in), Ok(client_out), Ok(server_out)] = ends else {
                continue;
            };
            self.lock().open.extend([client, server]);
            for (from, to) in [(client_in, server_out), (server_in, client_out)] {
                let own = self.clone();
                std::thread::spawn(move || own.carry(from, to));
            }
        }
    }

    fn carry(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut bytes = [0; 16 * 1024];
        while let Ok(n) = from.read(&mut bytes) {
            if n == 0 {
                break;
            }
            // What is swallowed never arrives, as with packets that nobody repeats.
            if self.lock().mode == Mode::Pass && to.write_all(&bytes[..n]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    }
}
