//! Puts right what a killed run left: nothing of its plan stays, or all of it.

use std::fs;
use std::path::Path;

use crate::error::Result;
use crate::project::disk;
use crate::project::guard::Home;
use crate::project::interrupt::Interrupt;
use crate::project::journal::{self, JOURNAL};
use crate::project::record::Log;
use crate::tree::{Standing, blob_id};

/// What was found of a killed run, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The command that was killed.
    pub command: String,
    /// Whether all of its plan stands now; otherwise nothing of it does.
    pub finished: bool,
    /// The paths that somebody changed since, and that were left as they are. What stood there before the run is kept
    /// under `.scaffold/left/`.
    pub left: Vec<String>,
}

/// Puts right what a killed run left in the project `root`. A live one is waited for.
pub(super) fn recover(root: &Path) -> Result<Option<Recovered>> {
    if fs::symlink_metadata(Home::of(root).join(JOURNAL)).is_err() {
        return Ok(None);
    }
    let home = Home::hold(root, &Interrupt::default())?;
    put_right(root, &home.join(JOURNAL))
}

/// Puts right what the journal in `folder` tells of, while nobody else works on the project.
pub(super) fn put_right(root: &Path, folder: &Path) -> Result<Option<Recovered>> {
    let Some(log) = Log::read(folder)? else {
        journal::remove(folder)?;
        return Ok(None);
    };
    let finished = is_done(root, &log)?;
    let left = if finished {
        // A directory that can't be removed, even now, is in nobody's way.
        let _ = journal::clear(root, &log);
        journal::finish(folder)?;
        Vec::new()
    } else {
        let left = journal::take_back(root, folder, &log)?;
        journal::remove(folder)?;
        left
    };
    Ok(Some(Recovered { command: log.command, finished, left }))
}

/// Whether all changes were made. They are made in order, so that the last one tells.
fn is_done(root: &Path, log: &Log) -> Result<bool> {
    let Some(last) = log.entries.last() else { return Ok(true) };
    let now = disk::look(root, std::iter::once(last.path.as_str()))?;
    Ok(match now.get(&last.path) {
        None => last.after.is_none(),
        Some(Standing::File { content, .. }) => last.after.as_ref() == Some(&blob_id(content)),
        Some(Standing::Blocked(_)) => false,
    })
}
