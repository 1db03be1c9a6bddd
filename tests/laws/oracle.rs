//! The one oracle: what may never happen, whatever the project, the edits and the change.

use std::collections::BTreeSet;

use scaffold::evolve::Wanted;
use scaffold::merge::style;
use scaffold::plan::{Action, BESIDE, Conflict, Kept, Plan};
use scaffold::tree::{Class, Standing};

use crate::memory::Project;
use crate::texts::{Counts, beyond, lines, parses, words};

/// What is wrong with a plan, if anything is.
pub type Flaw = Result<(), String>;

/// A flaw, unless this holds.
fn hold(holds: bool, flaw: impl FnOnce() -> String) -> Flaw {
    if holds { Ok(()) } else { Err(flaw()) }
}

/// A project, what is wanted of it, the plan, and what comes of it.
pub struct Case<'a> {
    pub project: &'a Project,
    pub wanted: &'a Wanted,
    pub plan: &'a Plan,
    pub after: &'a Project,
}

impl Case<'_> {
    /// What is wrong with the plan, if anything is.
    pub fn judge(&self) -> Flaw {
        self.only_our_paths()?;
        for (path, standing) in &self.project.disk {
            match standing {
                Standing::Blocked(_) => hold(self.after.disk.get(path) == Some(standing), || {
                    format!("`{path}` was {standing:?}, and is {:?}", self.after.disk.get(path))
                })?,
                Standing::File { .. } => self.nothing_is_lost(path)?,
            }
        }
        for step in &self.plan.steps {
            if let Action::Merge { file, .. } = &step.action {
                let origin = step.from.as_deref().unwrap_or(&step.path);
                self.merged_well(origin, &step.path, &file.content)?;
            }
        }
        self.what_nobody_edited_is_as_wanted()?;
        self.what_is_not_as_wanted_is_said()?;
        self.conflicts_wait()?;
        self.the_manifest_keeps_its_notes()?;
        self.the_second_time_changes_nothing()
    }

    /// Nothing is written but at our paths, nowhere through or over what is no plain file, and never what git ignores.
    fn only_our_paths(&self) -> Flaw {
        let mut seen = BTreeSet::new();
        for (path, file) in self.plan.writes() {
            hold(seen.insert(path.clone()), || format!("`{path}` is written twice"))?;
            let plain = path.strip_suffix(BESIDE).unwrap_or(&path);
            let is_ours =
                |path: &str| self.project.lock.files.contains_key(path) || self.wanted.tree.get(path).is_some();
            hold(is_ours(plain), || format!("`{path}` is none of ours"))?;
            let there = self.project.disk.get(&path);
            hold(!matches!(there, Some(Standing::Blocked(_))), || format!("`{path}` is written through {there:?}"))?;
            let is_ignored = there.is_some() && self.project.ignored.contains(&path);
            hold(!is_ignored, || format!("`{path}` is ignored by git, and written"))?;
            let leaves = file.is_none() && !self.is_pristine(&path);
            hold(!leaves || self.destination(&path) != path, || format!("`{path}` was edited, and is deleted"))?;
        }
        Ok(())
    }

    fn is_pristine(&self, path: &str) -> bool {
        let base = self.project.base.get(path).map(|file| &file.content[..]);
        self.project.content(path).is_some_and(|content| base == Some(content) || base == Some(&style::plain(content)))
    }

    /// Where the content of a file is once the plan is carried out.
    fn destination<'p>(&'p self, path: &'p str) -> &'p str {
        let arrives = |action: &Action| {
            matches!(action, Action::Create(_) | Action::Merge { .. } | Action::Conflict(Conflict::Marked { .. }))
        };
        let moved = self.plan.steps.iter().find(|step| step.from.as_deref() == Some(path) && arrives(&step.action));
        moved.map_or(path, |step| &step.path)
    }

    /// Every line that the owner wrote is there afterwards; one that had to take in ours has all of its words.
    fn nothing_is_lost(&self, path: &str) -> Flaw {
        let content = self.project.content(path).unwrap_or_default();
        let is_ours = self.project.lock.files.contains_key(path) || self.wanted.tree.get(path).is_some();
        if !is_ours {
            return hold(self.after.content(path) == Some(content), || format!("`{path}` is the owner's, and changed"));
        }
        if self.is_pristine(path) {
            return Ok(());
        }
        let Some(result) = self.after.content(self.destination(path)) else {
            return Err(format!("`{path}` was edited, and is gone"));
        };
        let base = self.project.base.get(path).map_or(&[][..], |file| &file.content);
        kept("the owner's", path, [base, content, result])
    }

    /// A clean merge parses as both sides did, and has what is new on ours.
    fn merged_well(&self, origin: &str, path: &str, merged: &[u8]) -> Flaw {
        let own = self.project.content(origin).unwrap_or_default();
        hold(parses(path, merged) || !parses(path, own), || format!("`{path}` is merged, and does not parse"))?;
        let base = self.project.base.get(origin).map_or(&[][..], |file| &file.content);
        let new = self.wanted.tree.get(path).map_or(&[][..], |file| &file.content);
        kept("the templates'", path, [base, without_orphans([base, own, new]).as_bytes(), merged])
    }

    fn what_nobody_edited_is_as_wanted(&self) -> Flaw {
        let paths = self.wanted.tree.iter().map(|(path, _)| path);
        for path in paths.chain(self.project.base.iter().map(|(path, _)| path)) {
            let moved_from = self.wanted.moves.iter().find(|(_, to)| *to == path).map(|(from, _)| &**from);
            let origin = moved_from.unwrap_or(path);
            // Where something stands at the new path already, the file stays at the old one.
            let to = self.wanted.moves.get(origin).filter(|to| self.project.disk.contains_key(*to));
            if self.project.ignored.contains(origin) || to.is_some() {
                continue;
            }
            let is_untouched = match (self.project.base.get(origin), self.project.disk.get(origin)) {
                (None, None) => true,
                (Some(base), Some(Standing::File { content, .. })) => base.content == *content,
                _ => false,
            };
            let before = self.project.base.get(origin);
            let new = match (before, self.wanted.tree.get(path)) {
                // A migration stays what it was; whoever ran it ran that.
                (Some(before), Some(new)) if new.class == Class::Once => Some(before),
                (_, new) => new,
            };
            let new = new.map(|file| &file.content[..]);
            hold(!is_untouched || self.after.content(path) == new, || {
                format!("`{path}` is untouched, and not as wanted")
            })?;
        }
        Ok(())
    }

    /// Where the templates moved and the file is not what they want, the plan has a word for it; elsewhere it has none.
    fn what_is_not_as_wanted_is_said(&self) -> Flaw {
        let said = |path: &str| self.plan.steps.iter().any(|step| step.path == path);
        for (path, new) in self.wanted.tree.iter() {
            if self.wanted.moves.values().any(|to| to == path) {
                continue;
            }
            let id = self.project.lock.files.get(path).map(|(_, id)| id.clone());
            let is_due = id != Some(new.blob_id());
            let is_there = self.after.content(path).is_some_and(|content| style::plain(content) == new.content);
            hold(!is_due || is_there || said(path), || {
                format!("`{path}` is not as wanted, and the plan does not say so")
            })?;
            hold(is_due || !said(path), || format!("`{path}` is not at stake, and the plan speaks of it"))?;
        }
        for path in self.project.lock.files.keys().filter(|path| self.wanted.tree.get(path).is_none()) {
            let stays = self.after.content(path).is_some() && !self.wanted.moves.contains_key(path);
            hold(!stays || said(path), || format!("`{path}` stays, and the plan does not say so"))?;
        }
        Ok(())
    }

    /// The lock says nothing new of a file with conflicts until these are settled.
    fn conflicts_wait(&self) -> Flaw {
        let open: Vec<&String> = self.plan.conflicts().map(|step| &step.path).collect();
        let waiting: Vec<&String> = self.plan.unsettled.keys().collect();
        hold(open == waiting, || format!("conflicts in {open:?}, and {waiting:?} are unsettled"))?;
        for path in open {
            let new = self.wanted.tree.get(path).map(|file| (file.class, file.blob_id()));
            hold(self.plan.unsettled.get(path) == new.as_ref(), || {
                format!("`{path}` would be settled as something else")
            })?;
            hold(self.after.lock.files.get(path) != new.as_ref(), || format!("the lock is ahead of `{path}`"))?;
        }
        Ok(())
    }

    /// What the owner wrote into `scaffold.toml` stays, unless it is about a module that goes.
    fn the_manifest_keeps_its_notes(&self) -> Flaw {
        let gone = |header: &str| {
            let name = header.trim_start_matches("[modules.").trim_end_matches(']').trim_matches('"');
            header.starts_with("[modules.") && self.wanted.spec.modules.iter().all(|module| module.name.snake() != name)
        };
        let text = &self.project.manifest;
        let mut header = "";
        for (at, line) in text.lines().enumerate() {
            if line.starts_with('[') {
                header = line;
            }
            let next =
                text.lines().skip(at).find(|line| !line.starts_with('#') && !line.is_empty()).unwrap_or_default();
            let note = line.find("# mine").map(|start| &line[start..]);
            let stays = note.is_none_or(|note| self.plan.manifest.contains(note));
            hold(stays || gone(header) || gone(next), || format!("`scaffold.toml` lost `{line}`"))?;
        }
        Ok(())
    }

    fn the_second_time_changes_nothing(&self) -> Flaw {
        if self.plan.conflicts().next().is_some() {
            return Ok(());
        }
        let mut wanted = self.wanted.clone();
        wanted.manifest.clone_from(&self.after.manifest);
        wanted.moves.clear();
        let second = self.after.plan(&mut wanted);
        // What stood in the way of a file that moves, and is as wanted, is known for ours once nothing moves there.
        let stood_there = |path: &str| {
            let mut first = self.plan.steps.iter().filter(|step| step.path == path);
            first.any(|step| step.action == Action::Keep(Kept::Foreign))
        };
        let adopted: Vec<_> = second.steps.iter().filter(|step| step.action.verb() == "adopt").collect();
        let only_adopts = second.writes().next().is_none()
            && !adopted.is_empty()
            && adopted.iter().all(|step| stood_there(&step.path));
        hold(only_adopts || second.is_idle(&self.after.manifest, &self.plan.lock), || {
            format!("the second time changes something:\n{}", told(&second))
        })
    }
}

/// What the templates have now, without the comments that stand above a line which the owner took away: they go with it.
fn without_orphans(sides: [&[u8]; 3]) -> String {
    let [base, own, new] = sides.map(String::from_utf8_lossy);
    let has = |text: &str, line: &str| text.lines().any(|other| other.trim() == line.trim());
    let is_comment = |line: &&str| line.trim_start().starts_with('#');
    let lines: Vec<&str> = new.lines().collect();
    let is_orphan = |at: usize| {
        let below = lines[at..].iter().find(|line| !is_comment(line)).copied().unwrap_or_default();
        is_comment(&lines[at]) && !below.trim().is_empty() && has(&base, below) && !has(&own, below)
    };
    (0..lines.len()).filter(|at| !is_orphan(*at)).map(|at| lines[at]).collect::<Vec<_>>().join("\n")
}

/// Whether a result has what one side has beyond the base: its lines, or the words of those that it shares.
fn kept(whose: &str, path: &str, [base, side, result]: [&[u8]; 3]) -> Flaw {
    let [base, side, result] = [base, side, result].map(String::from_utf8_lossy);
    let added = beyond(&lines(&side), &lines(&base));
    let there = lines(&result);
    let missing: Counts<'_> = beyond(&added, &there);
    let (known, before) = (words(&result), words(&base));
    // Whoever reformats a list puts entries on lines of their own, which were there before: they may go with what the
    // other side takes away.
    let is_entry = |line: &str| line.trim().strip_suffix(',').is_some_and(|entry| before.contains_key(entry));
    for line in missing.keys().filter(|line| !is_entry(line)) {
        let lost: Vec<&str> = words(line).into_keys().filter(|word| !known.contains_key(word)).collect();
        hold(lost.is_empty(), || format!("`{path}` lost {whose} `{line}`, of which {lost:?} is nowhere"))?;
    }
    Ok(())
}

/// A plan in words.
pub fn told(plan: &Plan) -> String {
    plan.steps.iter().fold(String::new(), |said, step| {
        let more = match &step.action {
            Action::Keep(kept) => format!("{kept:?}"),
            Action::Conflict(Conflict::Marked { places, .. }) => format!("{places} places"),
            Action::Conflict(Conflict::Beside { why, .. }) => why.clone(),
            _ => String::new(),
        };
        format!("{said}{:>9} {} {} {more}\n", step.action.verb(), step.path, step.from.as_deref().unwrap_or_default())
    })
}
