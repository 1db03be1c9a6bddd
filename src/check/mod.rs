//! `check`: the walls of a project, judged by reading its source. Nothing is imported, nothing configured.
//!
//! | file | what it holds |
//! |---|---|
//! | `sources` | the disk: which files there are, and their bytes |
//! | `decode`, `depth`, `source`, `imports` | bytes to text, text to tree, and what its import statements name |
//! | `hints` | words that tell which files are worth more than that |
//! | `layout`, `manifest`, `project` | where things are, what modules declare, and all files together |
//! | `names`, `reader`, `binder`, `quoted` | the names of a file in their scopes |
//! | `resolve`, `effort`, `loads`, `given`, `fold`, `returned`, `collect`, `stands_for`, `exports`, `lazy` | which dotted paths they stand for, through aliases, texts and files that hand on |
//! | `frameworks` | which names of modules frameworks import |
//! | `edges`, `graph` | what a file reaches, and which modules use which |
//! | `bindings` | which values, texts and types the names of a file stand for, for the rules about data |
//! | `sql` | which tables a statement names |
//! | `tables` | which module owns a table, a schema, a mapped class |
//! | `rules` | the walls, one file each |
//! | `allow`, `baseline` | exceptions: in a comment, and what was there before |
//! | `report` | what was found, as values |
//!
//! This room stands beside the others and knows nothing of rendering; `commands` and `ui` use it.

mod allow;
mod baseline;
mod binder;
mod bindings;
mod callees;
mod collect;
mod decode;
mod depth;
mod edges;
mod effort;
mod exports;
mod fold;
mod frameworks;
mod given;
mod graph;
mod hints;
mod imports;
mod layout;
mod lazy;
mod loads;
mod manifest;
mod names;
mod project;
mod quoted;
mod reader;
mod report;
mod resolve;
mod returned;
mod rules;
mod source;
mod sources;
mod sql;
mod stands_for;
mod tables;

use std::path::{Path, PathBuf};

use crate::check::layout::{Addressed, Layout, Place};
use crate::check::project::Project;
use crate::check::source::Source;
use crate::check::sources::Found;
use crate::error::{Error, Result};

pub use baseline::Baseline;
pub use graph::{Graph, Use, Way, names};
pub use report::{Excerpt, Finding, Related, Report, Severity, Skipped, Spot};
pub use rules::Rule;

/// The stack of a thread that walks trees; frames are several times larger where nothing is optimised. It is taken from
/// the machine only as far as it is used.
const STACK: usize = if cfg!(debug_assertions) { 1 << 29 } else { 1 << 26 };

/// What a check is asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The rules that count; all of them where nothing is said.
    pub rules: Option<Vec<Rule>>,
}

/// Checks the project at `root`: the directory that holds the package, or the package itself. Refuses what has no
/// `core` and `modules`.
pub fn check(root: &Path, options: &Options) -> Result<Report> {
    with_project(root, |found, project| {
        let mut findings = rules::findings(project);
        let allowed = allow::apply(project, &mut findings, options.rules.as_deref());
        if let Some(rules) = &options.rules {
            // What nobody could read breaks no rule only because it was not looked at.
            findings.retain(|finding| rules.contains(&finding.rule) || finding.rule == Rule::Unreadable);
        }
        findings.sort_by(|a, b| (&a.spot, a.rule, &a.message).cmp(&(&b.spot, b.rule, &b.message)));
        findings.dedup();
        Report {
            root: found.root.clone(),
            findings,
            checked: project.sources.len(),
            modules: project.layout.modules.len(),
            skipped: found.skipped.clone(),
            allowed,
            ..Report::default()
        }
    })
}

/// Which modules of the project at `root` use which.
pub fn graph(root: &Path) -> Result<Graph> {
    with_project(root, |_, project| Graph::of(project).declared(project).placed(project))
}

/// What the import statements of a file name, as absolute dotted paths in the order in which they stand; `dotted` is
/// how the file itself is imported.
pub fn imports(bytes: Vec<u8>, dotted: &str, is_package: bool) -> Vec<String> {
    let (path, dotted) = (format!("{dotted}.py"), dotted.to_owned());
    let source = Source::read(Addressed { path, dotted, is_package, place: Place::Composition }, bytes);
    source.imports.into_iter().map(|import| import.target).collect()
}

/// The nearest project, from `start` upwards.
pub fn nearest(start: &Path) -> Option<PathBuf> {
    sources::nearest(start)
}

/// Reads the project at `root` and hands it on.
fn with_project<T: Send>(root: &Path, judge: impl FnOnce(&Found, &Project) -> T + Send) -> Result<T> {
    let found = sources::find(root)?;
    let Some(layout) = Layout::of(&found) else {
        return Err(Error::refused(format!("`{}` is not a project", root.display()))
            .hint("a project has a package with `core` and `modules` in it, such as `app/core` and `app/modules`"));
    };
    Ok(on_deep_stacks(|| {
        let sources = project::files(&found, &layout);
        judge(&found, &Project::new(&layout, &sources))
    }))
}

/// Runs on threads whose stacks hold the deepest tree that is walked; where there are none to be had, right here.
fn on_deep_stacks<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => pool.install(run),
        Err(_) => run(),
    }
}
