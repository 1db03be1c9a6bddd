//! What a `git merge` left to be settled: the two sides of each file, from git's index.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::project::Project;
use crate::project::run::Run;

/// A file as the two branches of a merge have it, and as both had it before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sides {
    /// As it was where the branches parted.
    pub base: Option<Bytes>,
    /// As the branch has it that is merged into.
    pub ours: Option<Bytes>,
    /// As the branch has it that is merged.
    pub theirs: Option<Bytes>,
}

impl Project {
    /// The files that a merge could not bring together, by path; none where no merge is under way.
    pub fn unmerged(&self) -> BTreeMap<String, Sides> {
        let answer = Run::new(self.root(), &["ls-files", "--unmerged", "-z"]).answer(&[]);
        let entries: Vec<(String, String, String)> = answer
            .split(|byte| *byte == 0)
            .filter_map(|entry| {
                // `<mode> <id> <stage>\t<path>`
                let (head, path) = std::str::from_utf8(entry).ok()?.split_once('\t')?;
                let mut words = head.split(' ').skip(1);
                Some((path.to_owned(), words.next()?.to_owned(), words.next()?.to_owned()))
            })
            .collect();
        let ids: Vec<&str> = entries.iter().map(|(_, id, _)| id.as_str()).collect();
        let blobs = self.blobs(&ids);
        let mut sides: BTreeMap<String, Sides> = BTreeMap::new();
        for (path, id, stage) in &entries {
            let sides = sides.entry(path.clone()).or_default();
            match stage.as_str() {
                "1" => sides.base = blobs.get(id).cloned(),
                "2" => sides.ours = blobs.get(id).cloned(),
                "3" => sides.theirs = blobs.get(id).cloned(),
                _ => {}
            }
        }
        sides
    }
}
