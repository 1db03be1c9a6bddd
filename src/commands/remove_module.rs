//! `scaffold remove-module NAME...`: out of what is wanted, once nothing needs it.

use crate::commands::Context;
use crate::commands::act::{Act, Consent, Proposal};
use crate::commands::importers;
use crate::error::{Error, Result};
use crate::evolve::Wanted;
use crate::pack::NONE;
use crate::plan::{Action, Kept, Step};
use crate::spec::{AUTH, Draft, ModuleName, Spec};

/// The arguments of `scaffold remove-module`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Files that you edited stay where they are and are listed. The module's tables stay in the database: take its \
migrations back first, with `manage migrate downgrade --module NAME --to base`.

Examples:
  scaffold remove-module Comments
  scaffold remove-module Comments Tags --dry-run")]
pub struct Args {
    /// The modules, as in `Comments`
    #[arg(value_name = "NAME", required = true)]
    modules: Vec<String>,
    #[command(flatten)]
    pub(super) consent: Consent,
}

/// Removes the modules from what is wanted, and carries that out; refused while others import them.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = Act::begin(context)?;
    let names = args.modules.iter().map(|typed| known(typed, &act.spec)).collect::<Result<Vec<_>>>()?;
    let pack = act.pack()?;
    let spec = without(&act.spec, &names);
    if let Some(error) = still_used(&act, &names) {
        return Err(error);
    }
    let mut wanted = act.wanted(&pack, Spec::parse(&spec)?.remembering(&act.spec))?;
    let proposal = act.propose(&pack, &mut wanted)?;
    let notes = farewell(&act, &wanted, &proposal)?;
    act.conclude(context, args.consent, "remove-module", &proposal, notes)
}

/// What to know of the modules that a plan takes away, by whichever command.
///
/// # Errors
///
/// When one of them, or another package that goes, would still be imported (exit 3).
pub(super) fn farewell(act: &Act, wanted: &Wanted, proposal: &Proposal) -> Result<Vec<String>> {
    let stays = wanted.spec.module_names();
    let names: Vec<ModuleName> =
        act.lock.spec.module_names().into_iter().filter(|name| !stays.contains(name)).collect();
    let lost = importers::lost(&proposal.plan);
    if names.is_empty() && lost.is_empty() {
        return Ok(Vec::new());
    }
    // Files of ours that go as well hold nothing up, where they stay only for their owner's edits.
    let goes = |path: &str| act.lock.files.contains_key(path) && !wanted.has(path);
    let importers = importers::find(&act.project, &proposal.plan, &names, goes)?;
    if !importers.is_empty() {
        let names: Vec<&str> = names.iter().map(ModuleName::snake).collect();
        return Err(refusal(&names, &importers));
    }
    let importers = importers::of_packages(&act.project, &proposal.plan, &lost, goes)?;
    if !importers.is_empty() {
        let (places, mut packages): (Vec<String>, Vec<&str>) = importers.into_iter().unzip();
        packages.sort_unstable();
        packages.dedup();
        return Err(refusal(&packages, &places));
    }
    Ok(names.iter().flat_map(|name| notes(act, name, proposal)).collect())
}

/// The module that was named, if the project has it.
pub(super) fn known(typed: &str, spec: &Spec) -> Result<ModuleName> {
    let name = ModuleName::parse(typed)?;
    let names = spec.module_names();
    if names.contains(&name) {
        return Ok(name);
    }
    let known: Vec<&str> = names.iter().map(ModuleName::snake).collect();
    Err(Error::usage(format!("there is no module `{}`", name.snake()))
        .hint(format!("the modules are `{}`", known.join("`, `"))))
}

fn without(spec: &Spec, names: &[ModuleName]) -> Draft {
    let mut spec = spec.clone();
    spec.modules.retain(|module| !names.contains(&module.name));
    if names.iter().any(ModuleName::is_auth) {
        spec.options.set(AUTH, NONE).expect("every project can do without");
    }
    Draft::from(&spec)
}

/// The refusal where `scaffold.toml` says that another module uses one of these.
fn still_used(act: &Act, names: &[ModuleName]) -> Option<Error> {
    let stays = act.spec.modules.iter().filter(|module| !names.contains(&module.name));
    let users = stays.flat_map(|module| {
        let said = act.spec.said_uses(module).into_iter().filter(|used| names.contains(used));
        said.map(|used| (module.name.clone(), used)).collect::<Vec<_>>()
    });
    let users: Vec<(ModuleName, ModuleName)> = users.collect();
    let (module, used) = users.first()?;
    let message =
        format!("`{}` uses `{}`, which can't be removed before it; nothing was changed", module.snake(), used.snake());
    let error = Error::refused(message);
    let places = importers::of_modules(&act.project, std::slice::from_ref(used)).unwrap_or_default();
    let error =
        if places.is_empty() { error } else { error.hint(format!("it is imported at {}", importers::listed(&places))) };
    Some(error.hint(format!(
        "take `{}` out of the `uses` and the `ref` fields of `{}` in scaffold.toml, or remove both modules at once",
        used.snake(),
        module.snake()
    )))
}

fn refusal(names: &[&str], importers: &[String]) -> Error {
    Error::refused(format!("`{}` is still imported; nothing was changed", names.join("`, `")))
        .hint(format!("it is imported at {}", importers::listed(importers)))
        .hint("take these imports away first")
}

/// What stays of a module, and where its tables are.
fn notes(act: &Act, name: &ModuleName, proposal: &Proposal) -> Vec<String> {
    let tables = format!(
        "the tables of `{0}` stay where they are, and so another module can't have its name; to drop them: `scaffold \
         undo`, `manage migrate downgrade --module {0} --to base`, then this again",
        name.snake()
    );
    let folders = ["app/modules", "tests"].map(|parent| format!("{parent}/{}/", name.snake()));
    let is_edited = |step: &&Step| step.action == Action::Keep(Kept::Edited);
    let edited = proposal.plan.steps.iter().filter(is_edited).map(|step| step.path.clone());
    let edited = edited.filter(|path| folders.iter().any(|folder| path.starts_with(folder)));
    let own = folders.iter().flat_map(|folder| act.project.beneath(folder));
    let own = own.filter(|path| !act.lock.files.contains_key(path));
    let mut kept: Vec<String> = edited.chain(own).collect();
    kept.sort();
    let kept = (!kept.is_empty()).then(|| {
        format!("what you wrote in `{}` stays, though nothing uses it: {}", name.snake(), importers::listed(&kept))
    });
    [tables].into_iter().chain(kept).collect()
}
