//! Finds where the owner moved files to, by their content.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use ignore::{DirEntry, WalkBuilder};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::project::Project;
use crate::spec::Lock;
use crate::tree::blob_id;

/// Larger files are none of ours.
const LARGEST: u64 = 1 << 20;

impl Project {
    /// The paths at which these git blobs stand, by id, among the files that the lock does not name: the first by
    /// name where there are several. Empty files are all alike, and are not looked for; neither is what git ignores.
    pub fn search(&self, ids: &BTreeSet<String>) -> BTreeMap<String, String> {
        let empty = blob_id(b"");
        if ids.iter().all(|id| *id == empty) {
            return BTreeMap::new();
        }
        let known = Lock::read(self.lock()).map(|lock| lock.files).unwrap_or_default();
        let walk = WalkBuilder::new(self.root())
            .hidden(false)
            .require_git(false)
            .filter_entry(|entry| !matches!(entry.file_name().to_str(), Some(".git" | ".scaffold")))
            .build();
        let is_small_file = |entry: &DirEntry| {
            entry.file_type().is_some_and(|kind| kind.is_file())
                && entry.metadata().is_ok_and(|found| (1..=LARGEST).contains(&found.len()))
        };
        let paths: Vec<String> = walk
            .flatten()
            .filter(is_small_file)
            .filter_map(|entry| Some(entry.path().strip_prefix(self.root()).ok()?.to_str()?.replace('\\', "/")))
            .filter(|path| !known.contains_key(path))
            .collect();
        let found = paths.into_par_iter().filter_map(|path| {
            let id = blob_id(&fs::read(self.root().join(&path)).ok()?);
            ids.contains(&id).then_some((id, path))
        });
        let mut first = BTreeMap::new();
        let mut found: Vec<(String, String)> = found.collect();
        found.sort();
        for (id, path) in found {
            first.entry(id).or_insert(path);
        }
        first
    }
}
