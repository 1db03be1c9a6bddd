//! `scaffold list`: the modules of a project, and what they use.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::commands::Context;
use crate::commands::act::Act;
use crate::error::Result;
use crate::pack;
use crate::spec::{Field, Module, ModuleName, Spec};

/// The arguments of `scaffold list`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one JSON object on stdout, for errors too
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Serialize)]
struct Listing {
    project: String,
    templates: String,
    options: BTreeMap<&'static str, &'static str>,
    modules: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    name: String,
    entity: String,
    /// How it is built; the module of an auth method is as it comes.
    style: Option<&'static str>,
    uses: Vec<String>,
    fields: Vec<String>,
}

/// Lists the modules that `scaffold.toml` asks for.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = Act::read(context)?;
    let spec = &act.spec;
    let modules = spec.module_names().iter().map(|name| Listed::of(spec, name)).collect();
    let listing = Listing {
        project: spec.name.kebab().to_owned(),
        templates: act.lock.pack.clone(),
        options: spec.options.iter().collect(),
        modules,
    };
    if args.json { context.printer.object(&listing) } else { context.printer.data(&listing.text()) }
}

impl Listed {
    fn of(spec: &Spec, name: &ModuleName) -> Self {
        let words = |names: Vec<ModuleName>| names.iter().map(|name| name.snake().to_owned()).collect();
        let fields = |module: &Module| spec.fields_of(module).iter().map(Field::written).collect();
        let module = spec.module(name);
        Self {
            name: name.snake().to_owned(),
            entity: module.map_or("User", |module| module.entity.pascal()).to_owned(),
            style: module.map(|module| module.style),
            uses: module.map(|module| words(spec.uses_of(module))).unwrap_or_default(),
            fields: module.map(fields).unwrap_or_default(),
        }
    }

    /// Its style, where that does not go without saying.
    fn unusual_style(&self) -> &str {
        self.style.filter(|style| *style != pack::usual_style().name).unwrap_or_default()
    }
}

impl Listing {
    fn text(&self) -> String {
        let width = |of: fn(&Listed) -> &str| self.modules.iter().map(|module| of(module).len()).max().unwrap_or(0);
        let (name, entity) = (width(|module| &module.name), width(|module| &module.entity));
        let style = width(Listed::unusual_style);
        let gap = if style == 0 { "" } else { "  " };
        let lines = self.modules.iter().map(|module| {
            let uses = if module.uses.is_empty() { String::new() } else { format!("uses {}", module.uses.join(", ")) };
            let Listed { name: module_name, entity: noun, .. } = module;
            let line = format!("{module_name:name$}  {noun:entity$}  {:style$}{gap}{uses}", module.unusual_style());
            format!("{}\n", line.trim_end())
        });
        lines.collect()
    }
}
