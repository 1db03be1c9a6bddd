//! What went wrong, for the person who reads it: what happened, to what, where, and a hint that can be carried out.

use std::fmt;
use std::path::Path;

/// The process exit codes, as documented in the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The answer is no: findings, conflicts, declined.
    No = 1,
    /// Wrong usage or a bad name.
    Usage = 2,
    /// Refused: unsaved work, not a project, a newer project than this binary.
    Refused = 3,
    /// An input or output operation failed.
    Io = 4,
    /// The terminal went away.
    HungUp = 129,
    /// Ctrl-C.
    Interrupted = 130,
    /// Somebody asked us to end.
    Terminated = 143,
}

/// An error a person can act on.
///
/// The message is lower case, has backticks round what was typed, and no full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The exit code of the process.
    pub exit: Exit,
    /// What happened, to what, where.
    pub message: String,
    /// What can be done about it; printed as `hint: …`, one line each.
    pub hints: Vec<String>,
}

/// A result whose error is an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error with an exit code and a message.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), hints: Vec::new() }
    }

    /// An outcome that was told already, so that only the exit code is left to give.
    pub fn told(exit: Exit) -> Self {
        Self::new(exit, "")
    }

    /// Wrong usage or a bad name (exit 2).
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Something that is not done on this state of the disk (exit 3).
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(Exit::Refused, message)
    }

    /// A failed operation on `path` (exit 4): `verb` says what was tried, as in `write`.
    pub fn io(verb: &str, path: &Path, source: &std::io::Error) -> Self {
        Self::new(Exit::Io, format!("could not {verb} `{}`: {source}", path.display()))
    }

    /// The same error with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
