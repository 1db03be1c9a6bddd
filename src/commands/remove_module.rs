//! `scaffold remove-module NAME...`: out of what is wanted, once nothing needs it.

use crate::commands::Context;
use crate::commands::act::{Act, Consent, Proposal};
use crate::commands::importers;
use crate::error::{Error, Result};
use crate::pack::NONE;
use crate::plan::{Action, Kept};
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
    let importers = importers::find(&act.project, &proposal.plan, &names)?;
    if !importers.is_empty() {
        return Err(refusal(&names, &importers));
    }
    let notes = names.iter().flat_map(|name| notes(name, &proposal)).collect();
    act.conclude(context, args.consent, "remove-module", &proposal, notes)
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

fn refusal(names: &[ModuleName], importers: &[String]) -> Error {
    let names: Vec<&str> = names.iter().map(ModuleName::snake).collect();
    Error::refused(format!("`{}` is still imported; nothing was changed", names.join("`, `")))
        .hint(format!("it is imported at {}", importers::listed(importers)))
        .hint("take these imports away first")
}

/// What stays of a module, and where its tables are.
fn notes(name: &ModuleName, proposal: &Proposal) -> Vec<String> {
    let stays = |action: &Action| matches!(action, Action::Keep(Kept::Edited));
    let own = format!("app/modules/{}/", name.snake());
    let kept = proposal.plan.steps.iter().filter(|step| stays(&step.action) && step.path.starts_with(&own)).count();
    let tables = format!(
        "the tables of `{0}` stay where they are, and so another module can't have its name; to drop them: `scaffold \
         undo`, `manage migrate downgrade --module {0} --to base`, then this again",
        name.snake()
    );
    let kept = (kept > 0)
        .then(|| format!("files of `{}` that you edited stay, though nothing uses them: {kept}", name.snake()));
    [tables].into_iter().chain(kept).collect()
}
