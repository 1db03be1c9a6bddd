//! The files of a pack by their path, in the order in which folders list them.

use std::borrow::Cow;
use std::ops::Index;

use bytes::Bytes;
use include_dir::{Dir, DirEntry};

use crate::pack::frozen;

/// Files sorted by path, part by part: what lies in a folder stands together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files(Vec<(Cow<'static, str>, Bytes)>);

impl Files {
    /// Every file below a folder of the current templates, which lists them in order. The frozen packs are no part of
    /// it.
    ///
    /// # Panics
    ///
    /// When a path is not UTF-8: the binary was built wrong.
    pub fn of(dir: &'static Dir<'static>) -> Self {
        let mut files = Vec::new();
        collect(dir, &mut files);
        debug_assert!(files.is_sorted_by(|(one, _), (other, _)| parts(one).le(parts(other))));
        Self(files)
    }

    /// All files by their path, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.0.iter().map(|(path, content)| (&**path, content))
    }

    /// The files below a folder, by their path.
    pub fn beneath(&self, folder: &str) -> impl Iterator<Item = (&str, &Bytes)> {
        let rest = &self.0[self.0.partition_point(|(path, _)| parts(path).lt(parts(folder)))..];
        let is_inside = |path: &str| path.strip_prefix(folder).is_some_and(|inside| inside.starts_with('/'));
        let count = rest.iter().take_while(|(path, _)| is_inside(path)).count();
        rest[..count].iter().map(|(path, content)| (&**path, content))
    }
}

impl FromIterator<(Cow<'static, str>, Bytes)> for Files {
    fn from_iter<I: IntoIterator<Item = (Cow<'static, str>, Bytes)>>(files: I) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_by(|(one, _), (other, _)| parts(one).cmp(parts(other)));
        Self(files)
    }
}

impl Index<&str> for Files {
    type Output = Bytes;

    fn index(&self, path: &str) -> &Bytes {
        let found = self.0.binary_search_by(|(other, _)| parts(other).cmp(parts(path)));
        &self.0[found.unwrap_or_else(|_| panic!("the pack has no `{path}`"))].1
    }
}

fn parts(path: &str) -> std::str::Split<'_, char> {
    path.split('/')
}

fn collect(dir: &'static Dir<'static>, files: &mut Vec<(Cow<'static, str>, Bytes)>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::File(file) => {
                let path = file.path().to_str().expect("a template path is UTF-8");
                files.push((Cow::Borrowed(path), Bytes::from_static(file.contents())));
            }
            DirEntry::Dir(dir) if dir.path().as_os_str() == frozen::FOLDER => {}
            DirEntry::Dir(dir) => collect(dir, files),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Files;

    #[test]
    fn what_lies_in_a_folder_stands_together() {
        let paths = ["a/b/c", "a/b-c/d", "a/b+d/e", "a/b.c", "a/b/d/e", "a/bc"];
        let files: Files = paths.into_iter().map(|path| (path.into(), path.into())).collect();
        let beneath = |folder| files.beneath(folder).map(|(path, _)| path).collect::<Vec<_>>();
        assert_eq!(beneath("a/b"), ["a/b/c", "a/b/d/e"]);
        assert_eq!(beneath("a/b+d"), ["a/b+d/e"]);
        assert_eq!((beneath("a").len(), beneath("b").len(), beneath("a/b/c").len()), (6, 0, 0));
        assert_eq!(files["a/b.c"], "a/b.c");
    }
}
