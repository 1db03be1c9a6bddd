//! What was done to a project, kept so that it can be taken back: the journal while it is done, the last plan after.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::project::guard::Home;
use crate::project::interrupt::Interrupt;
use crate::project::journal::{self, LAST};
use crate::project::{Project, files};
use crate::spec::lock;
use crate::tree::{Class, blob_id};

/// The plan that was applied last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The command that applied it.
    pub command: String,
    /// What it changed, in the order in which that was done; the documents come last.
    pub changes: Vec<Change>,
    /// The conflicts that it left and that are not settled yet, by path.
    pub unsettled: BTreeMap<String, Unsettled>,
}

/// What one path was and became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where, relative to the project.
    pub path: String,
    /// The file that stood there before.
    pub before: Option<Before>,
    /// The git blob id of what stood there afterwards.
    pub after: Option<String>,
}

/// A file as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The bytes of the file.
    pub content: Bytes,
    /// Whether it could be executed.
    pub executable: bool,
}

/// A conflict that the owner has to settle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    /// Whether ours was put beside the owner's file, rather than marked in it.
    pub beside: bool,
    /// What the lock will say of the file once it is settled.
    pub line: (Class, String),
}

/// A record as it is written down: contents are files beside it, by the number of the entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Log {
    /// The shape of this document.
    pub format: u32,
    pub command: String,
    /// The directories that were made, parents first.
    pub made: Vec<String>,
    pub entries: Vec<Entry>,
    pub unsettled: BTreeMap<String, Unsettled>,
}

/// One path of a [`Log`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    pub path: String,
    pub before: Option<Stood>,
    pub after: Option<String>,
}

/// What stood at a path: the git blob id of its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stood {
    pub id: String,
    pub executable: bool,
}

/// The shape of [`Log`] that this release writes, and the only one there is.
const FORMAT: u32 = 1;

const FILE: &str = "record.json";

/// A log that takes the place of the other one once the lock on the disk is the one that it tells of.
const SETTLED: &str = "settled.json";

impl Log {
    pub(super) fn new(command: &str) -> Self {
        Self {
            format: FORMAT,
            command: command.to_owned(),
            made: Vec::new(),
            entries: Vec::new(),
            unsettled: BTreeMap::new(),
        }
    }

    /// The log in a folder; none where there is no log.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>> {
        Self::read_file(&folder.join(FILE))
    }

    fn read_file(path: &Path) -> Result<Option<Self>> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io("read", path, &error)),
        };
        let inside = |log: &Self| {
            let paths = log.entries.iter().map(|entry| &entry.path);
            paths.chain(&log.made).all(|path| lock::stays_inside(path))
        };
        match serde_json::from_str::<Self>(&text) {
            Ok(log) if log.format == FORMAT && inside(&log) => Ok(Some(log)),
            _ => Err(Error::refused(format!("`{}` is no record of this release", path.display()))
                .hint("run the release of scaffold that ran here last")),
        }
    }

    /// Writes the log into a journal in one step, once everything in there is on the disk for good.
    pub(super) fn begin(&self, folder: &Path, mut staged: Vec<File>) -> Result<()> {
        let path = folder.join(FILE);
        let part = folder.join("part");
        let written = self.text().and_then(|text| files::write_file(&part, text.as_bytes(), false));
        let synced = written.and_then(|file| {
            staged.push(file);
            journal::sync(&staged)
        });
        synced.and_then(|()| fs::rename(&part, &path)).map_err(|error| Error::io("write", &path, &error))
    }

    fn text(&self) -> io::Result<String> {
        serde_json::to_string(self).map_err(io::Error::other)
    }

    /// The log of the last plan, as far as it is settled.
    fn last(root: &Path) -> Result<Option<Self>> {
        let folder = Home::of(root).join(LAST);
        let Some(settled) = Self::read_file(&folder.join(SETTLED))? else { return Self::read(&folder) };
        let lock = fs::read(root.join(lock::FILE)).map(|lock| blob_id(&lock)).ok();
        let is_true = settled.entries.last().is_some_and(|entry| entry.path == lock::FILE && entry.after == lock);
        if is_true { Ok(Some(settled)) } else { Self::read(&folder) }
    }
}

impl Project {
    /// The plan that was applied last, with what it replaced; none where nothing was applied since `new`.
    pub fn last(&self) -> Result<Option<Record>> {
        let folder = Home::of(self.root()).join(LAST);
        let Some(log) = Log::last(self.root())? else { return Ok(None) };
        let changes = log.entries.into_iter().enumerate().map(|(number, entry)| {
            let before = entry.before.map(|stood| {
                let path = journal::kept(&folder, number);
                let content = fs::read(&path).map_err(|error| Error::io("read", &path, &error))?;
                Ok(Before { content: content.into(), executable: stood.executable })
            });
            Ok(Change { path: entry.path, before: before.transpose()?, after: entry.after })
        });
        Ok(Some(Record { command: log.command, changes: changes.collect::<Result<_>>()?, unsettled: log.unsettled }))
    }

    /// The conflicts that the last plan left and that are not settled yet, by path.
    pub fn unsettled(&self) -> Result<BTreeMap<String, Unsettled>> {
        Ok(Log::last(self.root())?.map(|log| log.unsettled).unwrap_or_default())
    }

    /// Writes the lock, now that the conflicts of the last plan are settled, and forgets them.
    ///
    /// # Errors
    ///
    /// When another run changed the lock meanwhile (exit 3), or it can't be written (exit 4).
    pub fn settle(&self, lock: &str) -> Result<()> {
        let interrupt = Interrupt::catch()?;
        let _home = Home::hold(self.root(), &interrupt)?;
        let folder = Home::of(self.root()).join(LAST);
        let path = self.root().join(lock::FILE);
        let there = fs::read(&path).map_err(|error| Error::io("read", &path, &error))?;
        if there != self.lock().as_bytes() {
            return Err(journal::changed(lock::FILE));
        }
        if let Some(mut log) = Log::last(self.root())? {
            log.unsettled.clear();
            let after = Some(blob_id(lock.as_bytes()));
            if let Some(entry) = log.entries.last_mut().filter(|entry| entry.path == lock::FILE) {
                entry.after = after;
            } else {
                journal::replace(self.root(), &journal::kept(&folder, log.entries.len()), &there)?;
                let before = Some(Stood { id: blob_id(&there), executable: false });
                log.entries.push(Entry { path: lock::FILE.to_owned(), before, after });
            }
            // It counts from the moment at which the lock is the one that it tells of.
            let settled = folder.join(SETTLED);
            let text = log.text().map_err(|error| Error::io("write", &settled, &error))?;
            journal::replace(self.root(), &settled, text.as_bytes())?;
        }
        journal::replace(self.root(), &path, lock.as_bytes())
    }
}
