//! What the names and texts of a file stand for, in its scopes and across files.
//!
//! | file | what it holds |
//! |---|---|
//! | `scopes`, `walk`, `targets` | the names of one file, and the walk that finds them |
//! | `paths`, `budget` | which dotted paths an expression stands for, followed to where they are defined |
//! | `objects` | which class an object is of, or which call gave it |
//! | `calls` | what the calls of a file may call, at a glance |
//! | `annotation` | which types an annotation mentions |
//! | `fold`, `text`, `arguments`, `entries`, `members` | which texts an expression stands for, and where each piece of one was written |
//!
//! It over-approximates: a name that is bound twice stands for both. What depends on a value that is only known when
//! the program runs stands for nothing, or leaves a hole in a text.

mod annotation;
mod arguments;
mod budget;
mod calls;
mod entries;
mod fold;
mod members;
mod objects;
mod paths;
mod scopes;
mod targets;
mod text;
mod walk;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::check::layout::Layout;
use crate::check::project::Project;
use crate::check::source::Source;

pub(super) use annotation::Mention;
pub(super) use calls::Called;
pub(super) use fold::last_name;
pub(super) use objects::Origin;
pub(super) use paths::Definition;
pub(super) use scopes::{Binding, Holder, Reading};
pub(super) use text::Text;
pub(super) use walk::elements;

/// An expression and where it is read: the file and the scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The file, as an index into the sources.
    pub file: usize,
    /// The scope in that file.
    pub scope: usize,
}

/// All files of a project, each walked when it is first asked for.
pub(super) struct Names<'a> {
    /// Where things are.
    pub layout: &'a Layout,
    /// The files.
    pub sources: &'a [Source],
    by_dotted: FxHashMap<&'a str, usize>,
    readings: Vec<OnceLock<Reading<'a>>>,
    calls: Vec<OnceLock<Vec<Called<'a>>>>,
}

impl<'a> Names<'a> {
    /// Over the files of a project.
    pub fn of(project: &Project<'a>) -> Self {
        let (layout, sources) = (project.layout, project.sources);
        let named = sources.iter().filter(|source| !source.dotted.is_empty());
        let found = named.filter_map(|source| Some((source.dotted.as_str(), project.source(&source.dotted)?.at)));
        Self {
            layout,
            sources,
            by_dotted: found.collect(),
            readings: sources.iter().map(|_| OnceLock::new()).collect(),
            calls: sources.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// A file, walked.
    pub fn reading(&self, file: usize) -> &Reading<'a> {
        self.readings[file].get_or_init(|| walk::read(&self.sources[file]))
    }

    /// The module that a dotted path leads into.
    pub fn module_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        let inside = path.strip_prefix(self.layout.package.as_str())?.strip_prefix(".modules.")?;
        let module = inside.split('.').next()?;
        self.layout.has_module(module).then_some(module)
    }

    /// The text of a file.
    pub fn text(&self, file: usize) -> &'a str {
        &self.sources[file].text
    }

    /// The file with a dotted path.
    pub fn file(&self, dotted: &str) -> Option<usize> {
        self.by_dotted.get(dotted).copied()
    }
}
