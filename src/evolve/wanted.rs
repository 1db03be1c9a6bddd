//! What a project should hold: the files that its spec comes to.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::error::Result;
use crate::merge::Theirs;
use crate::pack::Pack;
use crate::render::{render, render_beside};
use crate::spec::{Lock, Spec};
use crate::tree::{File, Tree};

/// What is wanted now.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The release of the templates.
    pub pack: String,
    /// What the project should be.
    pub spec: Spec,
    /// `scaffold.toml` as it will be.
    pub manifest: String,
    /// Every file as we would write it, but those that are `known`.
    pub tree: Tree,
    /// The git blob ids of these files, by path.
    pub ids: BTreeMap<String, String>,
    /// Paths whose files come out as they were written last: they are neither rendered nor looked at.
    pub known: BTreeSet<String>,
    /// Paths whose files go on living at another path: those that a pack or a module has renamed.
    pub moves: BTreeMap<String, String>,
    /// Whether a module has another name now.
    pub renames_module: bool,
}

impl Wanted {
    /// Renders what `spec` asks for; `manifest` is the document that says so.
    pub fn new(pack: &Pack, spec: Spec, manifest: String) -> Result<Self> {
        let tree = render(pack, &spec)?;
        Ok(Self::of(pack, spec, manifest, tree))
    }

    /// The same for a project that the same templates wrote last: where modules come and all else stays as it is, what
    /// they change nothing in is left as the lock knows it.
    pub fn beside(pack: &Pack, spec: Spec, manifest: String, lock: &Lock) -> Result<Self> {
        let is_written = |path: &String| lock.files.contains_key(path);
        if lock.pack == pack.version() && spec.only_adds_to(&lock.spec) {
            let (tree, known) = render_beside(pack, &spec, &lock.spec)?;
            if known.iter().all(is_written) {
                return Ok(Self { known: known.into_iter().collect(), ..Self::of(pack, spec, manifest, tree) });
            }
        }
        Self::new(pack, spec, manifest)
    }

    fn of(pack: &Pack, spec: Spec, manifest: String, tree: Tree) -> Self {
        let files: Vec<(&str, &File)> = tree.iter().collect();
        let ids: Vec<(String, String)> =
            files.into_par_iter().map(|(path, file)| (path.to_owned(), file.blob_id())).collect();
        let (ids, pack) = (ids.into_iter().collect(), pack.version().to_owned());
        Self { pack, spec, manifest, tree, ids, known: BTreeSet::new(), moves: BTreeMap::new(), renames_module: false }
    }

    /// Whether a file is wanted at a path.
    pub fn has(&self, path: &str) -> bool {
        self.tree.get(path).is_some() || self.known.contains(path)
    }

    /// The file at a path, with its git blob id.
    pub fn file(&self, path: &str) -> Option<Theirs<'_>> {
        Some(Theirs { id: self.ids.get(path)?, file: self.tree.get(path)? })
    }
}
