//! What was made, or would be: as a person reads it, and as one JSON object.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::error::Result;
use crate::plan::Plan;
use crate::spec::{lock, manifest};
use crate::ui::Printer;

const VERB: Style = AnsiColor::Green.on_default().bold();

/// A project that was made, or would be. As JSON it is what `--json` promises: keys are only ever added.
#[derive(Debug, Serialize)]
pub struct Made {
    project: String,
    root: String,
    dry_run: bool,
    git: &'static str,
    files: Vec<Entry>,
    commands: Vec<String>,
    notes: Vec<String>,
}

/// One file.
#[derive(Debug, Serialize)]
struct Entry {
    action: &'static str,
    path: String,
    class: &'static str,
}

impl Made {
    /// The files of a plan, sorted by path.
    pub fn new(plan: &Plan) -> Self {
        let mut files: Vec<Entry> = plan
            .steps
            .iter()
            .map(|step| Entry { action: step.action.verb(), path: step.path.clone(), class: step.class.as_str() })
            .collect();
        files.extend([manifest::FILE, lock::FILE].map(|path| Entry {
            action: "create",
            path: path.to_owned(),
            class: "document",
        }));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            project: String::new(),
            root: String::new(),
            dry_run: false,
            git: "unwanted",
            files,
            commands: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The name of the project and where it lies.
    #[must_use]
    pub fn project(self, name: &str, root: &Path) -> Self {
        Self { project: name.to_owned(), root: root.to_string_lossy().into_owned(), ..self }
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn dry_run(self, dry_run: bool) -> Self {
        Self { dry_run, ..self }
    }

    /// What became of the repository, in one word.
    #[must_use]
    pub fn git(self, git: &'static str) -> Self {
        Self { git, ..self }
    }

    /// Advice.
    #[must_use]
    pub fn notes(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    /// The commands to run next.
    #[must_use]
    pub fn commands(self, commands: Vec<String>) -> Self {
        Self { commands, ..self }
    }

    /// Every file on a line.
    fn list(&self) -> String {
        self.files.iter().map(|file| line(file.action, &file.path)).collect()
    }

    /// The files counted per area.
    fn areas(&self) -> String {
        let mut areas: BTreeMap<&str, usize> = BTreeMap::new();
        for file in &self.files {
            *areas.entry(area(&file.path)).or_default() += 1;
        }
        let width = areas.keys().map(|area| area.len()).max().unwrap_or_default();
        let noun = |count: usize| if count == 1 { "file" } else { "files" };
        areas
            .into_iter()
            .map(|(area, files)| line("create", &format!("{area:width$}  {files:>4} {}", noun(files))))
            .collect()
    }
}

impl Printer {
    /// Says what was made, or what would be.
    pub fn made(&self, made: &Made) -> Result<()> {
        if self.json {
            return self.object(made);
        }
        if made.dry_run {
            self.data(&made.list())?;
        } else if !self.quiet {
            let mut text = if self.verbose { made.list() } else { made.areas() };
            let _ = writeln!(text, "\nMade `{}`. Start it, and test it:", made.project);
            for command in &made.commands {
                let _ = writeln!(text, "    {command}");
            }
            self.data(&text)?;
        }
        made.notes.iter().for_each(|note| self.note(note));
        Ok(())
    }
}

fn line(verb: &str, what: &str) -> String {
    format!("{VERB}{verb:>10}{VERB:#}  {what}\n")
}

/// The part of a project that a path belongs to: `app/modules/articles/`, `app/core/`, `tests/`, or the top.
fn area(path: &str) -> &str {
    let depth = if path.starts_with("app/modules/") {
        3
    } else if path.starts_with("app/") {
        2
    } else {
        1
    };
    head(path, depth)
}

/// The first folders of a path, as many as it has up to `depth`.
pub(super) fn head(path: &str, depth: usize) -> &str {
    let ends: Vec<usize> = path.match_indices('/').map(|(at, _)| at + 1).collect();
    ends.get(depth - 1).or(ends.last()).map_or("./", |end| &path[..*end])
}

#[cfg(test)]
mod tests {
    use super::area;

    #[test]
    fn an_area_is_a_module_or_a_folder() {
        let areas = [
            ("README.md", "./"),
            (".github/workflows/ci.yml", ".github/"),
            ("app/main.py", "app/"),
            ("app/core/db/base.py", "app/core/"),
            ("app/modules/registry.py", "app/modules/"),
            ("app/modules/articles/models/base.py", "app/modules/articles/"),
            ("tests/core/test_ids.py", "tests/"),
        ];
        for (path, expected) in areas {
            assert_eq!(area(path), expected, "{path}");
        }
    }
}
