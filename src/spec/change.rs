//! A spec, changed: an option set, a module renamed, the modules of two branches together.

use crate::error::{Error, Result};
use crate::pack::NONE;
use crate::spec::{AUTH, Draft, Kind, Module, ModuleName, Spec, graph, word};

impl Spec {
    /// The same with options set, as in `auth=jwt`; what they need of one another is looked at once all are.
    pub fn with_options(mut self, options: &[String]) -> Result<Self> {
        let before = self.clone();
        let mut known: Vec<&str> = Vec::new();
        for option in options {
            let Some((key, value)) = option.split_once('=') else {
                return Err(Error::usage(format!("`{}` does not say what to set", word::shown(option)))
                    .hint("write it as `scaffold set auth=jwt`"));
            };
            self.options.set(key.trim(), value.trim())?;
            if known.contains(&key.trim()) {
                return Err(Error::usage(format!("`{}` is set twice", key.trim())).hint("set each option once"));
            }
            known.push(key.trim());
        }
        let checked = Self::parse(&Draft::from(&self)).map_err(|error| {
            let uses = "take it out of the module's `uses` and `ref` fields in scaffold.toml first";
            let lost = before.has_auth() && self.options.get(AUTH) == NONE;
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
