//! What else lies in a project: its Python, and paths as people type them.

use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::path::{Component, Path};

use bytes::Bytes;
use ignore::WalkBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::error::{Error, Result};
use crate::project::Project;
use crate::tree::is_python;

impl Project {
    /// All Python files of the project that git does not ignore, by path.
    pub fn python(&self) -> Result<BTreeMap<String, Bytes>> {
        let paths: Vec<String> =
            self.walk("", |kind| kind.is_file()).into_iter().filter(|path| is_python(path)).collect();
        let read = |path: String| {
            let place = self.root().join(&path);
            fs::read(&place).map(|content| (path, content.into())).map_err(|error| Error::io("read", &place, &error))
        };
        paths.into_par_iter().map(read).collect()
    }

    /// What stands beneath a folder of the project, symbolic links among it, and git does not ignore; nothing where there
    /// is no such folder.
    pub fn beneath(&self, folder: &str) -> Vec<String> {
        self.walk(folder, |kind| !kind.is_dir())
    }

    fn walk(&self, folder: &str, wanted: impl Fn(FileType) -> bool) -> Vec<String> {
        let entries = WalkBuilder::new(self.root().join(folder)).require_git(false).build().flatten();
        entries
            .filter(|entry| entry.file_type().is_some_and(&wanted))
            .filter_map(|entry| Some(entry.path().strip_prefix(self.root()).ok()?.to_str()?.replace('\\', "/")))
            .collect()
    }

    /// A path that was typed in the current directory, relative to the project; empty for the project itself.
    pub fn relative(&self, typed: &Path) -> Result<String> {
        let here = std::env::current_dir()
            .map_err(|error| Error::refused(format!("the current directory can't be found: {error}")))?;
        let mut parts: Vec<Component<'_>> = Vec::new();
        let whole = here.join(typed);
        for part in whole.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        let path = parts.iter().collect::<std::path::PathBuf>();
        let inside = path.strip_prefix(self.root()).ok().and_then(Path::to_str);
        inside.map(|path| path.replace('\\', "/")).ok_or_else(|| {
            Error::usage(format!("`{}` does not lie in the project `{}`", typed.display(), self.root().display()))
        })
    }
}
