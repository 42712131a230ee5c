//! Whom to trust: certificates of authorities in PEM files; and what to say of those that are not trusted.

use super::PushError;
use std::path::Path;
use tokio_rustls::rustls::pki_types::CertificateDer;

/// The authorities of the system and those of a file; none of the system's is no error as long as nothing is encrypted.
///
/// # Errors
/// When the file cannot be read or holds none.
pub(super) fn trusted(path: Option<&Path>) -> Result<Vec<CertificateDer<'static>>, PushError> {
    let mut trusted = rustls_native_certs::load_native_certs().unwrap_or_default();
    if let Some(path) = path {
        trusted.extend(read(path)?);
    }
    Ok(trusted)
}

/// The certificates of a file.
///
/// # Errors
/// When the file cannot be read or holds none.
pub(super) fn read(path: &Path) -> Result<Vec<CertificateDer<'static>>, PushError> {
    let fail = |cause: String| PushError::Certificates { path: path.display().to_string(), cause };
    let bytes = std::fs::read(path).map_err(|error| fail(error.to_string()))?;
    let found: Result<Vec<_>, _> = rustls_pemfile::certs(&mut bytes.as_slice()).collect();
    match found {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Ok(_) => Err(fail("it holds no certificate in PEM".to_owned())),
        Err(error) => Err(fail(error.to_string())),
    }
}

/// Why no connection came about, in the words of rustls or of the network.
pub(super) fn no_connection(host: String, cause: String) -> PushError {
    match cause.find("invalid peer certificate") {
        Some(at) => PushError::Untrusted { host, cause: cause[at..].to_owned() },
        None => PushError::Connect { host, cause },
    }
}
