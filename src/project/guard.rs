//! One run at a time: whoever changes a project holds the lock on `.scaffold/lock`.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::project::interrupt::Interrupt;

/// How long another run is waited for. Runs take milliseconds; one that takes this long waits for somebody.
const PATIENCE: Duration = Duration::from_secs(10);

/// The directory of a project that is ours, and that git never sees.
#[derive(Debug)]
pub(super) struct Home {
    path: PathBuf,
    _lock: File,
}

impl Home {
    /// Where it is in a project.
    pub(super) fn of(root: &Path) -> PathBuf {
        root.join(".scaffold")
    }

    /// Makes the directory where there is none yet, and holds its lock until the value is dropped.
    pub(super) fn hold(root: &Path, interrupt: &Interrupt) -> Result<Self> {
        let path = Self::of(root);
        match fs::create_dir(&path) {
            Ok(()) => {}
            // It may have come into being just now, by another run.
            Err(_) if fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(Error::refused(format!("`{}` is no directory; nothing was changed", path.display())));
            }
            Err(error) => return Err(Error::io("create", &path, &error)),
        }
        let lock = wait(&path.join("lock"), interrupt)?;
        hide(&path).map_err(|error| Error::io("write into", &path, &error))?;
        Ok(Self { path, _lock: lock })
    }

    /// A path inside of it.
    pub(super) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

/// Hides the directory from git; in one step, so that no half of this file is left.
fn hide(home: &Path) -> io::Result<()> {
    let ignore = home.join(".gitignore");
    if ignore.exists() {
        return Ok(());
    }
    let part = home.join(".gitignore.part");
    fs::write(&part, "*\n")?;
    fs::rename(part, ignore)
}

fn wait(path: &Path, interrupt: &Interrupt) -> Result<File> {
    let failed = |error: &io::Error| Error::io("lock", path, error);
    let file =
        OpenOptions::new().write(true).create(true).truncate(false).open(path).map_err(|error| failed(&error))?;
    let started = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(failed(&error)),
            Err(TryLockError::WouldBlock) if started.elapsed() > PATIENCE => {
                return Err(Error::refused("another run of scaffold works on this project; nothing was changed")
                    .hint("wait until it is done, then run this again"));
            }
            Err(TryLockError::WouldBlock) => {
                interrupt.check()?;
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}
