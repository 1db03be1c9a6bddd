//! `scaffold rename-module OLD NEW`: another name for a module, with everything that people wrote in it.

use std::collections::BTreeMap;

use crate::commands::Context;
use crate::commands::act::{Act, Consent};
use crate::commands::{importers, remove_module};
use crate::error::{Error, Result};
use crate::evolve::Wanted;
use crate::spec::{ModuleName, manifest};

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
    let document = manifest::rename(act.project.manifest(), &old, &new)?;
    let spec = act.spec.renaming(&old, &new)?;
    let document = manifest::edit(&document, &spec)?;
    let mut wanted = Wanted::new(&pack, spec, document)?;
    wanted.moves = moves(&act, &wanted, &old, &new);
    let proposal = act.propose(&pack, &mut wanted)?;
    let left = importers::find(&act.project, &proposal.plan, std::slice::from_ref(&old))?;
    let mut notes = vec![format!(
        "the database still has the schema `{}`: `uv run manage migrate make --module {} --empty` makes the revision for `ALTER SCHEMA {} RENAME TO {}`",
        old.snake(),
        new.snake(),
        old.snake(),
        new.snake()
    )];
    if !left.is_empty() {
        notes.push(format!("`{}` is still named at {}", old.snake(), importers::listed(&left)));
    }
    act.conclude(context, args.consent, "rename-module", &proposal, notes)
}

/// Where the files of the module go: the paths in which its old name is a part have it exchanged.
fn moves(act: &Act, wanted: &Wanted, old: &ModuleName, new: &ModuleName) -> BTreeMap<String, String> {
    let renamed = |path: &str| path.replace(old.snake(), new.snake());
    let gone = act.lock.files.keys().filter(|path| wanted.tree.get(path).is_none());
    gone.map(|path| (path.clone(), renamed(path))).filter(|(_, to)| wanted.tree.get(to).is_some()).collect()
}
