//! Who may ask: only the page itself, on the address that the user opened.

use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, LOCATION, ORIGIN, REFERRER_POLICY, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

/// What the page may do: run its own script, look as its own style says, ask its own server, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// The name of the cookie that keeps the token.
const TOKEN_COOKIE: &str = "newsgraph-token";

/// Who is let in.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The secret that a request must know; none is asked for on the loopback address.
    pub token: Option<String>,
    /// Names besides its addresses by which the server may be called, without port.
    pub hosts: Vec<String>,
}

impl Access {
    /// The guard of a server that listens on an address.
    pub(super) fn at(self, address: SocketAddr) -> Arc<Guard> {
        Arc::new(Guard { access: self, address })
    }
}

/// The access to a server on one address.
#[derive(Debug)]
pub(super) struct Guard {
    access: Access,
    address: SocketAddr,
}

impl Guard {
    /// True where a Host header names this server. A stranger's name that was made to lead here is refused.
    fn knows(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.address.port()) {
            return false;
        }
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            Ok(ip) if self.address.ip().is_loopback() => ip.is_loopback(),
            // An address cannot be rebound as a name can.
            Ok(ip) => self.address.ip().is_unspecified() || ip == self.address.ip(),
            Err(_) => {
                name.eq_ignore_ascii_case("localhost") && self.address.ip().is_loopback()
                    || self.access.hosts.iter().any(|it| it.eq_ignore_ascii_case(name))
            }
        }
    }

    /// Why a request is refused, if it is.
    fn refuse(&self, request: &Request) -> Option<(StatusCode, &'static str)> {
        let headers = request.headers();
        let host = text(headers, &HOST).unwrap_or_default();
        if !self.knows(host) {
            return Some((StatusCode::MISDIRECTED_REQUEST, "this server is not called by that name"));
        }
        if let Some(origin) = text(headers, &ORIGIN)
            && origin.strip_prefix("http://") != Some(host)
        {
            return Some((StatusCode::FORBIDDEN, "only the server's own page may ask"));
        }
        let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
        if request.uri().path() != "/" && site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
            return Some((StatusCode::FORBIDDEN, "only the server's own page may ask"));
        }
        None
    }

    /// True where a request knows the token, or none is asked for.
    fn admits(&self, headers: &HeaderMap) -> bool {
        let Some(token) = &self.access.token else { return true };
        let bearer = text(headers, &AUTHORIZATION).and_then(|it| it.strip_prefix("Bearer "));
        let cookies = text(headers, &COOKIE).unwrap_or_default().split("; ");
        let cookie = cookies.filter_map(|it| it.split_once('=')).find(|it| it.0 == TOKEN_COOKIE).map(|it| it.1);
        bearer.into_iter().chain(cookie).any(|given| same(given, token))
    }

    /// The answer to a first visit that brings the token in its address: it moves into a cookie.
    fn welcome(&self, request: &Request) -> Option<Response> {
        let token = self.access.token.as_ref()?;
        let given = request.uri().query()?.split('&').find_map(|it| it.strip_prefix("token="))?;
        (request.uri().path() == "/" && same(given, token)).then(|| {
            let cookie = format!("{TOKEN_COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict");
            (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, "/".to_owned())]).into_response()
        })
    }
}

/// Lets a request through or refuses it, and puts the same headers on every answer.
pub(super) async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let mut response = if let Some(refusal) = guard.refuse(&request) {
        refusal.into_response()
    } else if let Some(welcome) = guard.welcome(&request) {
        welcome
    } else if guard.admits(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::UNAUTHORIZED, "open the address with its token, as the program printed it").into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let taken = format!("app;dur={:.2}", begun.elapsed().as_secs_f64() * 1000.0);
    if let Ok(taken) = HeaderValue::from_str(&taken) {
        headers.insert(HeaderName::from_static("server-timing"), taken);
    }
    response
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Compares secrets in a time that does not tell where they differ.
fn same(given: &str, token: &str) -> bool {
    given.len() == token.len() && given.bytes().zip(token.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str, hosts: &[&str]) -> Arc<Guard> {
        let hosts = hosts.iter().map(ToString::to_string).collect();
        Access { token: Some("0123456789abcdef".into()), hosts }.at(address.parse().unwrap())
    }

    #[test]
    fn only_its_own_names_are_known() {
        let local = guard("127.0.0.1:8420", &[]);
        for host in ["127.0.0.1:8420", "localhost:8420", "[::1]:8420"] {
            assert!(local.knows(host), "{host}");
        }
        for host in
            ["", "evil.example:8420", "127.0.0.1:8421", "localhost", "192.0.2.1:8420", "localhost.evil.example:8420"]
        {
            assert!(!local.knows(host), "{host}");
        }
        let open = guard("0.0.0.0:8420", &["desk.example"]);
        assert!(open.knows("192.0.2.1:8420") && open.knows("desk.example:8420"));
        assert!(!open.knows("evil.example:8420") && !open.knows("localhost:8420"));
    }

    #[test]
    fn strangers_pages_are_refused() {
        let local = guard("127.0.0.1:8420", &[]);
        let request = |path: &str, name: &'static str, value: &str| {
            Request::builder()
                .uri(path)
                .header(HOST, "localhost:8420")
                .header(name, value)
                .body(axum::body::Body::empty())
        };
        let refused = |path, name, value| local.refuse(&request(path, name, value).unwrap()).is_some();
        assert!(refused("/api/meta", "origin", "http://evil.example"));
        assert!(refused("/api/meta", "origin", "null"));
        assert!(refused("/api/meta", "sec-fetch-site", "cross-site"));
        assert!(!refused("/", "sec-fetch-site", "cross-site"));
        assert!(!refused("/api/meta", "origin", "http://localhost:8420"));
    }

    #[test]
    fn the_token_is_asked_for() {
        let local = guard("127.0.0.1:8420", &[]);
        let headers =
            |name: HeaderName, value: &str| HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())]);
        assert!(!local.admits(&HeaderMap::new()));
        assert!(!local.admits(&headers(AUTHORIZATION, "Bearer 0123456789abcdeX")));
        assert!(local.admits(&headers(AUTHORIZATION, "Bearer 0123456789abcdef")));
        assert!(local.admits(&headers(COOKIE, "a=b; newsgraph-token=0123456789abcdef")));
    }
}
