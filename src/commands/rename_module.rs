//! `scaffold rename-module OLD NEW`: another name for a module, with everything that people wrote in it.

use std::collections::BTreeMap;

use crate::commands::Context;
use crate::commands::act::{Act, Consent, Proposal};
use crate::commands::{importers, remove_module};
use crate::error::{Error, Result};
use crate::evolve::Wanted;
use crate::pack::Pack;
use crate::plan::{Action, Kept, Step};
use crate::render::revision;
use crate::spec::{ModuleName, manifest};
use crate::tree::{Class, File, Standing, is_python};

/// The arguments of `scaffold rename-module`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The package, its tests, its routes and its schema get the new name; a record keeps its name and its tables, so that \
nobody else's columns change. Earlier migrations are not rewritten: a new one renames the schema.

Examples:
  scaffold rename-module Comments Remarks")]
pub struct Args {
    /// What the module is called
    old: String,
    /// What it is to be called
    new: String,
    #[command(flatten)]
    pub(super) consent: Consent,
}

/// Renames the module in what is wanted, moves its files, and carries that out.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = Act::begin(context)?;
    let old = remove_module::known(&args.old, &act.spec)?;
    let new = ModuleName::parse(&args.new)?;
    if old.is_auth() || new.is_auth() {
        return Err(
            Error::usage("the module `auth` has the one name").hint("`scaffold set auth=…` adds and removes it")
        );
    }
    if act.spec.module_names().contains(&new) {
        return Err(Error::usage(format!("the module `{}` exists already; nothing was changed", new.snake())));
    }
    let pack = act.pack()?;
    let spec = act.spec.renaming(&old, &new)?;
    let document = manifest::rename(act.project.manifest(), [&old, &new], &spec)?;
    let mut wanted = Wanted::new(&pack, spec, document)?;
    wanted.follow_module(&act.lock, &old, &new);
    let mut proposal = act.propose(&pack, &mut wanted)?;
    take_along(&act, &old, &new, &mut proposal)?;
    let renames_schema = revise(&pack, &old, &new, &mut proposal)?;
    proposal.plan.steps.sort_by(|one, other| one.path.cmp(&other.path));
    let left = importers::find(&act.project, &proposal.plan, std::slice::from_ref(&old), |_| false)?;
    let mut notes = vec![format!(
        "what others know it by changes too: the paths of its routes, the codes of its errors, the names of its events \
         and its settings in the environment (`{}_…`)",
        new.snake().to_uppercase()
    )];
    if renames_schema {
        notes.push(format!(
            "stop the application for `manage migrate upgrade`: it renames the schema `{}` to `{}`",
            old.snake(),
            new.snake()
        ));
    }
    if !left.is_empty() {
        notes.push(format!("`{}` is still named at {}", old.snake(), importers::listed(&left)));
    }
    act.conclude(context, args.consent, "rename-module", &proposal, notes)
}

/// Moves what the owner has put beside our files, the later revisions among it.
fn take_along(act: &Act, old: &ModuleName, new: &ModuleName, proposal: &mut Proposal) -> Result<()> {
    let mut moves = BTreeMap::new();
    for (from, to) in folders(old).into_iter().zip(folders(new)) {
        let unknown = act.project.beneath(&from).into_iter().filter(|path| !act.lock.files.contains_key(path));
        moves.extend(unknown.map(|path| (path.clone(), path.replacen(&from, &to, 1))));
    }
    let disk = act.project.look(moves.iter().flat_map(|(from, to)| [from.as_str(), to.as_str()]))?;
    for (from, to) in moves {
        let (content, executable) = match disk.get(&from) {
            Some(Standing::File { content, executable }) => (content, executable),
            Some(Standing::Blocked(what)) => {
                proposal.notes.push(format!("`{from}` is {what} and stays where it is: move it by hand"));
                continue;
            }
            None => continue,
        };
        let class = Class::Seeded;
        let file = File { content: content.clone(), executable: *executable, class };
        let is_taken = disk.contains_key(&to) || proposal.plan.steps.iter().any(|step| step.path == to);
        let steps = &mut proposal.plan.steps;
        if is_taken {
            steps.push(Step { path: from, class, from: None, action: Action::Keep(Kept::Foreign) });
        } else {
            steps.push(Step { path: from.clone(), class, from: None, action: Action::Delete });
            steps.push(Step { path: to, class, from: Some(from), action: Action::Create(file) });
        }
    }
    proposal.seen.extend(disk);
    Ok(())
}

/// The folders that are a module's own.
fn folders(module: &ModuleName) -> [String; 2] {
    [format!("app/modules/{}/", module.snake()), format!("tests/{}/", module.snake())]
}

/// Plans the revision that renames the schema behind the history of the module; false where there is no history.
fn revise(pack: &Pack, old: &ModuleName, new: &ModuleName, proposal: &mut Proposal) -> Result<bool> {
    let versions = format!("app/modules/{}/migrations/versions/", new.snake());
    let history: Vec<(String, String)> = proposal
        .plan
        .writes()
        .filter(|(path, _)| path.starts_with(&versions) && is_python(path))
        .filter_map(|(path, file)| Some((path, String::from_utf8_lossy(&file?.content).into_owned())))
        .collect();
    let texts = history.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let Some(head) = revision::head(texts)? else { return Ok(false) };
    let (path, file) = revision::rename_revision(pack, old, new, &head.id, head.next)?;
    proposal.plan.steps.push(Step { path, class: file.class, from: None, action: Action::Create(file) });
    Ok(true)
}
