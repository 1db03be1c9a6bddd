//! The rules by which git may ignore a path, read without git. They err on one side: what they pass over, git does not
//! ignore; what they suspect, git is asked about, since only git knows which files it tracks.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The rules of one work tree, as far as they were needed.
pub(super) struct Rules<'a> {
    top: &'a Path,
    /// The rules of the whole work tree; none where only git can tell what they are.
    general: Option<Vec<Gitignore>>,
    directories: BTreeMap<PathBuf, Gitignore>,
}

impl<'a> Rules<'a> {
    /// The rules of the work tree at `top`.
    pub(super) fn of(top: &'a Path) -> Self {
        let git = top.join(".git");
        // Linked work trees keep their settings elsewhere, and a setting may name another file of rules.
        let config = fs::read_to_string(git.join("config")).ok();
        let is_plain = config.is_some_and(|text| {
            let text = text.to_lowercase();
            !text.contains("excludesfile") && !text.contains("include")
        });
        let general = is_plain.then(|| {
            let (global, _) = GitignoreBuilder::new(top).build_global();
            vec![global, read(top, &git.join("info/exclude"))]
        });
        Self { top, general, directories: BTreeMap::new() }
    }

    /// Whether any rule is about this absolute path or a directory above it.
    pub(super) fn may_ignore(&mut self, path: &Path) -> bool {
        let Some(general) = &self.general else { return true };
        if general.iter().any(|rules| is_about(rules, path)) {
            return true;
        }
        let above = path.ancestors().skip(1).take_while(|directory| directory.starts_with(self.top));
        for directory in above {
            if !self.directories.contains_key(directory) {
                self.directories.insert(directory.to_owned(), read(directory, &directory.join(".gitignore")));
            }
            if is_about(&self.directories[directory], path) {
                return true;
            }
        }
        false
    }
}

/// The rules in a file, which are about what lies in `directory`; no rules where there is no such file.
fn read(directory: &Path, file: &Path) -> Gitignore {
    if !file.exists() {
        return Gitignore::empty();
    }
    let mut rules = GitignoreBuilder::new(directory);
    // A line that is no rule for us is none for git.
    let _ = rules.add(file);
    rules.build().unwrap_or_else(|_| Gitignore::empty())
}

/// Whether a rule ignores the path or a directory above it. Git looks into no directory that it ignores, so that an
/// exception from the rules below one is none.
fn is_about(rules: &Gitignore, path: &Path) -> bool {
    let mut above = path.ancestors().skip(1).take_while(|directory| directory.starts_with(rules.path()));
    !rules.is_empty()
        && (rules.matched(path, false).is_ignore() || above.any(|directory| rules.matched(directory, true).is_ignore()))
}
