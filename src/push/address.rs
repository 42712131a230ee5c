//! Where a graph is pushed to: `bolt+s://host:7687/database`, `sparql+https://host/sparql`, `postgres://host/database`.

use super::PushError;
use url::Url;

/// The kinds of databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Neo4j and all that speak its protocol.
    Bolt,
    /// Any store that takes SPARQL 1.1 Update.
    Sparql,
    /// PostgreSQL with Apache AGE.
    Postgres,
}

/// The address of a database. Holds no password: an address with one is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    kind: Kind,
    /// The address without the user.
    url: Url,
    user: Option<String>,
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is no URL, its scheme names no kind of database, or it holds a password. The message never repeats it.
    pub fn parse(text: &str) -> Result<Self, PushError> {
        let mut url = Url::parse(text).map_err(|error| PushError::Address(error.to_string()))?;
        let kind = match url.scheme() {
            "bolt" | "bolt+s" | "neo4j" | "neo4j+s" => Kind::Bolt,
            "sparql+http" | "sparql+https" => Kind::Sparql,
            "postgres" | "postgresql" => Kind::Postgres,
            other => return Err(PushError::Scheme(other.to_owned())),
        };
        checked(&url)?;
        let user = (!url.username().is_empty()).then(|| decoded(url.username()));
        // Only addresses without a host can have no user, and those were refused above.
        let _ = url.set_username("");
        Ok(Address { kind, url, user })
    }

    /// The kind of database.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The user that the address names.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// True where the address asks for encryption.
    pub fn is_encrypted(&self) -> bool {
        let mode = self.parameter("sslmode");
        self.url.scheme().ends_with("+s")
            || self.url.scheme().ends_with("+https")
            || mode.is_some_and(|mode| mode == "require" || mode.starts_with("verify"))
    }

    /// True where the address is of this machine, so that nobody can listen in.
    pub fn is_local(&self) -> bool {
        is_local(&self.url)
    }

    /// The host as a person writes it.
    pub(super) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Host and port as the address has them.
    pub(super) fn authority(&self) -> String {
        self.url.port().map_or_else(|| self.host().to_owned(), |port| format!("{}:{port}", self.host()))
    }

    /// The port, or that which the kind of database has by custom.
    pub(super) fn port(&self, custom: u16) -> u16 {
        self.url.port().unwrap_or(custom)
    }

    /// The name of the database: the path without its slash.
    pub(super) fn database(&self) -> Option<String> {
        let path = self.url.path().trim_matches('/');
        (!path.is_empty()).then(|| decoded(path))
    }

    /// A parameter of the query string.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        self.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// The address without `prefix` before its scheme.
    pub(super) fn without(&self, prefix: &str) -> String {
        let text = self.url.as_str();
        text.strip_prefix(prefix).unwrap_or(text).to_owned()
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.url.as_str())
    }
}

/// Another address of a SPARQL store: where it is asked, or where it takes whole graphs. Holds no password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(Url);

impl Endpoint {
    /// Reads an address of http or https.
    ///
    /// # Errors
    /// When it is none, or holds a user or a password. The message never repeats it.
    pub fn parse(text: &str) -> Result<Self, PushError> {
        let url = Url::parse(text).map_err(|error| PushError::Address(error.to_string()))?;
        checked(&url)?;
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() {
            return Err(PushError::Address("it has to be http or https, without a user".to_owned()));
        }
        Ok(Endpoint(url))
    }

    /// True where nobody on the way can listen in: it is encrypted, or of this machine.
    pub fn is_private(&self) -> bool {
        self.0.scheme() == "https" || is_local(&self.0)
    }

    /// Where a graph of a graph store is.
    pub(super) fn of_graph(&self, graph: &str) -> String {
        let mut url = self.0.clone();
        url.query_pairs_mut().append_pair("graph", graph);
        url.into()
    }
}

impl std::fmt::Display for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_str())
    }
}

/// Nothing, where an address has a host and no password.
fn checked(url: &Url) -> Result<(), PushError> {
    if url.password().is_some() || url.query_pairs().any(|(key, _)| key.eq_ignore_ascii_case("password")) {
        return Err(PushError::PasswordInAddress);
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(PushError::Address("it names no host".to_owned()));
    }
    Ok(())
}

fn is_local(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let ip = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    ip.map_or(host == "localhost", |ip| ip.is_loopback())
}

/// A text with its percent signs resolved; bytes that are no UTF-8 are replaced.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, more)) = rest.split_first() {
        let code = (first == b'%').then(|| more.get(..2)).flatten();
        let byte = code.and_then(|code| std::str::from_utf8(code).ok()).and_then(|it| u8::from_str_radix(it, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &more[2..] } else { more };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_parts() {
        let address = Address::parse("bolt+s://ann%40lab@db.example:7688/news").unwrap();
        assert_eq!((address.kind(), address.user(), address.is_encrypted()), (Kind::Bolt, Some("ann@lab"), true));
        assert_eq!((address.host(), address.port(7687)), ("db.example", 7688));
        assert_eq!(address.database().as_deref(), Some("news"));
        assert_eq!(address.to_string(), "bolt+s://db.example:7688/news");
        let address = Address::parse("sparql+https://store.example/ds/update?x=1").unwrap();
        assert_eq!(address.without("sparql+"), "https://store.example/ds/update?x=1");
        assert!(!Address::parse("postgres://[::1]/db?sslmode=disable").unwrap().is_encrypted());
        for text in ["bolt://[::1]", "bolt://127.0.0.1:7", "sparql+http://localhost/x"] {
            assert!(Address::parse(text).unwrap().is_local(), "{text}");
        }
        assert!(!Address::parse("bolt://10.0.0.1").unwrap().is_local());
    }

    #[test]
    fn a_graph_of_a_store_has_an_address() {
        let store = Endpoint::parse("http://h/store?x=1").unwrap();
        assert_eq!(store.of_graph("urn:a#b c"), "http://h/store?x=1&graph=urn%3Aa%23b+c");
        assert!(!store.is_private() && Endpoint::parse("https://h/").unwrap().is_private());
        for text in ["", "h/store", "ftp://h/store", "http://ann:s3cret@h/", "http://s3cret@h/"] {
            assert!(!Endpoint::parse(text).unwrap_err().to_string().contains("s3cret"), "{text}");
        }
    }

    #[test]
    fn a_password_is_refused_and_never_repeated() {
        for text in
            ["bolt://ann:s3cret@host", "postgres://host/db?password=s3cret", "bolt://ann:s3cret@ho st", "s3cret://x"]
        {
            let error = Address::parse(text).unwrap_err();
            assert!(text.starts_with("s3cret") || !format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        }
        assert!(matches!(Address::parse("bolt://:pw@host"), Err(PushError::PasswordInAddress)));
        for text in ["", "host:7687", "http://host", "bolt://", "bolt:///news"] {
            assert!(Address::parse(text).is_err(), "{text}");
        }
    }
}
