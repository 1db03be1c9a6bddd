//! The directory beside the target in which a project is written before it gets its name.
//!
//! A lock held on the directory marks a live run. A killed one leaves its directory behind without a lock, which is
//! how the next run beside it knows what to sweep.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use crate::error::{Error, Exit, Result};

const PREFIX: &str = ".scaffold-new-";
const ATTEMPTS: usize = 100;

/// A directory that is removed again unless it settles.
#[derive(Debug)]
pub struct Staging {
    path: PathBuf,
    settled: bool,
    _lock: Option<File>,
}

impl Staging {
    /// Sweeps what killed runs left in `parent`, and makes a directory there.
    pub fn open(parent: &Path) -> Result<Self> {
        sweep(parent);
        for attempt in 0..ATTEMPTS {
            let path = parent.join(format!("{PREFIX}{}-{attempt}", process::id()));
            match fs::create_dir(&path) {
                // Another container has a process of our number and works here too.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(Error::io("create", &path, &error)),
                Ok(()) => {}
            }
            let lock = lock(&path);
            // A run that swept between the making and the lock took this for a leftover: then we make another one.
            if path.exists() {
                return Ok(Self { path, settled: false, _lock: lock });
            }
        }
        Err(Error::new(Exit::Io, format!("could not keep a directory in `{}`", parent.display())))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the directory the name `target`, in one step: before it there is nothing there, after it everything.
    pub fn settle(mut self, target: &Path) -> Result<()> {
        fs::rename(&self.path, target).map_err(|error| match error.kind() {
            io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                Error::usage(format!("`{}` came into being meanwhile; it was not changed", target.display()))
            }
            _ => Error::io("give the project its place at", target, &error),
        })?;
        self.settled = true;
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.settled {
            // What can't be removed now is swept by the next run.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Locks a directory; none where the file system can't, where then nobody sweeps either.
fn lock(directory: &Path) -> Option<File> {
    File::open(directory).ok().filter(|opened| opened.lock().is_ok())
}

/// Removes the directories of runs that no longer live. What can't be removed is left: it is in nobody's way.
fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name
            .to_str()
            .and_then(|name| name.strip_prefix(PREFIX)?.split_once('-'))
            .is_some_and(|(process, attempt)| process.parse::<u32>().is_ok() && attempt.parse::<usize>().is_ok());
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let Ok(opened) = File::open(entry.path()) else { continue };
        match opened.try_lock() {
            Ok(()) => drop(fs::remove_dir_all(entry.path())),
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Staging;

    #[test]
    fn a_live_run_keeps_its_directory_and_a_dead_one_loses_it() {
        let parent = tempfile::tempdir().unwrap();
        let dead = parent.path().join(".scaffold-new-4711-0");
        let foreign = parent.path().join(".scaffold-new-ideas");
        fs::create_dir_all(dead.join("app")).unwrap();
        fs::create_dir(&foreign).unwrap();
        let live = Staging::open(parent.path()).unwrap();
        let other = Staging::open(parent.path()).unwrap();
        assert!(live.path().exists() && other.path().exists());
        assert!(!dead.exists() && foreign.exists());
    }

    #[test]
    fn what_does_not_settle_is_removed() {
        let parent = tempfile::tempdir().unwrap();
        drop(Staging::open(parent.path()).unwrap());
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
    }

    #[test]
    fn settling_on_what_came_meanwhile_changes_nothing() {
        let parent = tempfile::tempdir().unwrap();
        let staging = Staging::open(parent.path()).unwrap();
        let target = parent.path().join("shop");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("mine"), "").unwrap();
        assert!(staging.settle(&target).is_err());
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
        assert!(target.join("mine").exists());
    }
}
