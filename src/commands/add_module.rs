//! `scaffold add-module NAME...`: more modules in a project that lives.

use crate::commands::act::{Act, Consent};
use crate::commands::styles::Styles;
use crate::commands::{Context, advice};
use crate::error::{Error, Result};
use crate::spec::{AUTH, Draft, Module, ModuleName, Spec, USUAL_AUTH, by_reach};

/// The arguments of `scaffold add-module`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
With one module, `--uses`, `--entity` and `--fields` need not say which: `--uses auth,articles`.

Examples:
  scaffold add-module Payments --uses auth --fields 'amount:decimal,paid_at:datetime?'
  scaffold add-module Tags Likes --uses likes=articles --fields tags=label:str!")]
pub struct Args {
    /// The new modules, as in `Payments OrderItems`
    #[arg(value_name = "NAME", required = true)]
    modules: Vec<String>,
    /// The modules that a module uses, as in `comments=articles,auth`
    #[arg(long, value_name = "[MODULE=]A,B")]
    uses: Vec<String>,
    /// What a record of a module is called, as in `people=Person`
    #[arg(long = "entity", value_name = "[MODULE=]NAME")]
    entities: Vec<String>,
    /// How the modules are built, or how one of them is, as in `articles=STYLE`
    #[arg(long = "style", value_name = "[MODULE=]STYLE", value_parser = Styles)]
    styles: Vec<String>,
    /// The fields of a module, as in `articles=title:str!,body:text?`
    #[arg(long, visible_alias = "field", value_name = "[MODULE=]FIELDS")]
    fields: Vec<String>,
    #[command(flatten)]
    pub(super) consent: Consent,
}

/// Adds the modules to what is wanted, and carries that out.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = Act::begin(context)?;
    let pack = act.pack()?;
    let mut wanted = act.wanted_beside(&pack, args.added_to(&act.spec)?)?;
    let proposal = act.propose(&pack, &mut wanted)?;
    let is_new = |module: &&Module| act.spec.module(&module.name).is_none();
    let notes = advice::styles(wanted.spec.modules.iter().filter(is_new));
    act.conclude(context, args.consent, "add-module", &proposal, notes)
}

impl Args {
    /// The spec with the new modules.
    fn added_to(&self, spec: &Spec) -> Result<Spec> {
        let mut draft = Draft::from(spec);
        let mut own = Vec::new();
        for typed in &self.modules {
            let name = ModuleName::parse(typed)?;
            if spec.module_names().contains(&name) {
                let message = format!("the module `{}` exists already; nothing was changed", name.snake());
                return Err(Error::usage(message).hint("`scaffold list` shows the modules of this project"));
            }
            if name.is_auth() {
                draft = draft.with_option(AUTH, USUAL_AUTH);
            } else {
                own.push(name.snake().to_owned());
                draft.modules.push(typed.clone());
            }
        }
        // Those that are there already keep theirs.
        draft.styles.extend(self.styles_of(&own));
        let named = |values: &[String]| values.iter().map(|value| named(value, &own)).collect::<Vec<_>>();
        draft.uses.extend(named(&self.uses));
        draft.entities.extend(named(&self.entities));
        draft.fields.extend(named(&self.fields));
        Ok(Spec::parse(&draft)?.remembering(spec))
    }

    /// The styles, each with its module in front: one that names none is that of all new modules for which nothing else
    /// is said.
    fn styles_of(&self, modules: &[String]) -> Vec<String> {
        let (of_one, of_all) = by_reach(&self.styles);
        let named: Vec<ModuleName> =
            of_one.iter().filter_map(|typed| ModuleName::parse(typed.split_once('=')?.0.trim()).ok()).collect();
        let others = modules.iter().filter(|module| named.iter().all(|name| name.snake() != *module));
        let others = others.flat_map(|module| of_all.iter().map(move |style| format!("{module}={style}")));
        others.chain(of_one.into_iter().cloned()).collect()
    }
}

/// The value of an option with its module in front; with one new module that need not be said.
fn named(value: &str, modules: &[String]) -> String {
    match modules {
        [only] if !value.contains('=') => format!("{only}={value}"),
        _ => value.to_owned(),
    }
}
