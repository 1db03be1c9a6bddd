//! How a project stands: as a person reads it, and as one JSON object.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::error::Result;
use crate::ui::Printer;

const VERB: Style = AnsiColor::Yellow.on_default().bold();
const QUIET: Style = Style::new().dimmed();

/// How a project stands. As JSON it is what `--json` promises: keys are only ever added.
#[derive(Debug, Serialize)]
pub struct Status {
    /// The project's name.
    pub project: String,
    /// Where it lies.
    pub root: String,
    /// The release of the templates that it is on.
    pub templates: String,
    /// The release that this binary brings.
    pub newest: String,
    /// What `scaffold.toml` asks for that is not applied yet, in words.
    pub wanted: Vec<String>,
    /// The files that the owner or the templates changed, sorted by path.
    pub files: Vec<FileState>,
    /// The files with conflicts of the last change.
    pub unsettled: Vec<String>,
}

/// One file that somebody changed.
#[derive(Debug, Serialize)]
pub struct FileState {
    /// Where it is, relative to the project.
    pub path: String,
    /// How it is treated.
    pub class: &'static str,
    /// What the owner did to it: `edited`, `removed`, `moved to …`, `replaced by …`, `hidden behind …`,
    /// `unmerged with …`.
    pub yours: Option<String>,
    /// Whether the newest templates would write it otherwise.
    pub template: bool,
}

impl Status {
    fn text(&self) -> String {
        let mut text = format!("{} is on the templates of {}\n", self.project, self.templates);
        if self.templates != self.newest {
            let _ = writeln!(text, "this is {}: `scaffold update --dry-run` shows what would change", self.newest);
        }
        if !self.wanted.is_empty() {
            let _ = writeln!(text, "not applied yet: {}; `scaffold apply` does it", self.wanted.join(", "));
        }
        let width = self.files.iter().map(|file| file.path.len()).max().unwrap_or_default().min(56);
        for file in &self.files {
            let template = if file.template { "the template moved" } else { "" };
            let (verb, place) = match file.yours.as_deref().unwrap_or_default() {
                "" => ("pristine", ""),
                yours => yours.split_once(' ').unwrap_or((yours, "")),
            };
            let remarks: Vec<&str> = [place, template].into_iter().filter(|remark| !remark.is_empty()).collect();
            let line = format!("{:width$}  {QUIET}{}{QUIET:#}", file.path, remarks.join(", "));
            let line = if remarks.is_empty() { file.path.clone() } else { line };
            let _ = writeln!(text, "{VERB}{verb:>10}{VERB:#}  {line}");
        }
        if self.files.iter().all(|file| file.yours.is_none()) {
            text.push_str("no file that scaffold wrote was changed\n");
        }
        for path in &self.unsettled {
            let _ = writeln!(text, "{VERB}  conflict{VERB:#}  {path}");
        }
        if !self.unsettled.is_empty() {
            text.push_str("settle the conflicts, then `scaffold apply --continue`, or `scaffold apply --abort`\n");
        }
        text
    }
}

impl Printer {
    /// Says how a project stands.
    pub fn status(&self, status: &Status, json: bool) -> Result<()> {
        if json { self.object(status) } else { self.data(&status.text()) }
    }
}
