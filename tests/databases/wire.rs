//! A wire to a database that counts what goes over it, encrypted on the near side where that is asked for.
#![allow(unreachable_pub, reason = "a part of one test")]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

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

    /// A wire that speaks TLS on the near side.
    pub fn encrypted(port: u16, authority: &Authority) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let own = listener.local_addr().unwrap().port();
        let sent = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&sent);
        let acceptor = authority.acceptor();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                while let Ok((near, _)) = listener.accept().await {
                    let (acceptor, counted) = (acceptor.clone(), Arc::clone(&counted));
                    tokio::spawn(async move {
                        let Ok(mut near) = acceptor.accept(near).await else { return };
                        let Ok(mut far) = tokio::net::TcpStream::connect(("127.0.0.1", port)).await else { return };
                        let passed = tokio::io::copy_bidirectional(&mut near, &mut far).await;
                        counted.fetch_add(passed.map_or(0, |(sent, _)| sent as usize), Ordering::Relaxed);
                    });
                }
            });
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

/// Somebody who vouches for 127.0.0.1, made by OpenSSL.
pub struct Authority {
    certificate: PathBuf,
    host: PathBuf,
    key: PathBuf,
}

impl Authority {
    /// A new one, with its files in a folder.
    pub fn new(folder: &Path) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        let openssl = |arguments: &str| {
            let mut command = Command::new("openssl");
            command.current_dir(folder).args(arguments.split(' ')).stdout(Stdio::null()).stderr(Stdio::null());
            assert!(command.status().expect("tests/install.sh installs OpenSSL").success(), "openssl {arguments}");
        };
        let new = "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
        openssl(&format!(
            "{new} -x509 -days 2 -subj /CN=tests -addext basicConstraints=critical,CA:TRUE -keyout ca.key -out ca.pem"
        ));
        openssl(&format!(
            "{new} -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout host.key -out host.csr"
        ));
        openssl("x509 -req -in host.csr -copy_extensions copy -CA ca.pem -CAkey ca.key -days 2 -out host.pem");
        let [certificate, host, key] = ["ca.pem", "host.pem", "host.key"].map(|name| folder.join(name));
        Authority { certificate, host, key }
    }

    /// Its own certificate.
    pub fn file(&self) -> &Path {
        &self.certificate
    }

    fn acceptor(&self) -> TlsAcceptor {
        let read = |path: &Path| std::io::BufReader::new(std::fs::File::open(path).unwrap());
        let certificates = rustls_pemfile::certs(&mut read(&self.host)).collect::<Result<_, _>>().unwrap();
        let key = rustls_pemfile::private_key(&mut read(&self.key)).unwrap().unwrap();
        let config = ServerConfig::builder().with_no_client_auth().with_single_cert(certificates, key).unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}
