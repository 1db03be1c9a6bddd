//! What a check found, in the formats that somebody reads: a person, a program, GitHub, a code scanner.

mod github;
mod json;
mod sarif;
mod text;

use std::fmt::Write;
use std::path::{Component, Path};

use crate::check::Report;

/// A format of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For a person: excerpts, with what is wrong underlined.
    #[default]
    Text,
    /// For a program; the schema is documented and has a version.
    Json,
    /// Workflow commands that GitHub shows beside the lines.
    Github,
    /// SARIF 2.1.0.
    Sarif,
}

/// What was found, in a format.
pub fn view(report: &Report, format: Format) -> String {
    match format {
        Format::Text => text::view(report),
        Format::Json => json::view(report),
        Format::Github => github::view(report),
        Format::Sarif => sarif::view(report),
    }
}

/// A path of the report as it would be typed, `/` between the parts.
pub fn shown(root: &Path, path: &str) -> String {
    let joined = root.join(path);
    let parts = joined.components().filter(|part| *part != Component::CurDir);
    let clean: std::path::PathBuf = parts.collect();
    clean.to_string_lossy().replace('\\', "/")
}

/// One line on how much was looked at, and how it ended.
fn summary(report: &Report) -> String {
    let mut words = format!("{} of {}", count(report.checked, "file"), count(report.modules, "module"));
    let found = [(report.errors(), "error"), (report.warnings(), "warning")];
    let found: Vec<String> =
        found.iter().filter(|(number, _)| *number > 0).map(|(number, word)| count(*number, word)).collect();
    words = match &found[..] {
        [] => format!("checked {words}: the walls hold"),
        found => format!("checked {words}: {}", found.join(", ")),
    };
    if report.allowed > 0 {
        let _ = write!(words, "; {} allowed by comments", report.allowed);
    }
    if report.known > 0 {
        let _ = write!(words, "; {} known from the baseline", report.known);
    }
    words
}

/// One line on what was not looked at, and why.
fn skipped(report: &Report) -> Option<String> {
    let each: Vec<String> = report
        .skipped
        .iter()
        .map(|skipped| format!("{} ({})", shown(&report.root, &skipped.path) + slash(&skipped.path), skipped.reason))
        .collect();
    (!each.is_empty()).then(|| format!("skipped {}: {}", each.len(), each.join(", ")))
}

fn slash(path: &str) -> &'static str {
    if path.ends_with('/') { "/" } else { "" }
}

fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
