//! A project, read: its files by their dotted paths, its layout, and what each file reaches.

use std::sync::OnceLock;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelExtend, ParallelIterator};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::edges::{Edge, edges};
use crate::check::exports::DOORS;
use crate::check::given::Importing;
use crate::check::layout::{Addressed, Layout};
use crate::check::names::Reading;
use crate::check::reader::read;
use crate::check::source::{Source, Unparsed};
use crate::check::sources::{self, Found};

/// Reads the files that were found, in parallel.
///
/// The trees that stay are made first, so that they lie beside one another; each of the others then has its place in
/// memory from the one before.
pub fn files(found: &Found, layout: &Layout) -> Vec<Source> {
    let text = |file: Addressed| {
        let bytes = sources::read(&found.root, &file.path);
        Unparsed::read(file, bytes)
    };
    let texts: Vec<Unparsed> = layout.addressed(&found.files).into_par_iter().map(text).collect();
    let (asked, others): (Vec<_>, Vec<_>) = texts.into_iter().enumerate().partition(|(_, text)| text.is_asked);
    let mut sources: Vec<Source> = Vec::with_capacity(asked.len() + others.len());
    for texts in [asked, others] {
        sources.par_extend(texts.into_par_iter().map(|(at, text)| text.parse(at)));
    }
    sources.sort_unstable_by_key(|source| source.at);
    for (path, message) in found.closed.iter().cloned() {
        sources.push(Source::closed(path, message, sources.len()));
    }
    sources
}

/// A project, read.
#[derive(Debug)]
pub struct Project<'a> {
    /// Where things are.
    pub layout: &'a Layout,
    /// The files, by path.
    pub sources: &'a [Source],
    /// What each file reaches in the project, in the order of the files.
    pub edges: Vec<Vec<Edge>>,
    by_dotted: FxHashMap<&'a str, usize>,
    readings: Vec<OnceLock<Reading<'a>>>,
    /// The functions that import what they are given; found when first asked for.
    pub(super) importing: OnceLock<Vec<Importing<'a>>>,
    /// How a text begins that spells out a path into a module.
    spelled: [String; 2],
    /// The files outside of modules through which something of a module, or of all of them, can be reached.
    leaks: FxHashSet<&'a str>,
}

impl<'a> Project<'a> {
    /// Puts the files together, and finds what they reach.
    pub fn new(layout: &'a Layout, sources: &'a [Source]) -> Self {
        let mut by_dotted = FxHashMap::default();
        for source in sources.iter().filter(|source| !source.dotted.is_empty()) {
            // A package hides a file of the same name, as it does for Python; a stub hides nothing.
            if source.is_package || !by_dotted.contains_key(source.dotted.as_str()) {
                by_dotted.insert(source.dotted.as_str(), source.at);
            }
        }
        let readings = sources.iter().map(|_| OnceLock::new()).collect();
        let mut project = Self {
            layout,
            sources,
            edges: Vec::new(),
            by_dotted,
            readings,
            importing: OnceLock::new(),
            spelled: ['"', '\''].map(|quote| format!("{quote}{}.modules.", layout.package)),
            leaks: FxHashSet::default(),
        };
        project.leaks = project.leaking();
        let edges = sources.par_iter().map(|source| edges(&project, source)).collect();
        project.edges = edges;
        project
    }

    /// The file with that dotted path.
    pub fn source(&self, dotted: &str) -> Option<&'a Source> {
        self.by_dotted.get(dotted).map(|&at| &self.sources[at])
    }

    /// The file that a dotted path leads into, and what is left of the path there.
    pub fn find<'d>(&self, dotted: &'d str) -> Option<(&'a Source, &'d str)> {
        let mut end = dotted.len();
        loop {
            if let Some(source) = self.source(&dotted[..end]) {
                return Some((source, dotted[end..].trim_start_matches('.')));
            }
            end = dotted[..end].rfind('.')?;
        }
    }

    /// A file with its scopes; read when first asked for.
    pub fn reading(&self, source: &'a Source) -> &Reading<'a> {
        self.readings[source.at].get_or_init(|| read(source))
    }

    /// The module that a dotted path leads into, and what is left of the path there.
    pub fn module_of<'d>(&self, dotted: &'d str) -> Option<(&'d str, &'d str)> {
        let inside = dotted.strip_prefix(&self.layout.package)?.strip_prefix(".modules.")?;
        let (module, rest) = inside.split_once('.').unwrap_or((inside, ""));
        (!matches!(module, "registry" | "*") || self.layout.has_module(module)).then_some((module, rest))
    }

    /// Whether a path is the package, its `modules`, or everything in one of them: from there every module is in reach.
    pub fn is_container(&self, dotted: &str) -> bool {
        let rest = dotted.strip_prefix(&self.layout.package);
        matches!(rest, Some("" | ".modules" | ".*" | ".modules.*"))
    }

    /// Whether a file spells out a path into a module, as text.
    pub fn is_spelled(&self, source: &Source) -> bool {
        self.spelled.iter().any(|begun| source.text.contains(begun.as_str()))
    }

    /// Whether a path leads to a module as a whole, to one of its doors, or to all modules: by themselves, these are
    /// open to everybody, and what they lead to is judged at its use.
    pub fn is_opening(&self, target: &str, own: Option<&str>) -> bool {
        let of_module = self.module_of(target).filter(|(module, _)| own != Some(*module));
        self.is_container(target.strip_suffix(".*").unwrap_or(target))
            || of_module.is_some_and(|(_, rest)| rest.is_empty() || DOORS.contains(&rest.trim_end_matches(".*")))
    }

    /// Whether a file hands on such an opening under a name, or under any name where it is asked for none.
    pub fn hands_on(&self, source: &Source, rest: &str) -> bool {
        self.hands_on_within(source, rest, 0)
    }

    fn hands_on_within(&self, source: &Source, rest: &str, depth: usize) -> bool {
        const DEEPEST: usize = 4;
        let name = rest.split('.').next().unwrap_or(rest);
        let own = source.module.as_deref();
        source.imports.iter().any(|import| {
            let is_meant = matches!(name, "" | "*") || import.binds.as_deref().is_none_or(|bound| bound == name);
            let leads_on = || {
                let (file, rest) = self.find(&import.target)?;
                let is_own = own.is_some() && file.module.as_deref() == own;
                Some(depth < DEEPEST && is_own && file.at != source.at && self.hands_on_within(file, rest, depth + 1))
            };
            is_meant && (self.is_opening(&import.target, own) || leads_on().unwrap_or(false))
        })
    }

    /// Whether a path may stand for something else than it says, because the file that it leads into hands things on.
    pub fn leaks(&self, source: &Source) -> bool {
        self.leaks.contains(source.dotted.as_str())
    }

    /// The files outside of modules that import from modules, tests or everything, or from such a file.
    fn leaking(&self) -> FxHashSet<&'a str> {
        let outside: Vec<&Source> = self.sources.iter().filter(|source| source.place.module().is_none()).collect();
        let mut leaking = FxHashSet::default();
        loop {
            let before = leaking.len();
            for source in &outside {
                let reaches = |target: &str| {
                    self.module_of(target).is_some()
                        || self.is_container(target)
                        || self.find(target).is_some_and(|(other, _)| leaking.contains(other.dotted.as_str()))
                };
                let mut imports = source.imports.iter();
                if !leaking.contains(source.dotted.as_str())
                    && (source.is_dynamic || imports.any(|import| !import.whole || reaches(&import.target)))
                {
                    leaking.insert(source.dotted.as_str());
                }
            }
            if leaking.len() == before {
                return leaking;
            }
        }
    }
}
