//! Files that go on living at another path: a release of the templates has renamed them, or their module has.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::evolve::Wanted;
use crate::merge::renames;
use crate::pack::Pack;
use crate::render;
use crate::spec::{Lock, ModuleName};
use crate::tree::Tree;

impl Wanted {
    /// Follows the files that another release of the templates has renamed: told by their contents, which are ours on
    /// both sides. What a change of the spec removes and adds is never taken for a rename.
    pub fn follow_renames(&mut self, before: &Tree, pack: &Pack, lock: &Lock) -> Result<()> {
        let same_spec = (self.spec != lock.spec).then(|| render::render(pack, &lock.spec)).transpose()?;
        let after = same_spec.as_ref().unwrap_or(&self.tree);
        let found = renames::renames(&missing_in(after, before), &missing_in(before, after));
        self.moves.extend(found.into_iter().filter(|(_, to)| self.tree.get(to).is_some()));
        Ok(())
    }

    /// Follows the files of a module that has another name now: those with the old one as a part of their paths.
    pub fn follow_module(&mut self, lock: &Lock, old: &ModuleName, new: &ModuleName) {
        let is_new = |path: &String| self.has(path) && !lock.files.contains_key(path);
        let gone = lock.files.keys().filter(|path| !self.has(path));
        let moves = gone.filter_map(|path| {
            let to = with_another_name(path, old, new).into_iter().find(is_new)?;
            Some((path.clone(), to))
        });
        let moves: Vec<(String, String)> = moves.collect();
        self.moves.extend(moves);
        self.renames_module = true;
    }

    /// The path that a path of ours comes from.
    pub fn origin<'a>(&'a self, path: &'a str) -> &'a str {
        self.moves.iter().find(|(_, to)| *to == path).map_or(path, |(from, _)| from)
    }
}

/// The files of one tree at paths that another has not.
fn missing_in<'a>(other: &Tree, tree: &'a Tree) -> BTreeMap<&'a str, &'a [u8]> {
    let files = tree.iter().filter(|(path, _)| other.get(path).is_none());
    files.map(|(path, file)| (path, &file.content[..])).collect()
}

/// The paths that a path with a module's name in it may have under another name. The name may also be that of a record,
/// which stays, or of a folder of ours.
pub fn with_another_name(path: &str, old: &ModuleName, new: &ModuleName) -> Vec<String> {
    let (old, new) = (old.snake(), new.snake());
    path.split('/').fold(vec![String::new()], |paths, part| {
        let (stem, rest) = part.split_at(part.find('.').unwrap_or(part.len()));
        let head = stem.strip_suffix(old).filter(|head| head.is_empty() || head.ends_with('_'));
        let renamed = head.map(|head| format!("{head}{new}{rest}"));
        let parts: Vec<&str> = renamed.as_deref().into_iter().chain([part]).collect();
        let joined = |path: String| {
            let gap = if path.is_empty() { "" } else { "/" };
            parts.iter().map(|part| format!("{path}{gap}{part}")).collect::<Vec<_>>()
        };
        paths.into_iter().flat_map(joined).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::with_another_name;
    use crate::spec::ModuleName;

    #[test]
    fn a_name_is_exchanged_where_it_is_a_whole_part_of_a_path() {
        let renamed = |path: &str, old: &str, new: &str| {
            with_another_name(path, &ModuleName::parse(old).unwrap(), &ModuleName::parse(new).unwrap())
        };
        assert_eq!(renamed("tests/pens/test_pens.py", "pens", "inks")[0], "tests/inks/test_inks.py");
        assert_eq!(renamed("tests/tags/x.py", "tag", "book"), ["tests/tags/x.py"]);
        let record = "app/modules/volume/models/book.py".to_owned();
        assert!(renamed("app/modules/book/models/book.py", "book", "volume").contains(&record));
    }
}
