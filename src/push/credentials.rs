//! Who asks: a user and a password that no message, log or debug output shows.

use super::PushError;
use std::fmt;
use std::path::Path;

/// A user and a password, both perhaps empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// The user.
    pub user: String,
    password: String,
}

impl Credentials {
    /// A user with a password.
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Self {
        Credentials { user: user.into(), password: password.into() }
    }

    /// Reads a file of two lines: the user, the password.
    ///
    /// # Errors
    /// When the file cannot be read or has another form.
    pub fn read(path: &Path) -> Result<Self, PushError> {
        let fail = |cause: String| PushError::Credentials { path: path.display().to_string(), cause };
        let text = std::fs::read_to_string(path).map_err(|error| fail(error.to_string()))?;
        let mut lines = text.lines();
        match (lines.next(), lines.next(), lines.next()) {
            (Some(user), Some(password), None) => Ok(Credentials::new(user.trim(), password.trim())),
            _ => Err(fail("it has not two lines, the user and the password".to_owned())),
        }
    }

    /// The password, for the libraries that send it.
    pub(super) fn password(&self) -> &str {
        &self.password
    }

    /// True where nothing was given.
    pub fn is_empty(&self) -> bool {
        self.user.is_empty() && self.password.is_empty()
    }

    /// A message of somebody else's without the password, should it repeat it.
    pub(super) fn redact(&self, message: &str) -> String {
        if self.password.is_empty() { message.to_owned() } else { message.replace(&self.password, "***") }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).field("password", &"***").finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_two_lines() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret");
        std::fs::write(&path, "ann\nopen sesame\n").unwrap();
        assert_eq!(Credentials::read(&path).unwrap(), Credentials::new("ann", "open sesame"));
        std::fs::write(&path, "ann:open sesame\n").unwrap();
        let error = Credentials::read(&path).unwrap_err().to_string();
        assert!(error.contains("secret") && !error.contains("sesame"), "{error}");
    }

    #[test]
    fn nothing_shows_the_password() {
        let credentials = Credentials::new("ann", "open sesame");
        assert!(!format!("{credentials:?}").contains("sesame"));
        assert_eq!(credentials.redact("bad password 'open sesame'"), "bad password '***'");
    }
}
