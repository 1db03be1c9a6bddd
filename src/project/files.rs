//! Writes the files of a plan: each directory made once, nothing looked up twice, nothing synced one by one.
//!
//! The whole of `new` stays near the time of `cp -r` of what it makes, so that system calls are counted here.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use crate::error::{Error, Result};
use crate::plan::{Action, Plan};
use crate::project::interrupt::Interrupt;
use crate::spec::{lock, manifest};
use crate::tree::File;

/// Writes everything that the plan creates under `root`, which is empty; the lock comes last. Errors name the paths
/// as they will be, under `target`: nobody knows the place where they are written.
pub fn write(root: &Path, target: &Path, plan: &Plan, interrupt: &Interrupt) -> Result<()> {
    let files: Vec<(&str, &File)> =
        plan.steps.iter().filter_map(|step| Some((&*step.path, created(&step.action)?))).collect();
    let place = Place { root, target, interrupt };
    place.fill(&files, 0)?;
    place.file(manifest::FILE, plan.manifest.as_bytes(), false)?;
    place.file(lock::FILE, plan.lock.as_bytes(), false)
}

/// Where the files of a plan go.
#[derive(Clone, Copy)]
struct Place<'a> {
    root: &'a Path,
    target: &'a Path,
    interrupt: &'a Interrupt,
}

impl Place<'_> {
    /// Writes files, sorted by path, of which the first `depth` bytes of the path are a directory that is there: what
    /// lies in different directories at once.
    fn fill(self, files: &[(&str, &File)], depth: usize) -> Result<()> {
        let below = |path: &str| path[depth..].split_once('/').map_or(path.len(), |(part, _)| depth + part.len());
        let is_beside =
            |(one, _): &(&str, &File), (other, _): &(&str, &File)| one[..below(one)] == other[..below(other)];
        files.par_chunk_by(is_beside).try_for_each(|files| {
            let (path, file) = files[0];
            let end = below(path);
            if end == path.len() {
                self.interrupt.check()?;
                return self.file(path, &file.content, file.executable);
            }
            let directory = &path[..end];
            fs::create_dir(self.root.join(directory)).map_err(|error| self.failed("create", directory, &error))?;
            self.fill(files, end + 1)
        })
    }

    fn file(self, path: &str, content: &[u8], executable: bool) -> Result<()> {
        let written = write_file(&self.root.join(path), content, executable);
        written.map(drop).map_err(|error| self.failed("write", path, &error))
    }

    fn failed(self, verb: &str, path: &str, error: &io::Error) -> Error {
        Error::io(verb, &self.target.join(path), error)
    }
}

fn created(action: &Action) -> Option<&File> {
    match action {
        Action::Create(file) => Some(file),
        _ => None,
    }
}

/// Every directory that the paths lie in, parents before their children.
pub(super) fn directories<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    paths.flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect()
}

/// Writes one file that is not there yet, and gives it open: 0644, or 0755 where it is executable, less what the umask
/// takes.
pub(super) fn write_file(path: &Path, content: &[u8], executable: bool) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if executable { 0o777 } else { 0o666 });
    let mut file = options.open(path)?;
    file.write_all(content)?;
    Ok(file)
}
