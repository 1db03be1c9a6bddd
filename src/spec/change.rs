//! A spec, changed: an option set, a module renamed, the modules of two branches together.

use crate::error::{Error, Result};
use crate::pack::NONE;
use crate::spec::{AUTH, Draft, Kind, Module, ModuleName, Spec, graph, options, word};

impl Spec {
    /// The same with options set, as in `auth=jwt`; what they need of one another is looked at once all are.
    pub fn with_options(mut self, options: &[String]) -> Result<Self> {
        let before = self.clone();
        let said = |option: &String| match option.split_once('=') {
            Some((key, value)) => Ok((key.trim().to_owned(), value.trim().to_owned())),
            None => Err(Error::usage(format!("`{}` does not say what to set", word::shown(option)))
                .hint("write it as `scaffold set auth=jwt`")),
        };
        for (key, value) in options::each_once(options.iter().map(said).collect::<Result<Vec<_>>>()?)? {
            self.options.set(&key, &value)?;
        }
        let checked = Self::parse(&Draft::from(&self)).map_err(|error| {
            let uses = "take it out of the module's `uses` and `ref` fields in scaffold.toml first";
            let is_named = |module: &Module| before.said_uses(module).iter().any(ModuleName::is_auth);
            let lost = self.options.get(AUTH) == NONE && before.modules.iter().any(is_named);
            if lost { error.hint(uses) } else { error }
        })?;
        Ok(checked.remembering(&self))
    }

    /// The modules that a module says it uses: those it names and those its fields refer to, sorted.
    pub fn said_uses(&self, module: &Module) -> Vec<ModuleName> {
        let mut uses: Vec<ModuleName> = module.uses.iter().chain(graph::refs(module)).cloned().collect();
        uses.sort();
        uses.dedup();
        uses
    }

    /// The modules that had another name before: each with the former one. A module is known by its table, which keeps
    /// its name.
    pub fn renamed_since(&self, before: &Self) -> Vec<(ModuleName, &Module)> {
        fn table(module: &Module) -> &ModuleName {
            module.table.as_ref().unwrap_or(&module.name)
        }
        let gone: Vec<&Module> = before.modules.iter().filter(|module| self.module(&module.name).is_none()).collect();
        let new = self.modules.iter().filter(|module| before.module(&module.name).is_none());
        let former =
            |module: &Module| gone.iter().find(|gone| table(gone) == table(module)).map(|gone| gone.name.clone());
        new.filter_map(|module| Some((former(module)?, module))).collect()
    }

    /// The same with another name for a module; its records keep theirs, and so do their tables.
    pub fn renaming(&self, old: &ModuleName, new: &ModuleName) -> Result<Self> {
        let mut spec = self.clone();
        let exchange = |name: &mut ModuleName| {
            if name == old {
                *name = new.clone();
            }
        };
        for module in &mut spec.modules {
            if module.name == *old {
                module.name = new.clone();
                module.entity_is_given = true;
                module.table = Some(module.table.take().unwrap_or_else(|| old.clone())).filter(|table| table != new);
            }
            module.uses.iter_mut().for_each(exchange);
            for field in &mut module.fields {
                if let Kind::Ref(target) = &mut field.kind {
                    exchange(target);
                }
            }
        }
        Ok(Self::parse(&Draft::from(&spec))?.remembering(&spec))
    }
}
