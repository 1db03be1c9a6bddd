//! A plan for an existing project: as a person reads it, as a diff, and as one JSON object.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::error::Result;
use crate::plan::{Action, Conflict, Kept, Plan, Step};
use crate::spec::manifest::FILE;
use crate::tree::{Disk, Standing};
use crate::ui::made::head;
use crate::ui::{Printer, diff};

/// Up to how many columns the paths take for the remarks to stand below one another.
const WIDEST: usize = 48;

const QUIET: Style = Style::new().dimmed();

/// What a command changes, or would change. As JSON it is what `--json` promises: keys are only ever added.
#[derive(Debug, Serialize)]
pub struct Planned {
    command: String,
    project: String,
    root: String,
    applied: bool,
    #[serde(skip)]
    idle: bool,
    files: Vec<Entry>,
    conflicts: Vec<String>,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

/// One file.
#[derive(Debug, Serialize)]
struct Entry {
    action: &'static str,
    path: String,
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    why: String,
}

impl Entry {
    fn of(step: &Step) -> Self {
        let renamed = step.from.is_some() && matches!(step.action, Action::Create(_));
        Self {
            action: if renamed { "rename" } else { step.action.verb() },
            path: step.path.clone(),
            class: step.class.as_str(),
            from: step.from.clone(),
            why: why(&step.action),
        }
    }
}

impl Planned {
    /// The view of a plan.
    pub fn new(command: &str, project: &str, root: &Path, plan: &Plan) -> Self {
        // A file that was renamed is spoken of where it lives now.
        let renamed = |step: &Step| {
            step.action == Action::Delete && plan.steps.iter().any(|other| other.from.as_ref() == Some(&step.path))
        };
        Self {
            command: command.to_owned(),
            project: project.to_owned(),
            root: root.to_string_lossy().into_owned(),
            applied: false,
            idle: false,
            files: plan.steps.iter().filter(|step| !renamed(step)).map(Entry::of).collect(),
            conflicts: plan.conflicts().map(|step| step.path.clone()).collect(),
            notes: Vec::new(),
            diff: None,
        }
    }

    /// Whether it was carried out, or is about to be.
    #[must_use]
    pub fn applied(self, applied: bool) -> Self {
        Self { applied, ..self }
    }

    /// Whether there was nothing to do at all.
    #[must_use]
    pub fn idle(self, idle: bool) -> Self {
        Self { idle, ..self }
    }

    /// Advice.
    #[must_use]
    pub fn notes(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    /// One line a file, or a line for many that are made or removed in one place.
    fn lines(&self, verbose: bool) -> String {
        let shown: Vec<&Entry> = self.files.iter().filter(|file| verbose || file.action != "adopt").collect();
        let mut crowds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for file in shown.iter().filter(|file| !verbose && is_one_of_many(file)) {
            *crowds.entry((file.action, crowd(&file.path))).or_default() += 1;
        }
        let mut rows: Vec<(&str, &str, String)> = Vec::new();
        for file in shown {
            let place = crowd(&file.path);
            match crowds.get_mut(&(file.action, place)) {
                Some(0) => {}
                Some(count) if *count > 1 && place != "./" && is_one_of_many(file) => {
                    rows.push((file.action, place, format!("{count} files")));
                    *count = 0;
                }
                _ => rows.push((file.action, &file.path, file.remark())),
            }
        }
        let width = rows.iter().map(|(_, path, _)| path.len()).max().unwrap_or_default().min(WIDEST);
        rows.iter().map(|(verb, path, remark)| line(verb, path, remark, width)).collect()
    }
}

impl Entry {
    fn remark(&self) -> String {
        match &self.from {
            Some(from) => [&format!("from {from}"), &*self.why].join(if self.why.is_empty() { "" } else { ", " }),
            None => self.why.clone(),
        }
    }
}

/// The folder whose files are counted rather than listed: that of a module, or of its tests.
fn crowd(path: &str) -> &str {
    head(path, if path.starts_with("app/") { 3 } else { 2 })
}

fn is_one_of_many(file: &Entry) -> bool {
    matches!(file.action, "create" | "delete" | "rename")
}

/// What is to be known of a step beside its verb.
fn why(action: &Action) -> String {
    match action {
        Action::Create(_) | Action::Update(_) | Action::Delete | Action::Adopt => String::new(),
        Action::Merge { yours: 0, .. } => "your edits kept".to_owned(),
        Action::Merge { yours: 1, .. } => "your line kept".to_owned(),
        Action::Merge { yours, .. } => format!("your {yours} lines kept"),
        Action::Keep(kept) => match kept {
            Kept::Edited => "yours".to_owned(),
            Kept::Removed => "you removed it".to_owned(),
            Kept::Moved(place) => format!("you moved it to {place}"),
            Kept::Foreign => "yours: scaffold did not write it".to_owned(),
            Kept::Once => "a migration is never rewritten; `manage migrate revision` writes the next one".to_owned(),
            Kept::Ignored => "git ignores it".to_owned(),
            Kept::Blocked(what) => format!("it is {what}"),
        },
        Action::Conflict(Conflict::Marked { places: 1, .. }) => "1 place to settle in the file".to_owned(),
        Action::Conflict(Conflict::Marked { places, .. }) => format!("{places} places to settle in the file"),
        Action::Conflict(Conflict::Beside { why, .. }) => {
            format!("yours stays, ours is put beside it as `{}`: {why}", crate::plan::BESIDE)
        }
    }
}

fn line(verb: &str, path: &str, remark: &str, width: usize) -> String {
    let color = match verb {
        "conflict" => AnsiColor::Red,
        "delete" | "keep" => AnsiColor::Yellow,
        _ => AnsiColor::Green,
    };
    let style = color.on_default().bold();
    if remark.is_empty() {
        return format!("{style}{verb:>10}{style:#}  {path}\n");
    }
    format!("{style}{verb:>10}{style:#}  {path:width$}  {QUIET}{remark}{QUIET:#}\n")
}

impl Printer {
    /// Shows a plan before it is carried out.
    pub fn plan(&self, planned: &Planned) -> Result<()> {
        planned.notes.iter().for_each(|note| self.note(note));
        self.data(&planned.lines(self.verbose))
    }

    /// Says what changed.
    pub fn planned(&self, planned: &Planned) -> Result<()> {
        if self.json {
            return self.object(planned);
        }
        if !self.quiet {
            let lines = planned.lines(self.verbose);
            let nothing = match (lines.is_empty(), planned.idle) {
                (true, true) => "nothing to change: the project is as `scaffold.toml` asks\n",
                (true, false) => "only `scaffold.toml` and `scaffold.lock` change\n",
                (false, _) => "",
            };
            self.data(&format!("{lines}{nothing}"))?;
        }
        planned.notes.iter().for_each(|note| self.note(note));
        Ok(())
    }

    /// Shows what would change, as a plan and as a diff.
    pub fn dry_run(&self, planned: &Planned, plan: &Plan, seen: &Disk, manifest: &str) -> Result<()> {
        let text = diff_of(plan, seen, manifest);
        if self.json {
            let planned = serde_json::to_value(planned).unwrap_or_default();
            let mut planned = planned.as_object().cloned().unwrap_or_default();
            planned.insert("diff".to_owned(), text.into());
            return self.object(&planned);
        }
        self.planned(planned)?;
        self.data(&diff::colored(&text))
    }
}

/// What would change, as one unified diff: the files by path, then `scaffold.toml`. The lock is nobody's reading.
fn diff_of(plan: &Plan, seen: &Disk, manifest: &str) -> String {
    let mut text = String::new();
    for (path, file) in plan.writes() {
        let old = match seen.get(&path) {
            Some(Standing::File { content, .. }) => Some(&content[..]),
            _ => None,
        };
        let _ = write!(text, "{}", diff::unified(&path, old, file.map(|file| &file.content[..])));
    }
    text + &diff::unified(FILE, Some(manifest.as_bytes()), Some(plan.manifest.as_bytes()))
}
