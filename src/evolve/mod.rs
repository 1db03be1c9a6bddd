//! (lock, spec, disk) → plan; pure. The one way from what is wanted to what will change.
//!
//! What was written last is known by its hashes, from the lock. Its content is rendered again only where it decides
//! something, and counts only where the hash proves it: see [`undecided`] and [`prove`].

pub mod histories;
mod moves;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use similar::{ChangeTag, TextDiff};

use crate::error::Result;
use crate::merge::contents::{Merged, Names};
use crate::merge::{self, Base, contents, style};
use crate::pack::Pack;
use crate::plan::{Action, Conflict, Kept, Plan, Step};
use crate::render::formatting::Formatting;
use crate::spec::{AUTH, Lock, ModuleName, Spec, manifest};
use crate::tree::{Class, Disk, File, Standing, Tree, is_python};
pub use moves::with_another_name;
pub use wanted::Wanted;

/// The file in which an owner says how Python is formatted.
pub const PYPROJECT: &str = "pyproject.toml";

/// The option that says which database a project runs on.
const DATABASE: &str = "database";

/// What was written last: the hashes, and the contents that could be proven.
pub struct Past<'a> {
    /// What was applied.
    pub lock: &'a Lock,
    /// Contents by path; each has the hash that the lock says.
    pub contents: BTreeMap<String, Bytes>,
}

/// What stands on the disk at the paths of both.
#[derive(Default)]
pub struct Ours {
    /// The files.
    pub disk: Disk,
    /// Paths that git ignores.
    pub ignored: BTreeSet<String>,
    /// Revisions that must stay though they are wanted no longer: others follow them.
    pub followed: BTreeSet<String>,
}

/// Plans a new project, where nothing stands and nothing was written before.
pub fn fresh(pack: &Pack, spec: &Spec) -> Result<Plan> {
    let wanted = Wanted::new(pack, spec.clone(), manifest::write(spec))?;
    let nothing = Lock { pack: wanted.pack.clone(), spec: spec.clone(), files: BTreeMap::new() };
    Ok(evolve(&Past { lock: &nothing, contents: BTreeMap::new() }, &Ours::default(), &wanted))
}

/// The paths of both sides at which something may have to be done, sorted.
pub fn paths<'a>(lock: &'a Lock, wanted: &'a Wanted) -> BTreeSet<&'a str> {
    let written = lock.files.keys().filter(|path| !wanted.known.contains(*path));
    written.map(String::as_str).chain(wanted.tree.iter().map(|(path, _)| path)).collect()
}

/// The paths at which something may have to be done: those that are wanted otherwise than they were written last. What
/// stands at the others decides nothing, and need not be looked at.
pub fn at_stake<'a>(lock: &'a Lock, wanted: &'a Wanted) -> BTreeSet<&'a str> {
    let is_as_it_was = |path: &str| {
        let written = lock.files.get(path).map(|(_, id)| id.as_str());
        written == wanted.file(path).map(|file| file.id)
    };
    paths(lock, wanted).into_iter().filter(|path| !is_as_it_was(path)).collect()
}

/// The paths that can't be decided without the content that was written last.
pub fn undecided<'a>(lock: &'a Lock, disk: &Disk, wanted: &'a Wanted) -> Vec<&'a str> {
    let needs = |path: &&'a str| {
        let Some(theirs) = wanted.file(path) else { return false };
        let origin = wanted.origin(path);
        let line = lock.files.get(origin);
        line.is_some_and(|(_, id)| {
            let class = theirs.file.class;
            let class = if origin == *path { as_of(class, lock, wanted) } else { followed(class) };
            merge::needs_base(class, Base { id, content: None }, disk.get(origin), Some(theirs))
        })
    };
    wanted.tree.iter().map(|(path, _)| path).filter(needs).map(|path| wanted.origin(path)).collect()
}

/// What was written last at these paths, rendered again; kept where the hash of the lock proves it.
pub fn prove(rendered: &Tree, lock: &Lock, paths: &[&str]) -> BTreeMap<String, Bytes> {
    let proven = |path: &&str| {
        let file = rendered.get(path)?;
        (lock.files.get(*path)?.1 == file.blob_id()).then(|| ((*path).to_owned(), file.content.clone()))
    };
    paths.iter().filter_map(proven).collect()
}

/// Plans the way from what was written last and what stands on the disk to what is wanted now.
pub fn evolve(past: &Past<'_>, ours: &Ours, wanted: &Wanted) -> Plan {
    let mut plan = Plan { manifest: wanted.manifest.clone(), ..Plan::default() };
    let known = |path: &String| Some((path.clone(), past.lock.files.get(path)?.clone()));
    let mut lines: BTreeMap<String, (Class, String)> = wanted.known.iter().filter_map(known).collect();
    for path in paths(past.lock, wanted) {
        if wanted.moves.contains_key(path) && !wanted.has(path) {
            // Its file lives on elsewhere, and is spoken of there.
            continue;
        }
        let origin = wanted.origin(path);
        let verdict = Verdict::of(past, ours, wanted, path, origin);
        if let Some(line) = verdict.line {
            lines.insert(path.to_owned(), line);
        }
        if let Some(line) = verdict.later {
            plan.unsettled.insert(path.to_owned(), line);
        }
        plan.steps.extend(verdict.steps);
    }
    plan.steps.sort_by(|one, other| one.path.cmp(&other.path));
    plan.lock = Lock { pack: wanted.pack.clone(), spec: wanted.spec.clone(), files: lines }.write();
    plan
}

/// What happens at one path, and what the lock says of it afterwards.
#[derive(Default)]
struct Verdict {
    steps: Vec<Step>,
    line: Option<(Class, String)>,
    later: Option<(Class, String)>,
}

impl Verdict {
    fn of(past: &Past<'_>, ours: &Ours, wanted: &Wanted, path: &str, origin: &str) -> Self {
        let theirs = wanted.file(path);
        let old = past.lock.files.get(origin);
        let Some(class) = theirs.map(|theirs| theirs.file.class).or(old.map(|(class, _)| *class)) else {
            return Self::default();
        };
        let base = old.map(|(_, id)| Base { id, content: past.contents.get(origin) });
        let standing = ours.disk.get(origin);
        let is_followed = origin != path;
        let merged = |base: &[u8], there: &[u8], new: &File| {
            let [base, theirs] = formatted(path, base, there, &new.content, ours);
            let new = File { content: theirs, ..new.clone() };
            merge_file(past.lock, wanted, path, [&base, there], &new)
        };
        let applied = if is_followed { followed(class) } else { as_of(class, past.lock, wanted) };
        let action = merge::path(applied, base, standing, theirs, merged);
        let is_touched = is_followed || action.as_ref().is_some_and(concerns_the_owner);
        let action =
            if is_touched && ours.ignored.contains(origin) { Some(Action::Keep(Kept::Ignored)) } else { action };
        let is_followed_by_others = action == Some(Action::Delete) && ours.followed.contains(path);
        let action = if is_followed_by_others { Some(Action::Keep(Kept::Once)) } else { action };
        let new_line = theirs.map(|theirs| (theirs.file.class, theirs.id.to_owned()));
        let mut verdict = Self::default();
        (verdict.line, verdict.later) = match &action {
            Some(Action::Conflict(_)) => (old.cloned(), new_line),
            // What could not be followed to its new path is missing there as if the owner had removed it.
            Some(Action::Keep(Kept::Blocked(_) | Kept::Ignored)) if !is_followed => {
                (old.cloned().filter(|_| theirs.is_some()), None)
            }
            // The lock says what was written last, and a migration is written once.
            Some(Action::Keep(Kept::Once)) => (old.cloned(), None),
            _ => (new_line, None),
        };
        if is_followed {
            verdict.follow(path, origin, class, action, standing, ours.disk.contains_key(path));
            let arrives = |step: &Step| step.path == path && matches!(step.action, Action::Create(_));
            if let (Class::Once, Some(line)) = (class, old)
                && verdict.steps.iter().any(arrives)
            {
                verdict.line = Some(line.clone());
            }
        } else if action != Some(Action::Keep(Kept::Once)) || is_at_stake(past.lock, wanted, path) {
            verdict.steps.extend(action.map(|action| step(path, class, None, action)));
        }
        verdict
    }

    /// The steps of a file that goes on living at another path.
    fn follow(
        &mut self,
        path: &str,
        origin: &str,
        class: Class,
        action: Option<Action>,
        standing: Option<&Standing>,
        is_taken: bool,
    ) {
        let Some(Standing::File { content, executable }) = standing else {
            let blocked = match standing {
                Some(Standing::Blocked(what)) => Some(Action::Keep(Kept::Blocked(what))),
                _ => None,
            };
            self.steps.extend(action.or(blocked).map(|action| step(path, class, Some(origin), action)));
            return;
        };
        let as_it_is = || File { content: content.clone(), executable: *executable, class };
        let arriving = match action {
            _ if is_taken => Action::Keep(Kept::Foreign),
            None | Some(Action::Keep(Kept::Once) | Action::Adopt) => Action::Create(as_it_is()),
            Some(Action::Update(file)) => Action::Create(file),
            Some(action @ (Action::Merge { .. } | Action::Conflict(Conflict::Marked { .. }))) => action,
            Some(other) => other,
        };
        let leaves =
            matches!(arriving, Action::Create(_) | Action::Merge { .. } | Action::Conflict(Conflict::Marked { .. }));
        if leaves {
            self.steps.push(step(origin, class, None, Action::Delete));
        }
        self.steps.push(step(path, class, Some(origin), arriving));
    }
}

fn step(path: &str, class: Class, from: Option<&str>, action: Action) -> Step {
    Step { path: path.to_owned(), class, from: from.map(str::to_owned), action }
}

/// How a file is treated while it is renamed: the owner's edits come along, where they would otherwise keep the whole
/// file as it is.
fn followed(class: Class) -> Class {
    match class {
        Class::Seeded => Class::Managed,
        other => other,
    }
}

/// How a file is treated that stays at its path.
///
/// A migration is never rewritten, for it may have been applied. Only a database of another kind has seen none: there,
/// those that nobody edited are written anew, in its words. And what speaks of a module that gets another name is merged
/// with the owner's edits: kept as it is, it would import what is no longer there.
fn as_of(class: Class, lock: &Lock, wanted: &Wanted) -> Class {
    let database = |spec: &Spec| spec.options.get(DATABASE);
    match class {
        Class::Once if database(&lock.spec) != database(&wanted.spec) => Class::Seeded,
        Class::Seeded if wanted.renames_module => Class::Managed,
        class => class,
    }
}

/// Whether an action replaces or removes what stands there, or wants the owner to settle something.
fn concerns_the_owner(action: &Action) -> bool {
    !matches!(action, Action::Create(_) | Action::Adopt | Action::Keep(_))
}

/// Whether it is this change that would have a migration written otherwise. What an earlier one left is not told again.
fn is_at_stake(lock: &Lock, wanted: &Wanted, path: &str) -> bool {
    let is_of = |name: &ModuleName| path.split('/').any(|part| part == name.snake());
    let mut changed = wanted.spec.modules.iter().filter(|module| lock.spec.module(&module.name) != Some(module));
    let goes = !wanted.has(path) && lock.spec.options != wanted.spec.options;
    let auth = |spec: &Spec| spec.options.get(AUTH);
    let is_of_auth = auth(&lock.spec) != auth(&wanted.spec) && path.split('/').any(|part| part == AUTH);
    goes || is_of_auth || lock.pack != wanted.pack || changed.any(|module| is_of(&module.name))
}

/// Both of our sides of a file in the formatting of the owner, where that is another and the file has it.
fn formatted(path: &str, base: &[u8], there: &[u8], theirs: &Bytes, ours: &Ours) -> [Bytes; 2] {
    let as_they_are = || [Bytes::copy_from_slice(base), theirs.clone()];
    let Some(Standing::File { content: pyproject, .. }) = ours.disk.get(PYPROJECT) else { return as_they_are() };
    if !is_python(path) {
        return as_they_are();
    }
    let in_their_formatting = || {
        let formatting = Formatting::of(std::str::from_utf8(pyproject).ok()?)?;
        let apply = |content: &[u8]| formatting.apply(std::str::from_utf8(&style::plain(content)).ok()?);
        let is_formatted = apply(there)?.as_bytes() == style::plain(there);
        is_formatted.then_some([Bytes::from(apply(base)?), Bytes::from(apply(theirs)?)])
    };
    in_their_formatting().unwrap_or_else(as_they_are)
}

/// Brings a managed file's three sides together.
fn merge_file(lock: &Lock, wanted: &Wanted, path: &str, [base, ours]: [&[u8]; 2], new: &File) -> Action {
    let (before, now) = if lock.pack == wanted.pack {
        ("as it was".to_owned(), "as wanted now".to_owned())
    } else {
        (format!("scaffold {}", lock.pack), format!("scaffold {}", wanted.pack))
    };
    let names = Names { ours: "yours", base: &before, theirs: &now };
    match contents::contents(path, base, ours, &new.content, &names) {
        Merged::Clean(content) if content == ours => Action::Adopt,
        Merged::Clean(content) => {
            let yours = lines_beside(&content, &new.content);
            Action::Merge { file: File { content, ..new.clone() }, yours }
        }
        Merged::Marked { content, places } => {
            Action::Conflict(Conflict::Marked { file: File { content, ..new.clone() }, places })
        }
        Merged::Impossible(why) => Action::Conflict(Conflict::Beside { file: new.clone(), why }),
    }
}

/// How many lines of a text another does not have.
fn lines_beside(text: &[u8], other: &[u8]) -> usize {
    let (text, other) = (String::from_utf8_lossy(text), String::from_utf8_lossy(other));
    TextDiff::from_lines(&other, &text).iter_all_changes().filter(|change| change.tag() == ChangeTag::Insert).count()
}
