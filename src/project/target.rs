//! Where a new project goes. A [`Target`] is free because it exists: nothing stands there, or an empty directory.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A free place for a project.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
}

impl Target {
    /// The place that was typed, relative to the current directory; refuses one that is taken.
    pub fn find(typed: &Path) -> Result<Self> {
        let shown = typed.display();
        let absolute = std::path::absolute(typed)
            .map_err(|_| Error::usage("the project's folder is empty").hint("name one, as in `--dir services/shop`"))?;
        let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
            return Err(Error::usage(format!("`{shown}` names no folder to make"))
                .hint("name the project's own folder, as in `--dir ../shop`"));
        };
        let path = real(parent)?.join(name);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io("look at", &path, &error)),
            Ok(found) if found.is_symlink() => return Err(taken(typed, "is a symbolic link")),
            Ok(found) if !found.is_dir() => return Err(taken(typed, "is a file")),
            Ok(_) => refuse_unless_empty(&path, typed)?,
        }
        Ok(Self { path })
    }

    /// The absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The directory that it lies in, which need not exist.
    pub(super) fn parent(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }
}

/// The path without symbolic links as far as it exists, so that we find the work tree it truly lies in.
fn real(path: &Path) -> Result<PathBuf> {
    match (fs::canonicalize(path), path.parent(), path.file_name()) {
        (Ok(path), _, _) => Ok(path),
        (Err(error), Some(parent), Some(name)) if error.kind() == io::ErrorKind::NotFound => {
            Ok(real(parent)?.join(name))
        }
        (Err(error), _, _) => Err(Error::io("find", path, &error)),
    }
}

fn refuse_unless_empty(path: &Path, typed: &Path) -> Result<()> {
    let mut entries = fs::read_dir(path).map_err(|error| Error::io("look into", path, &error))?;
    if entries.next().is_some() {
        return Err(taken(typed, "already exists and is not empty"));
    }
    // A project comes into being by one rename, which puts a new directory in the place of this one. Whoever stands
    // in the old one would be left in a directory that is gone.
    if std::env::current_dir().is_ok_and(|here| here.starts_with(path)) {
        let name = path.file_name().unwrap_or_default().display();
        return Err(Error::usage(format!("`{}` is the directory that you are in", typed.display()))
            .hint(format!("go up first: `cd ..`, then the same with `--dir {name}`")));
    }
    Ok(())
}

fn taken(typed: &Path, what: &str) -> Error {
    Error::usage(format!("`{}` {what}; nothing was changed", typed.display()))
        .hint("choose another name, or another folder with `--dir DIR`")
}
