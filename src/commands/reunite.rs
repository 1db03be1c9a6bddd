//! After a `git merge` of two branches that each changed the project: what both wrote is brought together mechanically.
//!
//! `scaffold.toml` keeps what both sides say. `scaffold.lock` and the files that git left with markers are made from
//! that again, with the edits of both sides.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::commands::act::{Act, Consent, Proposal};
use crate::commands::{Context, importers};
use crate::error::{Error, Exit, Result};
use crate::evolve::{self, Wanted};
use crate::merge::contents::{Merged, Names, contents};
use crate::merge::toml::keeps_comments;
use crate::merge::validate::has_markers;
use crate::pack::Pack;
use crate::plan::{Action, Conflict, Kept, Plan, Step};
use crate::project::{Project, Sides};
use crate::render;
use crate::spec::{Lock, Module, ModuleName, Spec, lock, manifest};
use crate::tree::{Class, File, Standing};

/// What to do about files with markers.
pub const SETTLE: &str = "settle them by hand; then `git add --all && git commit` ends the merge";

/// Whether git left markers in one of the two documents.
pub fn is_torn(project: &Project) -> bool {
    [project.lock(), project.manifest()].iter().any(|text| has_markers(text.as_bytes()))
}

/// Brings the two branches together.
pub fn run(project: Project, consent: Consent, context: &Context) -> Result<()> {
    let unmerged = project.unmerged();
    let [ours, theirs] = branches(&project, unmerged.get(lock::FILE))?;
    let renamed = renamed(unmerged.get(lock::FILE), [&ours, &theirs])?;
    let (document, spec) = united(&project, unmerged.get(manifest::FILE), &renamed)?;
    let spec = spec.remembering(&ours.spec).remembering(&theirs.spec);
    let pack = Pack::release(&ours.pack).ok_or_else(|| Error::refused("the templates of this project are unknown"))?;
    let joined = joined(&project, [&ours, &theirs], &renamed)?;
    let act = Act { project, lock: joined, spec: spec.clone() };
    let mut wanted = Wanted::new(&pack, spec, document)?;
    let mut proposal = act.propose(&pack, &mut wanted)?;
    for (old, module) in &renamed {
        for side in [&ours, &theirs] {
            wanted.follow_module(side, old, &module.name);
        }
    }
    let trees = [render::render(&pack, &ours.spec)?, render::render(&pack, &theirs.spec)?];
    let mut lock = Lock::read(&proposal.plan.lock)?;
    proposal.seen.extend(act.project.look(unmerged.keys().map(String::as_str))?);
    for (path, sides) in &unmerged {
        let is_marked = proposal.seen.get(path).is_some_and(is_marked);
        if let (true, Some(new)) = (is_marked, wanted.tree.get(path)) {
            let bases = [&trees[0], &trees[1]].map(|tree| tree.get(path).or_else(|| tree.get(wanted.origin(path))));
            let action = settle(path, sides, bases, new);
            if matches!(action, Action::Update(_) | Action::Merge { .. }) {
                lock.files.insert(path.clone(), (new.class, new.blob_id()));
                proposal.plan.unsettled.remove(path);
            }
            exchange(&mut proposal.plan, path, new.class, action);
        }
    }
    proposal.plan.lock = lock.write();
    let former: Vec<ModuleName> = renamed.into_iter().map(|(old, _)| old).collect();
    let left = importers::find(&act.project, &proposal.plan, &former, |_| false)?;
    if !left.is_empty() {
        proposal.notes.push(format!("a module is still named as it was at {}", importers::listed(&left)));
    }
    if let Some((flaw, hint)) = act.flawed_history(&proposal.plan)? {
        proposal.notes.push(format!("{flaw}: {hint}"));
    }
    let torn = torn(unmerged.into_keys(), &proposal);
    if torn.is_empty() {
        let note = "the two branches are one again; `git add --all && git commit` ends the merge";
        proposal.notes.push(note.to_owned());
    }
    act.conclude(context, consent, "apply", &proposal, Vec::new())?;
    ended(&torn, consent)
}

/// The files in which the markers of a `git merge` stand.
pub fn still_torn(project: &Project) -> Result<Vec<String>> {
    let unmerged: Vec<String> = project.unmerged().into_keys().collect();
    let disk = project.look(unmerged.iter().map(String::as_str))?;
    Ok(unmerged.into_iter().filter(|path| disk.get(path).is_some_and(is_marked)).collect())
}

/// The answer no, where files are left with the markers of a merge.
pub fn ended(torn: &[String], consent: Consent) -> Result<()> {
    if torn.is_empty() {
        return Ok(());
    }
    if consent.json {
        return Err(Error::told(Exit::No));
    }
    Err(Error::new(Exit::No, said(torn)).hint(SETTLE))
}

fn said(torn: &[String]) -> String {
    format!("the markers of the merge are still in {}", importers::listed(torn))
}

/// Those of the unmerged files in which a plan leaves the markers of the merge.
fn torn(unmerged: impl Iterator<Item = String>, proposal: &Proposal) -> Vec<String> {
    let written: BTreeMap<String, Option<&File>> = proposal.plan.writes().collect();
    let marked = |path: &String| match written.get(path) {
        Some(file) => file.is_some_and(|file| has_markers(&file.content)),
        None => proposal.seen.get(path).is_some_and(is_marked),
    };
    unmerged.filter(|path| *path != manifest::FILE && *path != lock::FILE).filter(marked).collect()
}

fn is_marked(standing: &Standing) -> bool {
    matches!(standing, Standing::File { content, .. } if has_markers(content))
}

/// The modules that one of the branches has renamed: each with the name that the other knows it by.
///
/// # Errors
///
/// When they have given one module two names (exit 3).
fn renamed(lock: Option<&Sides>, [ours, theirs]: [&Lock; 2]) -> Result<Vec<(ModuleName, Module)>> {
    let Some(before) = lock.and_then(|sides| Lock::read(text(sides.base.as_ref())?).ok()) else {
        return Ok(Vec::new());
    };
    let [ours, theirs] = [ours, theirs].map(|side| side.spec.renamed_since(&before.spec));
    for (old, module) in &ours {
        if let Some((_, other)) = theirs.iter().find(|(former, other)| former == old && other.name != module.name) {
            let (name, other) = (module.name.snake(), other.name.snake());
            let message = format!("the module `{}` is `{name}` on one branch and `{other}` on the other", old.snake());
            let hint = format!("`git merge --abort`, `scaffold rename-module {name} {other}`, then merge again");
            return Err(Error::refused(message).hint(hint));
        }
    }
    Ok(ours.into_iter().chain(theirs).map(|(old, module)| (old, module.clone())).collect())
}

/// `scaffold.toml` as both branches want it, and the spec that it says.
///
/// # Errors
///
/// When they want different things (exit 3), or what they want together is no project (exit 2).
fn united(project: &Project, sides: Option<&Sides>, renamed: &[(ModuleName, Module)]) -> Result<(String, Spec)> {
    let follow =
        |text: &str| renamed.iter().fold(text.to_owned(), |text, (old, module)| manifest::follow(&text, old, module));
    let settle = |error: Error| error.hint(format!("settle `{}` by hand; then `scaffold apply` again", manifest::FILE));
    let torn = project.manifest();
    if !has_markers(torn.as_bytes()) {
        let document = follow(torn);
        return manifest::read(&document).map(|spec| (document, spec)).map_err(settle);
    }
    let base = sides.and_then(|sides| text(sides.base.as_ref())).map(follow);
    let by_key = base.map(|base| by_key(&base, self::sides(torn).map(|side| follow(&side)))).transpose()?.flatten();
    let by_line = follow(&both(torn));
    let read = |document: String| manifest::read(&document).map(|spec| (document, spec));
    match by_key.map(read) {
        Some(Ok(united)) => Ok(united),
        // What one branch removed and the other still uses is there again if everything that stands on either side is.
        by_key => match (read(by_line), by_key) {
            (Ok((document, spec)), _) => Ok((in_order(torn, document, &spec), spec)),
            (Err(error), None) | (_, Some(Err(error))) => Err(settle(error)),
            (Err(_), Some(Ok(united))) => Ok(united),
        },
    }
}

/// The two sides of a document brought together by key; none where its lines will have to do.
fn by_key(base: &str, [ours, theirs]: [String; 2]) -> Result<Option<String>> {
    let names = Names { ours: "ours", base: "before", theirs: "theirs" };
    let mut ways = Vec::new();
    for (into, from) in [(&ours, &theirs), (&theirs, &ours)] {
        match contents(manifest::FILE, base.as_bytes(), into.as_bytes(), from.as_bytes(), &names) {
            Merged::Clean(content) => ways.push((String::from_utf8_lossy(&content).into_owned(), from)),
            Merged::Marked { content, .. } => return Err(disagreement(&String::from_utf8_lossy(&content))),
            Merged::Impossible(_) => return Ok(None),
        }
    }
    // The document keeps the comments of the side that the other is put into.
    let whole = ways.iter().position(|(document, from)| keeps_comments(base, from, document));
    Ok(Some(ways.swap_remove(whole.unwrap_or_default()).0))
}

/// The refusal where the branches want different things: the first of them is shown.
fn disagreement(marked: &str) -> Error {
    let side = |wanted: Part| walk(marked, |part| part == wanted).lines().next().unwrap_or("nothing").trim().to_owned();
    let (ours, theirs) = (side(Part::Ours), side(Part::Theirs));
    Error::refused(format!(
        "the two branches disagree in `{}`: `{ours}` on one, `{theirs}` on the other",
        manifest::FILE
    ))
    .hint(format!("write into `{}` what holds, and take the markers away; then `scaffold apply` again", manifest::FILE))
}

fn text(content: Option<&Bytes>) -> Option<&str> {
    std::str::from_utf8(content?).ok()
}

/// The document with its modules in order, where that loses no line of either branch; else as it is.
fn in_order(torn: &str, document: String, spec: &Spec) -> String {
    let [ours, _] = sides(torn);
    let Ok(sorted) = manifest::edit(&ours, spec) else { return document };
    let keeps_all = document.lines().all(|line| line.is_empty() || sorted.lines().any(|kept| kept == line));
    if keeps_all { sorted } else { document }
}

/// The locks of both branches, which have to be on one release of the templates.
fn branches(project: &Project, lock: Option<&Sides>) -> Result<[Lock; 2]> {
    // What git could bring together in the file itself is of both: the index knows who said what.
    let known = lock.and_then(|sides| Some([text(sides.ours.as_ref())?, text(sides.theirs.as_ref())?]));
    let sides = known.map_or_else(|| sides(project.lock()), |sides| sides.map(str::to_owned));
    let [ours, theirs] = sides.map(|text| Lock::read(&text));
    let (ours, theirs) = (ours?, theirs?);
    if ours.pack == theirs.pack {
        return Ok([ours, theirs]);
    }
    let message = format!("one branch is on the templates of {}, the other on those of {}", ours.pack, theirs.pack);
    Err(Error::refused(message).hint("`git merge --abort`, `scaffold update` on the older branch, then merge again"))
}

/// What was applied on either branch. What one of them has taken away is not there any more: where it is wanted all the
/// same, it is written anew. What one has put into a module that the other renamed, git has moved along.
fn joined(project: &Project, [ours, theirs]: [&Lock; 2], renamed: &[(ModuleName, Module)]) -> Result<Lock> {
    let mut files = theirs.files.clone();
    files.extend(ours.files.clone());
    let is_in_both = |path: &str| ours.files.contains_key(path) && theirs.files.contains_key(path);
    let disk = project.look(files.keys().map(String::as_str).filter(|path| !is_in_both(path)))?;
    let gone = files.extract_if(.., |path, _| !is_in_both(path) && !disk.contains_key(path));
    let gone: Vec<(String, (Class, String))> = gone.collect();
    let places = |path: &str| -> Vec<String> {
        renamed.iter().flat_map(|(old, module)| evolve::with_another_name(path, old, &module.name)).collect()
    };
    let moved =
        project.look(gone.iter().flat_map(|(path, _)| places(path)).collect::<Vec<_>>().iter().map(String::as_str))?;
    for (path, line) in gone {
        let place = places(&path).into_iter().find(|place| moved.contains_key(place) && !files.contains_key(place));
        files.extend(place.map(|place| (place, line)));
    }
    Ok(Lock { pack: ours.pack.clone(), spec: ours.spec.clone(), files })
}

/// A file that both branches changed: our own part of it is made again, and the edits of both sides are kept.
fn settle(path: &str, sides: &Sides, bases: [Option<&File>; 2], new: &File) -> Action {
    let none = Bytes::new();
    let side = |content: &Option<Bytes>, base: Option<&File>, who: &str| -> Option<Bytes> {
        let (content, base) = (content.as_ref()?, base.map_or(&none, |file| &file.content));
        let names = Names { ours: who, base: "scaffold", theirs: "both branches" };
        match contents(path, base, content, &new.content, &names) {
            Merged::Clean(content) => Some(content),
            Merged::Marked { .. } | Merged::Impossible(_) => None,
        }
    };
    let pair = side(&sides.ours, bases[0], "ours").zip(side(&sides.theirs, bases[1], "theirs"));
    let Some((ours, theirs)) = pair else { return Action::Keep(Kept::Edited) };
    if new.class != Class::Managed && (ours != new.content || theirs != new.content) {
        return Action::Keep(Kept::Edited);
    }
    let names = Names { ours: "ours", base: "scaffold", theirs: "theirs" };
    match contents(path, &new.content, &ours, &theirs, &names) {
        Merged::Clean(content) if content == new.content => Action::Update(new.clone()),
        Merged::Clean(content) => Action::Merge { file: File { content, ..new.clone() }, yours: 1 },
        Merged::Marked { content, places } => {
            Action::Conflict(Conflict::Marked { file: File { content, ..new.clone() }, places })
        }
        Merged::Impossible(_) => Action::Keep(Kept::Edited),
    }
}

/// Puts another step in the place of that of a path.
fn exchange(plan: &mut Plan, path: &str, class: Class, action: Action) {
    plan.steps.retain(|step| step.path != path);
    plan.steps.push(Step { path: path.to_owned(), class, from: None, action });
    plan.steps.sort_by(|one, other| one.path.cmp(&other.path));
}

/// A text with both sides of each place that git left with markers, one after the other.
fn both(text: &str) -> String {
    walk(text, |part| part != Part::Base)
}

/// A text as either side has it.
fn sides(text: &str) -> [String; 2] {
    [
        walk(text, |part| matches!(part, Part::Same | Part::Ours)),
        walk(text, |part| matches!(part, Part::Same | Part::Theirs)),
    ]
}

/// Which side a line of a text with markers belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Same,
    Ours,
    Base,
    Theirs,
}

fn walk(text: &str, wanted: impl Fn(Part) -> bool) -> String {
    let mut part = Part::Same;
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        part = match part {
            Part::Same if line.starts_with("<<<<<<< ") => Part::Ours,
            Part::Ours if line.starts_with("||||||| ") => Part::Base,
            Part::Ours | Part::Base if bare == "=======" => Part::Theirs,
            Part::Theirs if line.starts_with(">>>>>>> ") => Part::Same,
            part => {
                if wanted(part) {
                    kept.push_str(line);
                }
                part
            }
        };
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{both, sides};

    #[test]
    fn a_torn_text_has_two_sides() {
        let torn = "a\n<<<<<<< HEAD\nb\n||||||| 1a2b\nx\n=======\nc\n>>>>>>> other\nd\n";
        assert_eq!(sides(torn), ["a\nb\nd\n", "a\nc\nd\n"]);
        assert_eq!(both(torn), "a\nb\nc\nd\n");
    }
}
