//! HTTP as stores speak it: a connection that is kept, a password, TLS, and messages that hold no password.

use crate::push::{Address, Credentials, Options, PushError, certificate};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Duration;
use ureq::RequestBuilder;
use ureq::http::Response;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::typestate::WithBody;

/// How long a connection may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long one request may take.
const REQUEST: Duration = Duration::from_mins(10);
/// Bytes of an answer, at most.
const ANSWER: u64 = 1 << 28;

/// What talks to a store.
pub(super) struct Client<'a> {
    pub(super) host: String,
    agent: ureq::Agent,
    credentials: &'a Credentials,
}

impl<'a> Client<'a> {
    /// Trusts the authorities of the system and those of the options.
    ///
    /// # Errors
    /// When the file of certificates cannot be used.
    pub(super) fn new(address: &Address, credentials: &'a Credentials, options: &Options) -> Result<Self, PushError> {
        let mut tls = TlsConfig::builder();
        let trusted = certificate::trusted(options.certificates.as_deref())?;
        if !trusted.is_empty() {
            let trusted: Vec<Certificate> = trusted.iter().map(|it| Certificate::from_der(it).to_owned()).collect();
            tls = tls.root_certs(RootCerts::new_with_certs(&trusted));
        }
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(PATIENCE))
            .timeout_global(Some(REQUEST))
            .user_agent(concat!("newsgraph/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls.build());
        Ok(Client { host: address.authority(), agent: config.build().into(), credentials })
    }

    /// Posts one parameter as a form; gives the answer.
    ///
    /// # Errors
    /// When the store cannot be reached, refuses the user, or fails.
    pub(super) fn form(&self, doing: &'static str, url: &str, parameter: (&str, &str)) -> Result<String, PushError> {
        let request = self.agent.post(url).header("accept", "application/sparql-results+json, */*;q=0.1");
        self.answer(doing, self.signed(request).send_form([parameter]))
    }

    /// Makes a graph hold these triples, in place of what it held or besides that.
    ///
    /// # Errors
    /// When the store cannot be reached, refuses the user, or fails.
    pub(super) fn triples(&self, url: &str, replace: bool, turtle: &str) -> Result<(), PushError> {
        let request = if replace { self.agent.put(url) } else { self.agent.post(url) };
        let request = self.signed(request).content_type("text/turtle");
        self.answer("writing", request.send(turtle)).map(drop)
    }

    fn signed(&self, request: RequestBuilder<WithBody>) -> RequestBuilder<WithBody> {
        if self.credentials.is_empty() {
            return request;
        }
        let pair = format!("{}:{}", self.credentials.user, self.credentials.password());
        request.header("authorization", format!("Basic {}", STANDARD.encode(pair)))
    }

    fn answer(
        &self,
        doing: &'static str,
        answer: Result<Response<ureq::Body>, ureq::Error>,
    ) -> Result<String, PushError> {
        let fail = |error: ureq::Error| {
            certificate::no_connection(self.host.clone(), self.credentials.redact(&error.to_string()))
        };
        let mut response = answer.map_err(fail)?;
        let status = response.status();
        let body = response.body_mut().with_config().limit(ANSWER).lossy_utf8(true).read_to_string().map_err(fail)?;
        if status.is_success() {
            return Ok(body);
        }
        let line: String = body.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
        let cause = self.credentials.redact(&format!("HTTP {status}: {line}"));
        Err(match status.as_u16() {
            401 | 403 => PushError::Refused { host: self.host.clone(), user: self.credentials.user.clone(), cause },
            _ => PushError::Server { host: self.host.clone(), doing, cause },
        })
    }
}
