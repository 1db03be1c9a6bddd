//! `scaffold undo`: takes back the last applied plan, where its files are unchanged since.

use crate::commands::Context;
use crate::commands::act::{Act, Consent, Proposal};
use crate::error::{Error, Result};
use crate::plan::{Action, Plan, Step};
use crate::project::{Change, Record};
use crate::spec::{lock, manifest};
use crate::tree::{Class, Disk, File, Standing, blob_id};

/// The arguments of `scaffold undo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub(super) consent: Consent,
}

/// Takes the last plan back. Doing it twice does it again: the undoing is a plan like any other.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = Act::begin(context)?;
    let record = act.project.last()?.ok_or_else(|| {
        Error::refused("there is nothing to undo: nothing was applied here since the project was made")
    })?;
    let proposal = taken_back(&act, &record, &[])?;
    let note = format!("this takes back `scaffold {}`; `scaffold undo` again does it once more", record.command);
    act.conclude(context, args.consent, "undo", &proposal, vec![note])
}

/// The plan that takes a record back. Files that changed since are an error, except those at the paths in `given_up`.
pub(super) fn taken_back(act: &Act, record: &Record, given_up: &[&str]) -> Result<Proposal> {
    let seen = act.project.look(record.changes.iter().map(|change| change.path.as_str()))?;
    let changed: Vec<&str> = record
        .changes
        .iter()
        .filter(|change| !given_up.contains(&change.path.as_str()) && !is_unchanged(change, &seen))
        .map(|change| change.path.as_str())
        .collect();
    if let Some(first) = changed.first() {
        let message = match changed.len() - 1 {
            0 => format!("`{first}` was changed since; nothing was taken back"),
            more => format!("`{first}` and {more} more were changed since; nothing was taken back"),
        };
        return Err(Error::refused(message)
            .hint("take your changes to these files away, or mend what you want by hand")
            .hint(format!("changed: {}", changed.join(", "))));
    }
    let mut plan =
        Plan { manifest: act.project.manifest().to_owned(), lock: act.project.lock().to_owned(), ..Plan::default() };
    for change in &record.changes {
        let before = change.before.as_ref().map(|before| String::from_utf8_lossy(&before.content).into_owned());
        match (&*change.path, before) {
            (manifest::FILE, Some(text)) => plan.manifest = text,
            (lock::FILE, Some(text)) => plan.lock = text,
            _ => plan.steps.extend(step(act, change, &seen)),
        }
    }
    plan.steps.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(Proposal { plan, seen, notes: Vec::new() })
}

fn is_unchanged(change: &Change, seen: &Disk) -> bool {
    match (seen.get(&change.path), &change.after) {
        (Some(Standing::File { content, .. }), Some(id)) => blob_id(content) == *id,
        (None, None) => true,
        _ => false,
    }
}

fn step(act: &Act, change: &Change, seen: &Disk) -> Option<Step> {
    let class = act.lock.files.get(&change.path).map_or(Class::Managed, |(class, _)| *class);
    let action = match (&change.before, seen.contains_key(&change.path)) {
        (Some(before), is_there) => {
            let file = File { content: before.content.clone(), executable: before.executable, class };
            if is_there { Action::Update(file) } else { Action::Create(file) }
        }
        (None, true) => Action::Delete,
        (None, false) => return None,
    };
    Some(Step { path: change.path.clone(), class, from: None, action })
}
