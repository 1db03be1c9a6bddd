//! Writes the files of a plan: each directory made once, nothing looked up twice, nothing synced one by one.
//!
//! The whole of `new` stays near the time of `cp -r` of what it makes, so that system calls are counted here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::error::{Error, Result};
use crate::plan::{Action, Plan};
use crate::project::interrupt::Interrupt;
use crate::spec::{lock, manifest};
use crate::tree::File;

/// Writes everything that the plan creates under `root`, which is empty; the lock comes last. Errors name the paths
/// as they will be, under `target`: nobody knows the place where they are written.
pub fn write(root: &Path, target: &Path, plan: &Plan, interrupt: &Interrupt) -> Result<()> {
    let failed = |verb: &str, path: &str, error: &io::Error| Error::io(verb, &target.join(path), error);
    let file = |path: &str, content: &[u8], executable: bool| {
        write_file(&root.join(path), content, executable).map(drop).map_err(|error| failed("write", path, &error))
    };
    let files: Vec<(&str, &File)> =
        plan.steps.iter().filter_map(|step| Some((&*step.path, created(&step.action)?))).collect();
    let mut levels: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for directory in directories(files.iter().map(|(path, _)| *path)) {
        levels.entry(directory.matches('/').count()).or_default().push(directory);
    }
    for level in levels.into_values() {
        level.into_par_iter().try_for_each(|directory| {
            fs::create_dir(root.join(directory)).map_err(|error| failed("create", directory, &error))
        })?;
    }
    files.into_par_iter().try_for_each(|(path, new)| {
        interrupt.check()?;
        file(path, &new.content, new.executable)
    })?;
    file(manifest::FILE, plan.manifest.as_bytes(), false)?;
    file(lock::FILE, plan.lock.as_bytes(), false)
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
