//! (base, spec, disk) → plan; pure. The one way from what is wanted to what will change.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::merge;
use crate::pack::Pack;
use crate::plan::{Plan, Step};
use crate::render;
use crate::spec::{Lock, Spec, manifest};
use crate::tree::Tree;

/// Plans the way from `base` (what we wrote last; empty for a new project) and `ours` (what stands on the
/// disk at the paths of both) to what `spec` wants now.
pub fn evolve(pack: &Pack, spec: &Spec, base: &Tree, ours: &Tree) -> Result<Plan> {
    let theirs = render::render(pack, spec)?;
    let paths: BTreeSet<&str> = base.iter().chain(theirs.iter()).map(|(path, _)| path).collect();
    let steps = paths
        .into_iter()
        .filter_map(|path| {
            let (base, ours, theirs_file) = (base.get(path), ours.get(path), theirs.get(path));
            let class = theirs_file.or(base).map(|file| file.class)?;
            let action = merge::path(class, base, ours, theirs_file)?;
            Some(Step { path: path.to_owned(), class, action })
        })
        .collect();
    Ok(Plan { steps, manifest: manifest::write(spec), lock: Lock::of(pack.version(), spec, &theirs).write() })
}
