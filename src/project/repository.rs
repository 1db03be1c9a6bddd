//! What the project's git repository knows, where there is one: old contents, ignored files, unsaved work.
//!
//! Whatever git can't answer, because it is missing, hangs, or does not trust the place, it does not know.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bytes::Bytes;

use crate::project::Project;
use crate::project::rules::Rules;
use crate::project::run::Run;
use crate::tree::blob_id;

impl Project {
    /// The contents of these git blobs, by id, as far as the repository has them.
    pub fn blobs(&self, ids: &[&str]) -> BTreeMap<String, Bytes> {
        if ids.is_empty() || !self.is_in_git() {
            return BTreeMap::new();
        }
        let question: String = ids.iter().flat_map(|id| [*id, "\n"]).collect();
        let answer = Run::new(self.root(), &["cat-file", "--batch"]).answer(question.as_bytes());
        let mut answer = Bytes::from(answer);
        let mut blobs = BTreeMap::new();
        // `<id> blob <size>`, the content and a newline; or `<id> missing`.
        while let Some(end) = answer.iter().position(|byte| *byte == b'\n') {
            let head = answer.split_to(end + 1);
            let mut words = std::str::from_utf8(&head).unwrap_or_default().split_whitespace();
            let (Some(id), Some(kind), size) = (words.next(), words.next(), words.next()) else { break };
            let Some(size) = size.and_then(|size| size.parse::<usize>().ok()) else { continue };
            if answer.len() < size + 1 {
                break;
            }
            let content = answer.split_to(size);
            let _ = answer.split_to(1);
            if kind == "blob" && blob_id(&content) == id {
                // A copy of its own, so that one blob does not keep all of the answer.
                blobs.insert(id.to_owned(), Bytes::copy_from_slice(&content));
            }
        }
        blobs
    }

    /// Those of these paths that git ignores and does not track.
    pub fn ignored<'a>(&self, paths: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
        let Some(top) = self.work_tree() else { return BTreeSet::new() };
        // Mostly no rule is about any of our paths, and git need not be started to say so.
        let mut rules = Rules::of(top);
        let doubtful = paths.filter(|path| rules.may_ignore(&self.root().join(path)));
        let question: String = doubtful.flat_map(|path| [path, "\0"]).collect();
        if question.is_empty() {
            return BTreeSet::new();
        }
        let answer = Run::new(self.root(), &["check-ignore", "--stdin", "-z"]).answer(question.as_bytes());
        words(&answer).map(str::to_owned).collect()
    }

    /// Those of these paths whose content git does not hold: edited and not staged, or not tracked.
    pub fn unsaved(&self, paths: &[&str]) -> Vec<String> {
        if paths.is_empty() || !self.is_in_git() {
            return Vec::new();
        }
        // So many at a time as fit every system's command line.
        let answers = paths.chunks(200).map(|paths| {
            // `status.relativePaths` does not concern `-z`: its paths are those from the root of the work tree.
            let args = ["--literal-pathspecs", "status", "--porcelain=v1", "-z", "--no-renames"];
            let args = [&args[..], &["--untracked-files=all", "--"], paths].concat();
            Run::new(self.root(), &args).answer(&[])
        });
        let above = self.prefix();
        let mut unsaved = BTreeSet::new();
        for answer in answers {
            for word in words(&answer) {
                let Some((state, path)) = word.split_at_checked(3) else { continue };
                let in_work_tree = state.as_bytes()[1];
                if let Some(path) = path.strip_prefix(&above)
                    && !matches!(in_work_tree, b' ' | b'D')
                {
                    unsaved.insert(path.to_owned());
                }
            }
        }
        unsaved.into_iter().collect()
    }

    /// Whether the project lies in a git work tree.
    pub fn is_in_git(&self) -> bool {
        self.work_tree().is_some()
    }

    fn work_tree(&self) -> Option<&Path> {
        self.root().ancestors().find(|directory| directory.join(".git").exists())
    }

    /// The way from the root of the work tree to the project, with a `/` at its end; empty where they are one.
    fn prefix(&self) -> String {
        let way = self.work_tree().and_then(|top| self.root().strip_prefix(top).ok()?.to_str()).unwrap_or_default();
        if way.is_empty() { String::new() } else { format!("{way}/") }
    }
}

fn words(answer: &[u8]) -> impl Iterator<Item = &str> {
    answer.split(|byte| *byte == 0).filter_map(|word| std::str::from_utf8(word).ok()).filter(|word| !word.is_empty())
}
