//! Files as a value: what a project holds, or should hold, with no disk behind it.

use std::collections::BTreeMap;
use std::path::Path;

use bytes::Bytes;
use sha1::{Digest, Sha1};

/// How a file is treated once the project lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Wiring, kernel, build, CI: merged three-way for ever.
    Managed,
    /// A module's own code and tests: written once, updated or removed only while pristine.
    Seeded,
    /// Migration revisions: never touched again.
    Once,
}

impl Class {
    /// The word for this class in packs and locks.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Managed => "managed",
            Self::Seeded => "seeded",
            Self::Once => "once",
        }
    }

    /// The class of that word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Managed, Self::Seeded, Self::Once].into_iter().find(|class| class.as_str() == word)
    }
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The bytes of the file; cheap to clone.
    pub content: Bytes,
    /// Whether it may be executed.
    pub executable: bool,
    /// How it is treated once the project lives.
    pub class: Class,
}

impl File {
    /// The git blob id of the content, as 40 hex digits.
    pub fn blob_id(&self) -> String {
        blob_id(&self.content)
    }
}

/// What stands at a path of a project on disk. A path with nothing there is no key of a [`Disk`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// A plain file.
    File {
        /// The bytes of the file.
        content: Bytes,
        /// Whether it may be executed.
        executable: bool,
    },
    /// What is never read nor written through: `a directory`, `a symbolic link`, `behind a symbolic link`.
    Blocked(&'static str),
}

/// What stands at some paths of a project, relative to it.
pub type Disk = BTreeMap<String, Standing>;

/// Files by their path: relative, `/` between the parts, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<String, File>,
}

impl Tree {
    /// Adds a file; gives back the one that stood at that path before.
    pub fn insert(&mut self, path: impl Into<String>, file: File) -> Option<File> {
        self.files.insert(path.into(), file)
    }

    /// The file at that path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl FromIterator<(String, File)> for Tree {
    fn from_iter<I: IntoIterator<Item = (String, File)>>(files: I) -> Self {
        Self { files: files.into_iter().collect() }
    }
}

/// Whether a path is that of a Python file.
pub fn is_python(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "py")
}

/// The id that git gives to these bytes: SHA-1 over `blob <length>\0` and the bytes, as 40 hex digits.
pub fn blob_id(content: &[u8]) -> String {
    let mut hash = Sha1::new();
    hash.update(format!("blob {}\0", content.len()));
    hash.update(content);
    let digits = hash.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::blob_id;

    #[test]
    fn a_blob_id_is_what_git_hash_object_prints() {
        assert_eq!(blob_id(b"hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
    }
}
