//! Revisions of ours in a history that the owner has gone on writing: each history stays one line with one end.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use crate::error::Error;
use crate::evolve::Wanted;
use crate::plan::{Action, Plan};
use crate::render::revision::{self, Revision};
use crate::spec::Lock;
use crate::tree::{Class, Disk, File, Standing, is_python};

/// The folders of the histories that were there and go on being wanted, and to which a revision of ours comes, or from
/// which one goes.
pub fn touched<'a>(lock: &'a Lock, wanted: &'a Wanted) -> BTreeSet<&'a str> {
    let written = lock.files.iter().filter(|(_, (class, _))| *class == Class::Once).map(|(path, _)| path.as_str());
    let written: BTreeSet<&str> = written.collect();
    let wished = wanted.tree.iter().filter(|(_, file)| file.class == Class::Once).map(|(path, _)| path);
    let wished: BTreeSet<&str> =
        wished.chain(written.iter().copied().filter(|path| wanted.known.contains(*path))).collect();
    let folders = |paths: &BTreeSet<&'a str>| paths.iter().map(|path| folder(path)).collect::<BTreeSet<_>>();
    let lasting = &folders(&written) & &folders(&wished);
    written.symmetric_difference(&wished).map(|path| folder(path)).filter(|folder| lasting.contains(folder)).collect()
}

/// The folders of all histories that a project has.
pub fn all(lock: &Lock) -> BTreeSet<&str> {
    let written = lock.files.iter().filter(|(_, (class, _))| *class == Class::Once).map(|(path, _)| path.as_str());
    written.map(folder).collect()
}

/// The first history that has no one end, with what is wrong; branches that git brought together can leave one so.
pub fn flaw(disk: &Disk) -> Option<(&str, Error)> {
    places(disk).into_iter().find_map(|place| {
        let history = standing(disk, place);
        let head = revision::head(history.iter().map(|(path, text)| (*path, &**text)));
        head.err().map(|error| (place, error))
    })
}

/// Lets each new revision of ours follow the end of its history, where that is no longer the one that it would follow.
/// `disk` is what stands in the histories that are [`touched`], here and below.
pub fn join(wanted: &mut Wanted, lock: &Lock, disk: &Disk) {
    for place in places(disk) {
        let history = standing(disk, place);
        let Ok(Some(head)) = revision::head(history.iter().map(|(path, text)| (*path, &**text))) else { continue };
        let ids: BTreeSet<String> = revisions(&history).into_values().map(|revision| revision.id).collect();
        let arrives = |path: &str| {
            folder(path) == place && !lock.files.contains_key(path) && !disk.contains_key(path) && is_python(path)
        };
        let new: Vec<(&str, &File, &str, Revision)> = wanted
            .tree
            .iter()
            .filter(|(path, _)| arrives(path))
            .filter_map(|(path, file)| {
                let text = std::str::from_utf8(&file.content).ok()?;
                Some((path, file, text, revision::read(path, text).ok()??))
            })
            .collect();
        let is_new = |id: &String| new.iter().any(|(.., revision)| revision.id == *id);
        let joined: Vec<(String, File)> = new
            .iter()
            .filter_map(|(path, file, text, revision)| {
                let [before] = &revision.follows[..] else { return None };
                // What it would follow may have got another name, in the owner's hands.
                let is_elsewhere = *before != head.id && !is_new(before) && !ids.contains(&revision.id);
                let follows = |id: &str| format!("down_revision = \"{id}\"");
                let content = Bytes::from(text.replacen(&follows(before), &follows(&head.id), 1));
                is_elsewhere.then(|| ((*path).to_owned(), File { content, ..(*file).clone() }))
            })
            .collect();
        for (path, file) in joined {
            wanted.ids.insert(path.clone(), file.blob_id());
            wanted.tree.insert(path, file);
        }
    }
}

/// The revisions of ours that are wanted no longer, and which others follow that stay: without them nobody could go on.
pub fn followed(lock: &Lock, wanted: &Wanted, disk: &Disk) -> BTreeSet<String> {
    let mut followed = BTreeSet::new();
    for place in places(disk) {
        let all = revisions(&standing(disk, place));
        let goes = |path: &str| lock.files.contains_key(path) && !wanted.has(path);
        let mut staying: Vec<&Revision> =
            all.iter().filter(|(path, _)| !goes(path)).map(|(_, revision)| revision).collect();
        while let Some(revision) = staying.pop() {
            for (path, before) in all.iter().filter(|(_, before)| revision.follows.contains(&before.id)) {
                if goes(path) && followed.insert((*path).to_owned()) {
                    staying.push(before);
                }
            }
        }
    }
    followed
}

/// What the owner has to do before a revision goes that this plan takes out of a history which lives on: no database can
/// be taken back without it.
pub fn farewells(plan: &Plan, disk: &Disk) -> Vec<String> {
    let places = places(disk);
    let goes = plan.steps.iter().filter(|step| step.class == Class::Once && step.action == Action::Delete);
    let farewell = |path: &str| {
        let all = revisions(&standing(disk, folder(path)));
        let to = all.get(path).and_then(|revision| revision.follows.first()).map_or("base", String::as_str);
        let module = path.split('/').nth_back(3).unwrap_or_default();
        format!(
            "`{path}` goes; where a database has it: `scaffold undo`, `manage migrate downgrade --module {module} --to {to}`, \
             then this again"
        )
    };
    goes.map(|step| step.path.as_str()).filter(|path| places.contains(folder(path))).map(farewell).collect()
}

/// The folders of what stands there.
fn places(disk: &Disk) -> BTreeSet<&str> {
    disk.keys().map(|path| folder(path)).collect()
}

/// The Python that stands in a folder, by its path.
fn standing<'a>(disk: &'a Disk, place: &str) -> BTreeMap<&'a str, String> {
    let files = disk.iter().filter(|(path, _)| folder(path) == place && is_python(path));
    let text = |standing: &Standing| match standing {
        Standing::File { content, .. } => Some(String::from_utf8_lossy(content).into_owned()),
        Standing::Blocked(_) => None,
    };
    files.filter_map(|(path, standing)| Some((path.as_str(), text(standing)?))).collect()
}

/// The revisions among these files; what can't be read is none.
fn revisions<'a>(files: &BTreeMap<&'a str, String>) -> BTreeMap<&'a str, Revision> {
    files.iter().filter_map(|(path, text)| Some((*path, revision::read(path, text).ok()??))).collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
