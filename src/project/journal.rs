//! The journal of a plan that is being carried out: `.scaffold/journal`, which becomes `.scaffold/last`.
//!
//! It holds the new contents before they get their names, the old ones by hard link, and the log, which comes last. A
//! journal without a log is one under which nothing has been touched yet.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::disk;
use crate::project::guard::Home;
use crate::project::record::{Entry, Log};
use crate::tree::{Standing, blob_id};

/// The name of the journal in our directory.
pub(super) const JOURNAL: &str = "journal";

/// The name that the journal has once everything is done.
pub(super) const LAST: &str = "last";

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

/// Takes back what was done of a log: every path becomes what it was, except where somebody changed it since, and
/// these are named. Running it again goes on where it stopped.
pub(super) fn take_back(root: &Path, folder: &Path, log: &Log) -> Result<Vec<String>> {
    let now = disk::look(root, log.entries.iter().map(|entry| entry.path.as_str()))?;
    let mut left = Vec::new();
    for (number, entry) in log.entries.iter().enumerate().rev() {
        let id = match now.get(&entry.path) {
            None => None,
            Some(Standing::File { content, .. }) => Some(blob_id(content)),
            Some(Standing::Blocked(_)) => {
                left.push(entry.path.clone());
                continue;
            }
        };
        if id == entry.before.as_ref().map(|stood| stood.id.clone()) {
            continue;
        }
        if id != entry.after {
            left.push(entry.path.clone());
            continue;
        }
        restore(root, folder, number, entry)?;
    }
    for directory in log.made.iter().rev() {
        // Somebody else may have put something there meanwhile, which then stays.
        let _ = fs::remove_dir(root.join(directory));
    }
    Ok(left)
}

fn restore(root: &Path, folder: &Path, number: usize, entry: &Entry) -> Result<()> {
    let path = root.join(&entry.path);
    let restored = match &entry.before {
        None => fs::remove_file(&path),
        Some(_) => fs::rename(kept(folder, number), &path),
    };
    restored.map_err(|error| {
        Error::io("take back", &path, &error).hint("run this again once that can be written: it goes on from here")
    })
}

/// Ends a plan whose changes are all made: directories that it emptied go, and the journal becomes the last record.
pub(super) fn finish(root: &Path, folder: &Path, log: &Log) -> Result<()> {
    for entry in log.entries.iter().filter(|entry| entry.after.is_none()) {
        remove_empty(root, &entry.path);
    }
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

/// Removes the directories above a path that hold nothing any more.
fn remove_empty(root: &Path, path: &str) {
    for (at, _) in path.rmatch_indices('/') {
        if fs::remove_dir(root.join(&path[..at])).is_err() {
            break;
        }
    }
}
