//! What a check found, as values: findings in order, what was checked, what was skipped and why.

use std::ops::Range;
use std::path::PathBuf;

use crate::check::Rule;

/// How bad a finding is: an error makes the answer no, a warning does so under `--strict` only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The wall is broken.
    Error,
    /// Worth a look.
    Warning,
}

impl Severity {
    /// The word for it in every format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place in a file, counted as editors do: lines and columns from one, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file, relative to the checked root, `/` between the parts.
    pub path: String,
    /// The first line.
    pub line: usize,
    /// The first column.
    pub column: usize,
    /// The last line.
    pub end_line: usize,
    /// The column behind the last character.
    pub end_column: usize,
}

/// Another place that belongs to a finding, such as an edge of a cycle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// Where.
    pub spot: Spot,
    /// What is there.
    pub message: String,
}

/// One thing that stands where it must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub spot: Spot,
    /// The bytes of the file that the finding is about.
    pub range: Range<usize>,
    /// Which wall.
    pub rule: Rule,
    /// How bad.
    pub severity: Severity,
    /// What stands there; lower case, no full stop.
    pub message: String,
    /// What can be done about it, each a sentence that can be carried out.
    pub hints: Vec<String>,
    /// The other places that belong to it.
    pub related: Vec<Related>,
    /// The lines of the file that the finding is about, for an excerpt; empty where there is no text.
    pub excerpt: Excerpt,
}

/// The lines of a file that a finding is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Whole lines, the last without its line ending.
    pub text: String,
    /// Where the finding begins in `text`, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Finding {
    /// The same finding with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same finding with one more place.
    #[must_use]
    pub fn relate(mut self, spot: Spot, message: impl Into<String>) -> Self {
        self.related.push(Related { spot, message: message.into() });
        self
    }

    /// The same finding, as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

/// A file or a directory that was not looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Relative to the checked root; a directory ends in `/`.
    pub path: String,
    /// Why, as in `ignored by git`.
    pub reason: &'static str,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What the paths of the findings are relative to, as it was typed.
    pub root: PathBuf,
    /// The findings, by path and place.
    pub findings: Vec<Finding>,
    /// How many files were read.
    pub checked: usize,
    /// How many modules there are.
    pub modules: usize,
    /// What was not looked at.
    pub skipped: Vec<Skipped>,
    /// How many findings a comment allows.
    pub allowed: usize,
    /// How many findings the baseline knows.
    pub known: usize,
    /// The entries of the baseline that nothing matches any more.
    pub stale: Vec<String>,
}

impl Report {
    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// How many findings are warnings.
    pub fn warnings(&self) -> usize {
        self.findings.len() - self.errors()
    }
}
