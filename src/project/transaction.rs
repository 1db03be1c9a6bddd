//! Carries out a plan: all of it or nothing, whatever happens meanwhile.
//!
//! New contents are staged in the journal, old ones are linked there, and the log is written: up to here nothing was
//! touched. Then each file gets its place by one rename, `scaffold.lock` last. It refuses to replace what is not as the
//! plan saw it, to go through a symbolic link, and to work beside another run.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

use bytes::Bytes;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::error::{Error, Result};
use crate::plan::{Action, Conflict, Plan};
use crate::project::guard::Home;
use crate::project::interrupt::Interrupt;
use crate::project::journal::{self, JOURNAL};
use crate::project::record::{Entry, Log, Stood, Unsettled};
use crate::project::{Project, files, recovery};
use crate::spec::{lock, manifest};
use crate::tree::{Disk, Standing, blob_id};

impl Project {
    /// Carries out `plan`, which was made from what was `seen`, and keeps what it replaces for [`Project::last`].
    ///
    /// A path that the plan writes and that was not seen must be free. Where anything else stands there than was seen,
    /// that is refused (exit 3); a failure (exit 4) and a signal leave everything as it was. A plan that changes
    /// nothing leaves the last record alone.
    pub fn carry_out(&self, command: &str, plan: &Plan, seen: &Disk) -> Result<()> {
        let mut edits = self.edits(plan, seen)?;
        if edits.is_empty() {
            return Ok(());
        }
        let interrupt = Interrupt::catch()?;
        let home = Home::hold(self.root(), &interrupt)?;
        let folder = home.join(JOURNAL);
        // A run that was killed since this project was found: what it changed is found out next.
        recovery::put_right(self.root(), &folder)?;
        self.check(&mut edits)?;
        let log = self.log(command, plan, &edits);
        let made = self.stage(&folder, &edits, &interrupt).and_then(|staged| {
            interrupt.check()?;
            log.begin(&folder, staged)?;
            self.make(&folder, &log, &edits)
        });
        if let Err(error) = made {
            // What this can't put right is put right by the next start.
            return Err(match recovery::put_right(self.root(), &folder) {
                Ok(_) => error,
                Err(second) => second.hints.into_iter().fold(error, Error::hint),
            });
        }
        // All of it stands. What can't be tidied up now is tidied up by the next start.
        let _ = journal::clear(self.root(), &log).and_then(|()| journal::finish(&folder));
        Ok(())
    }

    /// What has to be done, in the order in which it is done.
    fn edits(&self, plan: &Plan, seen: &Disk) -> Result<Vec<Edit>> {
        let mut edits = Vec::new();
        for (path, file) in plan.writes() {
            let before = match seen.get(&path) {
                None => None,
                Some(Standing::File { content, executable }) => Some((content.clone(), *executable)),
                Some(Standing::Blocked(what)) => {
                    return Err(Error::refused(format!("`{path}` is {what}; nothing was changed")));
                }
            };
            let after = file.map(|file| (file.content.clone(), file.executable));
            edits.push(Edit { path, before, after, met: None });
        }
        for (path, old, new) in
            [(manifest::FILE, self.manifest(), &plan.manifest), (lock::FILE, self.lock(), &plan.lock)]
        {
            let content = |text: &str| Some((Bytes::copy_from_slice(text.as_bytes()), false));
            edits.push(Edit { path: path.to_owned(), before: content(old), after: content(new), met: None });
        }
        edits.retain(Edit::changes_something);
        Ok(edits)
    }

    /// Looks whether everything still is as it was seen, and the documents as they were read.
    fn check(&self, edits: &mut [Edit]) -> Result<()> {
        for edit in &mut *edits {
            // Taken before the content is read: whatever is written from here on is noticed.
            edit.met = fs::symlink_metadata(self.root().join(&edit.path)).ok();
        }
        let documents = [(manifest::FILE, self.manifest()), (lock::FILE, self.lock())];
        let paths = edits.iter().map(|edit| edit.path.as_str()).chain(documents.map(|(path, _)| path));
        let now = self.look(paths)?;
        for (path, text) in documents {
            match now.get(path) {
                Some(Standing::File { content, .. }) if content == text.as_bytes() => {}
                _ => return Err(journal::changed(path)),
            }
        }
        for edit in edits {
            match (now.get(&edit.path), &mut edit.before) {
                (None, None) => {}
                (Some(Standing::File { content, executable }), Some(before)) if *content == before.0 => {
                    before.1 = *executable;
                }
                (Some(Standing::Blocked(what)), _) => {
                    return Err(Error::refused(format!("`{}` is {what}; nothing was changed", edit.path)));
                }
                (Some(_), None) => {
                    return Err(Error::refused(format!("`{}` is there already; nothing was changed", edit.path))
                        .hint("move it away, then run this again"));
                }
                _ => return Err(journal::changed(&edit.path)),
            }
        }
        Ok(())
    }

    fn log(&self, command: &str, plan: &Plan, edits: &[Edit]) -> Log {
        let is_beside = |path: &str| {
            let mut steps = plan.steps.iter();
            steps.any(|step| step.path == path && matches!(step.action, Action::Conflict(Conflict::Beside { .. })))
        };
        let created = edits.iter().filter(|edit| edit.after.is_some()).map(|edit| edit.path.as_str());
        let missing = files::directories(created).into_iter().filter(|directory| !self.root().join(directory).exists());
        let unsettled = plan
            .unsettled
            .iter()
            .map(|(path, line)| (path.clone(), Unsettled { beside: is_beside(path), line: line.clone() }));
        Log {
            made: missing.map(str::to_owned).collect(),
            entries: edits.par_iter().map(Edit::entry).collect(),
            unsettled: unsettled.collect::<BTreeMap<_, _>>(),
            ..Log::new(command)
        }
    }

    /// Writes every new content into the journal, and links every old one there. Gives what has to be synced.
    fn stage(&self, folder: &Path, edits: &[Edit], interrupt: &Interrupt) -> Result<Vec<File>> {
        fs::create_dir(folder).map_err(|error| Error::io("create", folder, &error))?;
        let staged = edits.par_iter().enumerate().map(|(number, edit)| {
            interrupt.check()?;
            let path = self.root().join(&edit.path);
            if edit.before.is_some() {
                keep(&path, &journal::kept(folder, number)).map_err(|error| Error::io("keep", &path, &error))?;
            }
            let Some((content, executable)) = &edit.after else { return Ok(None) };
            let written = files::write_file(&journal::staged(folder, number), content, *executable);
            let written = written.and_then(|file| dress(&file, edit.met.as_ref()).map(|()| file));
            let written = written.inspect(journal::begin_sync);
            written.map(Some).map_err(|error| Error::io("write", &path, &error))
        });
        staged.filter_map(Result::transpose).collect()
    }

    /// Gives everything its place.
    fn make(&self, folder: &Path, log: &Log, edits: &[Edit]) -> Result<()> {
        for directory in &log.made {
            let path = self.root().join(directory);
            fs::create_dir(&path).map_err(|error| Error::io("create", &path, &error))?;
        }
        for (number, edit) in edits.iter().enumerate() {
            let path = self.root().join(&edit.path);
            if !edit.is_as_met(&path) {
                return Err(journal::changed(&edit.path));
            }
            let (verb, done) = match edit.after {
                Some(_) => ("write", journal::place(&journal::staged(folder, number), &path)),
                None => ("remove", fs::remove_file(&path)),
            };
            done.map_err(|error| Error::io(verb, &path, &error))?;
        }
        Ok(())
    }
}

/// A file's bytes, and whether it may be executed.
type Body = (Bytes, bool);

/// One path that changes.
#[derive(Debug)]
struct Edit {
    path: String,
    before: Option<Body>,
    after: Option<Body>,
    /// What stood there when the content was checked.
    met: Option<Metadata>,
}

impl Edit {
    fn changes_something(&self) -> bool {
        self.before.as_ref().map(|(content, _)| content) != self.after.as_ref().map(|(content, _)| content)
    }

    fn entry(&self) -> Entry {
        let stood = |(content, executable): &Body| Stood { id: blob_id(content), executable: *executable };
        Entry {
            path: self.path.clone(),
            before: self.before.as_ref().map(stood),
            after: self.after.as_ref().map(|(content, _)| blob_id(content)),
        }
    }

    /// Whether nobody wrote the file since it was checked.
    fn is_as_met(&self, path: &Path) -> bool {
        match (&self.met, fs::symlink_metadata(path)) {
            (None, Err(error)) => error.kind() == io::ErrorKind::NotFound,
            (Some(met), Ok(now)) => mark(met) == mark(&now),
            _ => false,
        }
    }
}

/// What changes when a file is written or replaced.
#[cfg(unix)]
fn mark(found: &Metadata) -> (u64, u64, u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (found.dev(), found.ino(), found.len(), found.mtime(), found.mtime_nsec())
}

#[cfg(not(unix))]
fn mark(found: &Metadata) -> (u64, Option<std::time::SystemTime>) {
    (found.len(), found.modified().ok())
}

/// Gives a new file the permissions, and where we may the owner, of the one that it replaces.
fn dress(file: &File, replaced: Option<&Metadata>) -> io::Result<()> {
    let Some(replaced) = replaced else { return Ok(()) };
    let ours = file.metadata()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        if (ours.uid(), ours.gid()) != (replaced.uid(), replaced.gid()) {
            let _ = fchown(file, Some(replaced.uid()), Some(replaced.gid()));
        }
    }
    if ours.permissions() != replaced.permissions() {
        file.set_permissions(replaced.permissions())?;
    }
    Ok(())
}

/// Keeps a file under another name: the same file where that can be, so that nothing written into it is lost.
fn keep(path: &Path, kept: &Path) -> io::Result<()> {
    fs::hard_link(path, kept).or_else(|_| {
        fs::copy(path, kept)?;
        File::open(kept)?.sync_data()
    })
}
