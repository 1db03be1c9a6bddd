//! `scaffold status`: what people changed, what the templates changed, and what is wanted and not applied yet.

use std::collections::{BTreeMap, BTreeSet};

use crate::commands::Context;
use crate::commands::act::Act;
use crate::error::Result;
use crate::merge::validate::has_markers;
use crate::merge::{self, Base};
use crate::pack::{self, Pack};
use crate::render;
use crate::spec::{ModuleName, Spec};
use crate::tree::{Disk, Standing, Tree};
use crate::ui::{FileState, Status};

/// The arguments of `scaffold status`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A file is `edited`, `removed`, `moved`, `replaced` or `hidden` by you, or `unmerged` by git; \
`the template moved` where this release of scaffold would write it otherwise than the one that wrote it last. Nothing is written.")]
pub struct Args {
    /// Print one JSON object on stdout, for errors too
    #[arg(long)]
    pub(super) json: bool,
}

/// Says how the project stands.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = Act::read(context)?;
    let disk = act.project.look(act.lock.files.keys().map(String::as_str))?;
    let is_behind = act.lock.pack != pack::VERSION;
    let newer = is_behind.then(|| render::render(&Pack::current(), &act.lock.spec)).transpose()?;
    let unsettled: Vec<String> = act.project.unsettled()?.into_keys().collect();
    let files = states(&act, &disk, newer.as_ref(), &unsettled);
    let standing = Status {
        project: act.lock.spec.name.kebab().to_owned(),
        root: act.project.root().to_string_lossy().into_owned(),
        templates: act.lock.pack.clone(),
        newest: pack::VERSION.to_owned(),
        wanted: differences(&act.lock.spec, &act.spec),
        files,
        unsettled,
    };
    context.printer.status(&standing, args.json)
}

/// Every file that somebody changed: the owner, the templates, or both.
fn states(act: &Act, disk: &Disk, newer: Option<&Tree>, unsettled: &[String]) -> Vec<FileState> {
    let gone: BTreeSet<String> =
        act.lock.files.iter().filter(|(path, _)| !disk.contains_key(*path)).map(|(_, (_, id))| id.clone()).collect();
    let found = if gone.is_empty() { BTreeMap::new() } else { act.project.search(&gone) };
    let state = |(path, (class, id)): (&String, &(crate::tree::Class, String))| {
        let yours = match disk.get(path) {
            None => Some(found.get(id).map_or("removed".to_owned(), |place| format!("moved to {place}"))),
            Some(Standing::Blocked(what)) if what.starts_with("behind") => Some(format!("hidden {what}")),
            Some(Standing::Blocked(what)) => Some(format!("replaced by {what}")),
            Some(Standing::File { content, .. }) => {
                let is_torn = || has_markers(content) && !unsettled.contains(path);
                let edited = || if is_torn() { "unmerged with markers of a merge" } else { "edited" };
                (!merge::is_pristine(Base { id, content: None }, content)).then(|| edited().to_owned())
            }
        };
        let moved = newer.is_some_and(|tree| tree.get(path).is_none_or(|file| file.blob_id() != *id));
        (yours.is_some() || moved).then(|| FileState {
            path: path.clone(),
            class: class.as_str(),
            yours,
            template: moved,
        })
    };
    act.lock.files.iter().filter_map(state).collect()
}

/// What one spec asks for beyond another, in words.
fn differences(applied: &Spec, wanted: &Spec) -> Vec<String> {
    let mut said = Vec::new();
    if applied.name != wanted.name {
        said.push(format!("name {} → {}", applied.name.kebab(), wanted.name.kebab()));
    }
    for (what, old, new) in
        applied.options.iter().zip(wanted.options.iter()).map(|((what, old), (_, new))| (what, old, new))
    {
        if old != new {
            said.push(format!("{what} {old} → {new}"));
        }
    }
    let names: BTreeSet<ModuleName> = applied.module_names().into_iter().chain(wanted.module_names()).collect();
    for name in &names {
        match (applied.module(name), wanted.module(name)) {
            (None, Some(_)) => said.push(format!("new module {}", name.snake())),
            (Some(_), None) => said.push(format!("without module {}", name.snake())),
            (Some(old), Some(new)) if old != new => said.push(format!("changed module {}", name.snake())),
            _ => {}
        }
    }
    said
}
