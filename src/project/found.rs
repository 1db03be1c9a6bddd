//! The project that the current directory lies in.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::disk;
use crate::project::recovery::{self, Recovered};
use crate::spec::{lock, manifest};
use crate::tree::Standing;

/// A project on the disk. It is whole because it exists: what a killed run left half done has been put right.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    manifest: String,
    lock: String,
    recovered: Option<Recovered>,
}

impl Project {
    /// The project that the current directory lies in.
    ///
    /// Where there is none, where it is no whole one, or where another run works on it for long, that is refused
    /// (exit 3).
    pub fn find() -> Result<Self> {
        let here = std::env::current_dir()
            .map_err(|error| Error::refused(format!("the current directory can't be found: {error}")))?;
        Self::find_from(&here)
    }

    /// The project that an absolute path lies in.
    pub fn find_from(here: &Path) -> Result<Self> {
        let stands = |directory: &Path, file: &str| fs::symlink_metadata(directory.join(file)).is_ok();
        let is_root = |directory: &&Path| stands(directory, lock::FILE) || stands(directory, manifest::FILE);
        let root = here.ancestors().find(is_root).ok_or_else(|| nowhere(here))?;
        let recovered = recovery::recover(root)?;
        Ok(Self {
            root: root.to_owned(),
            manifest: document(root, manifest::FILE)?,
            lock: document(root, lock::FILE)?,
            recovered,
        })
    }

    /// The directory that it lies in, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The text of `scaffold.toml`, as it was when the project was found.
    pub fn manifest(&self) -> &str {
        &self.manifest
    }

    /// The text of `scaffold.lock`, as it was when the project was found.
    pub fn lock(&self) -> &str {
        &self.lock
    }

    /// What a killed run had left, and has been put right.
    pub fn recovered(&self) -> Option<&Recovered> {
        self.recovered.as_ref()
    }
}

fn nowhere(here: &Path) -> Error {
    let looked: Vec<String> = here.ancestors().map(|directory| format!("`{}`", directory.display())).collect();
    Error::refused(format!("no project here: looked for `{}` in {}", lock::FILE, looked.join(", ")))
        .hint("`scaffold new` makes a project; `-C DIR` runs in another directory")
}

/// The text of one of the two documents.
fn document(root: &Path, file: &str) -> Result<String> {
    let from_history = format!("take `{file}` back from version control");
    match disk::look(root, std::iter::once(file))?.remove(file) {
        Some(Standing::File { content, .. }) => String::from_utf8(content.into())
            .map_err(|_| Error::refused(format!("`{}` is not UTF-8", root.join(file).display())).hint(from_history)),
        Some(Standing::Blocked(what)) => {
            Err(Error::refused(format!("`{}` is {what}", root.join(file).display())).hint(from_history))
        }
        None if file == lock::FILE => {
            Err(Error::refused(format!("`{}` has no `{file}`: nothing was applied there", root.display()))
                .hint(from_history)
                .hint(format!("`scaffold new --spec {}` makes a new project", manifest::FILE)))
        }
        None => Err(Error::refused(format!("`{}` has no `{file}`", root.display())).hint(from_history)),
    }
}
