//! After a `git merge` of two branches that each changed the project: what both wrote is brought together mechanically.
//!
//! `scaffold.toml` keeps what both sides say. `scaffold.lock` and the files that git left with markers are made from
//! that again, with the edits of both sides.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::commands::act::{Act, Consent, Proposal};
use crate::commands::{Context, importers};
use crate::error::{Error, Exit, Result};
use crate::evolve::Wanted;
use crate::merge::contents::{Merged, Names, contents};
use crate::merge::validate::has_markers;
use crate::pack::Pack;
use crate::plan::{Action, Conflict, Kept, Plan, Step};
use crate::project::{Project, Sides};
use crate::render;
use crate::spec::{Lock, Spec, lock, manifest};
use crate::tree::{Class, File, Standing, Tree};

/// What to do about files with markers.
pub const SETTLE: &str = "settle them by hand; then `git add --all && git commit` ends the merge";

/// Whether git left markers in one of the two documents.
pub fn is_torn(project: &Project) -> bool {
    [project.lock(), project.manifest()].iter().any(|text| has_markers(text.as_bytes()))
}

/// Brings the two branches together.
pub fn run(project: Project, consent: Consent, context: &Context) -> Result<()> {
    let [ours, theirs] = branches(&project)?;
    let document = both(project.manifest());
    let spec = manifest::read(&document).map_err(|error| {
        error.hint(format!(
            "settle `{}` by hand: the two branches disagree in it; then `scaffold apply` again",
            manifest::FILE
        ))
    })?;
    let document = in_order(project.manifest(), document, &spec);
    let spec = spec.remembering(&ours.spec).remembering(&theirs.spec);
    let pack = Pack::release(&ours.pack).ok_or_else(|| Error::refused("the templates of this project are unknown"))?;
    let joined = joined(&project, &ours, &theirs)?;
    let act = Act { project, lock: joined, spec: spec.clone() };
    let mut wanted = Wanted::new(&pack, spec, document)?;
    let mut proposal = act.propose(&pack, &mut wanted)?;
    let trees = [render::render(&pack, &ours.spec)?, render::render(&pack, &theirs.spec)?];
    let mut lock = Lock::read(&proposal.plan.lock)?;
    let unmerged = act.project.unmerged();
    proposal.seen.extend(act.project.look(unmerged.keys().map(String::as_str))?);
    for (path, sides) in &unmerged {
        let is_marked = proposal.seen.get(path).is_some_and(is_marked);
        if let (true, Some(new)) = (is_marked, wanted.tree.get(path)) {
            let action = settle(path, sides, &trees, new);
            if matches!(action, Action::Update(_) | Action::Merge { .. }) {
                lock.files.insert(path.clone(), (new.class, new.blob_id()));
                proposal.plan.unsettled.remove(path);
            }
            exchange(&mut proposal.plan, path, new.class, action);
        }
    }
    proposal.plan.lock = lock.write();
    let torn = torn(unmerged.into_keys(), &proposal);
    let note = match &torn[..] {
        [] => "the two branches are one again; `git add --all && git commit` ends the merge".to_owned(),
        torn => said(torn),
    };
    act.conclude(context, consent, "apply", &proposal, vec![note])?;
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

/// The document with its modules in order, where that loses no line of either branch; else as it is.
fn in_order(torn: &str, document: String, spec: &Spec) -> String {
    let [ours, _] = sides(torn);
    let Ok(sorted) = manifest::edit(&ours, spec) else { return document };
    let keeps_all = document.lines().all(|line| line.is_empty() || sorted.lines().any(|kept| kept == line));
    if keeps_all { sorted } else { document }
}

/// The locks of both branches, which have to be on one release of the templates.
fn branches(project: &Project) -> Result<[Lock; 2]> {
    let [ours, theirs] = sides(project.lock()).map(|text| Lock::read(&text));
    let (ours, theirs) = (ours?, theirs?);
    if ours.pack == theirs.pack {
        return Ok([ours, theirs]);
    }
    let message = format!("one branch is on the templates of {}, the other on those of {}", ours.pack, theirs.pack);
    Err(Error::refused(message).hint("`git merge --abort`, `scaffold update` on the older branch, then merge again"))
}

/// What was applied on either branch. What one of them has taken away is not there any more: where it is wanted all the
/// same, it is written anew.
fn joined(project: &Project, ours: &Lock, theirs: &Lock) -> Result<Lock> {
    let mut files = theirs.files.clone();
    files.extend(ours.files.clone());
    let is_in_both = |path: &str| ours.files.contains_key(path) && theirs.files.contains_key(path);
    let disk = project.look(files.keys().map(String::as_str).filter(|path| !is_in_both(path)))?;
    files.retain(|path, _| is_in_both(path) || disk.contains_key(path));
    Ok(Lock { pack: ours.pack.clone(), spec: ours.spec.clone(), files })
}

/// A file that both branches changed: our own part of it is made again, and the edits of both sides are kept.
fn settle(path: &str, sides: &Sides, trees: &[Tree; 2], new: &File) -> Action {
    let none = Bytes::new();
    let side = |content: &Option<Bytes>, tree: &Tree, who: &str| -> Option<Bytes> {
        let (content, base) = (content.as_ref()?, tree.get(path).map_or(&none, |file| &file.content));
        let names = Names { ours: who, base: "scaffold", theirs: "both branches" };
        match contents(path, base, content, &new.content, &names) {
            Merged::Clean(content) => Some(content),
            Merged::Marked { .. } | Merged::Impossible(_) => None,
        }
    };
    let pair = side(&sides.ours, &trees[0], "ours").zip(side(&sides.theirs, &trees[1], "theirs"));
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
