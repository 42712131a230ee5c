//! A wire to a database that counts what goes over it.
#![allow(unreachable_pub, reason = "a part of one test")]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Takes connections on a port of its own and passes them on.
pub struct Wire {
    port: u16,
    sent: Arc<AtomicUsize>,
}

impl Wire {
    /// A wire to a port of this machine.
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let own = listener.local_addr().unwrap().port();
        let sent = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&sent);
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { return };
                let (near_too, far_too) = (near.try_clone().unwrap(), far.try_clone().unwrap());
                let counted = Arc::clone(&counted);
                thread::spawn(move || pass(near, far, &counted));
                thread::spawn(move || pass(far_too, near_too, &AtomicUsize::new(0)));
            }
        });
        Wire { port: own, sent }
    }

    /// Its own port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The bytes that have gone to the database.
    pub fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }
}

/// Passes bytes on until either end is closed.
fn pass(mut from: TcpStream, mut to: TcpStream, count: &AtomicUsize) {
    let mut bytes = vec![0; 1 << 16];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        if to.write_all(&bytes[..read]).is_err() {
            break;
        }
        count.fetch_add(read, Ordering::Relaxed);
    }
    let _ = to.shutdown(Shutdown::Both);
}
