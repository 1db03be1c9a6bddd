//! The journal of a plan that is being carried out: `.scaffold/journal`, which becomes `.scaffold/last`.
//!
//! It holds the new contents before they get their names, the old ones by hard link, and the log, which comes last. A
//! journal without a log is one under which nothing has been touched yet.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::project::disk;
use crate::project::guard::Home;
use crate::project::record::{Entry, Log, Stood};
use crate::tree::{Standing, blob_id};

/// The name of the journal in our directory.
pub(super) const JOURNAL: &str = "journal";

/// The name that the journal has once everything is done.
pub(super) const LAST: &str = "last";

/// The folder in our directory with what stood at paths that a killed run had changed, and somebody else after it.
pub(super) const LEFT: &str = "left";

/// Where the new content of an entry waits for its name.
pub(super) fn staged(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number}.new"))
}

/// Where the old content of an entry is kept.
pub(super) fn kept(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number}.old"))
}

/// The refusal to replace what somebody changed while the plan was made.
pub(super) fn changed(path: &str) -> Error {
    Error::refused(format!("`{path}` was changed meanwhile; nothing was changed"))
        .hint("run this again: the plan is made anew from what stands there now")
}

/// Replaces a file of the project `root` in one step: at every moment it is the old one or the new one.
pub(super) fn replace(root: &Path, path: &Path, content: &[u8]) -> Result<()> {
    let part = Home::of(root).join("part");
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_data()
    });
    written.and_then(|()| fs::rename(&part, path)).map_err(|error| {
        let _ = fs::remove_file(&part);
        Error::io("write", path, &error)
    })
}

/// Has the disk begin with what was written to a file, so that there is less to wait for in [`sync`].
pub(super) fn begin_sync(file: &File) {
    // To the kernel, what nobody needs any more is what can be written out.
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

/// How many files are synced beside one another. Each waits for the disk, and the disk does what waits together at once;
/// more threads than these cost more to start than they save.
const SYNCS: usize = 8;

/// How long a file may take that waited for no disk, as where files are in memory.
const INSTANT: Duration = Duration::from_micros(30);

/// Waits until the contents of these files are on the disk for good.
pub(super) fn sync(files: &[File]) -> io::Result<()> {
    for (number, file) in files.iter().enumerate() {
        let start = Instant::now();
        file.sync_data()?;
        if start.elapsed() > INSTANT {
            return sync_beside_one_another(&files[number + 1..]);
        }
    }
    Ok(())
}

fn sync_beside_one_another(files: &[File]) -> io::Result<()> {
    let part = files.len().div_ceil(SYNCS).max(1);
    let sync = |files: &[File]| files.iter().try_for_each(File::sync_data);
    thread::scope(|scope| {
        let waits: Vec<_> = files.chunks(part).map(|files| scope.spawn(move || sync(files))).collect();
        waits.into_iter().try_for_each(|wait| wait.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Gives a file its place in one step, also where that is on another file system.
pub(super) fn place(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let part = part_beside(to);
            fs::copy(from, &part)?;
            File::open(&part)?.sync_data()?;
            fs::rename(&part, to)
        }
        done => done,
    }
}

/// Where a file is written that comes from another file system.
fn part_beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".scaffold-part");
    path.with_file_name(name)
}

/// Takes back what was done of a log: every path becomes what it was, except where somebody changed it since. These
/// are named, and what they were is kept under [`LEFT`]. Running it again goes on where it stopped.
pub(super) fn take_back(root: &Path, folder: &Path, log: &Log) -> Result<Vec<String>> {
    let now = disk::look(root, log.entries.iter().map(|entry| entry.path.as_str()))?;
    let mut left = Vec::new();
    for (number, entry) in log.entries.iter().enumerate().rev() {
        let now = match now.get(&entry.path) {
            None => Some(None),
            Some(Standing::File { content, .. }) => Some(Some(blob_id(content))),
            Some(Standing::Blocked(_)) => None,
        };
        let _ = fs::remove_file(part_beside(&root.join(&entry.path)));
        if now.as_ref() == Some(&entry.before.as_ref().map(|stood| stood.id.clone())) {
            continue;
        }
        if now.as_ref() == Some(&entry.after) {
            restore(root, folder, number, entry)?;
        } else if !staged(folder, number).exists() {
            leave(root, folder, number, entry)?;
            left.push(entry.path.clone());
        }
    }
    for directory in log.made.iter().rev() {
        // Somebody else may have put something there meanwhile, which then stays.
        let _ = fs::remove_dir(root.join(directory));
    }
    left.reverse();
    Ok(left)
}

fn restore(root: &Path, folder: &Path, number: usize, entry: &Entry) -> Result<()> {
    let path = root.join(&entry.path);
    let restored = match &entry.before {
        None => fs::remove_file(&path),
        Some(_) => make_parent(&path).and_then(|()| place(&kept(folder, number), &path)),
    };
    restored.map_err(|error| {
        Error::io("take back", &path, &error).hint("run this again once that can be written: it goes on from here")
    })
}

/// Keeps what a path was that somebody changed since.
fn leave(root: &Path, folder: &Path, number: usize, entry: &Entry) -> Result<()> {
    let kept = kept(folder, number);
    let is_whole = |stood: &Stood| fs::read(&kept).is_ok_and(|content| blob_id(&content) == stood.id);
    if !entry.before.as_ref().is_some_and(is_whole) {
        return Ok(());
    }
    let path = Home::of(root).join(LEFT).join(&entry.path);
    let done = make_parent(&path).and_then(|()| fs::rename(&kept, &path));
    done.map_err(|error| Error::io("keep what was at", &root.join(&entry.path), &error))
}

fn make_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Removes the directories that a plan emptied, once its changes are all made.
pub(super) fn clear(root: &Path, log: &Log) -> Result<()> {
    let mut removed = log.entries.iter().filter(|entry| entry.after.is_none());
    removed.try_for_each(|entry| remove_empty(root, &entry.path))
}

/// Ends a plan whose changes are all made: the journal becomes the last record.
pub(super) fn finish(folder: &Path) -> Result<()> {
    let last = folder.with_file_name(LAST);
    remove(&last)?;
    fs::rename(folder, &last).map_err(|error| Error::io("write", &last, &error))
}

/// Removes a folder of ours, if it is there.
pub(super) fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", folder, &error)),
        _ => Ok(()),
    }
}

/// Removes the directories above a path that hold nothing any more. What Python compiled there is nothing: it would
/// keep a removed package importable.
fn remove_empty(root: &Path, path: &str) -> Result<()> {
    for (at, _) in path.rmatch_indices('/') {
        let directory = root.join(&path[..at]);
        remove_compiled(&directory);
        match fs::remove_dir(&directory) {
            Ok(()) => {}
            // A run that was killed after it removed the directory is gone on with.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists) => {
                break;
            }
            Err(error) => return Err(Error::io("remove", &directory, &error)),
        }
    }
    Ok(())
}

/// Removes what Python compiled from sources that were in a directory, where there is nothing else in it.
fn remove_compiled(directory: &Path) {
    let Some(entries) = names(directory) else { return };
    let compiled = directory.join("__pycache__");
    if entries == ["__pycache__"]
        && let Some(files) = names(&compiled)
        && files.iter().all(|file| Path::new(file).extension().is_some_and(|kind| kind == "pyc"))
        && fs::symlink_metadata(&compiled).is_ok_and(|found| found.is_dir())
    {
        let _ = fs::remove_dir_all(compiled);
    }
}

/// The names in a directory.
fn names(directory: &Path) -> Option<Vec<OsString>> {
    fs::read_dir(directory).ok()?.map(|entry| Some(entry.ok()?.file_name())).collect()
}
