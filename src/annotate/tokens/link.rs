//! Addresses: of the web, of mail, without a scheme.

use super::Scanner;

/// How an address of the web begins.
const SCHEMES: [&str; 6] = ["http://", "https://", "www.", "ftp://", "mailto:", "doi:"];

impl Scanner<'_> {
    /// The end of an address that begins at a byte.
    pub(super) fn link(self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.end];
        if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) || rest.len() < 5 {
            return None;
        }
        if self.before(at).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let scheme = SCHEMES.iter().any(|s| rest.get(..s.len()).is_some_and(|head| head.eq_ignore_ascii_case(s)));
        if scheme {
            let len = rest.find(['<', '>', '"', '“', '”', '«', '»']).unwrap_or(rest.len());
            return Some(at + trim(&rest[..len]).len());
        }
        self.mail(at).or_else(|| self.domain(at))
    }

    /// The end of "name@host.org".
    fn mail(self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.end];
        let sign = rest.find('@')?;
        let name = &rest[..sign];
        let host = &rest[sign + 1..];
        let host_len = host.find(|c: char| !(c.is_ascii_alphanumeric() || ".-_".contains(c))).unwrap_or(host.len());
        let host = trim(&host[..host_len]);
        let fits = name.chars().all(|c| c.is_ascii_alphanumeric() || "._%+-".contains(c));
        (fits && host.len() > 1).then_some(at + sign + 1 + host.len())
    }

    /// The end of "host.com" and "host.com/path".
    fn domain(self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.end];
        let dot = rest.find('.')?;
        let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ".-_".contains(c))).unwrap_or(rest.len());
        let host = trim(&rest[..len]);
        let last = host.rsplit('.').next().filter(|_| dot + 1 < host.len())?;
        let named = host.contains(|c: char| c.is_ascii_alphabetic()) && !host.contains("..");
        let known = last.bytes().all(|b| b.is_ascii_lowercase()) && self.language.token.domains.contains(last);
        let initials = host.split('.').all(|part| part.len() <= 2);
        if !named || !known || initials {
            return None;
        }
        if rest[host.len()..].starts_with('/') {
            return Some(at + trim(rest).len());
        }
        Some(at + host.len())
    }
}

/// The address without the marks of the sentence behind it.
fn trim(address: &str) -> &str {
    let bare = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ']', '}', '\'', '"', '”', '’', '…', '*']);
    match bare.strip_suffix(')') {
        Some(inner) if !inner.contains('(') => trim(inner),
        _ => bare,
    }
}
