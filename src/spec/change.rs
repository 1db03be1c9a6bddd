//! A spec, changed: an option set, a module renamed, the modules of two branches together.

use crate::error::{Error, Result};
use crate::spec::{Auth, Database, Draft, Kind, Module, ModuleName, Spec, graph, word};

/// The options that can be set, as they are called in `scaffold.toml`.
const OPTIONS: [&str; 2] = ["auth", "database"];

impl Spec {
    /// The options and what they are set to, sorted.
    pub fn options(&self) -> [(&'static str, &'static str); 2] {
        [("auth", self.auth.as_str()), ("database", self.database.as_str())]
    }

    /// The same with an option set, as in `auth=jwt`.
    pub fn with_option(mut self, option: &str) -> Result<Self> {
        let Some((key, value)) = option.split_once('=').map(|(key, value)| (key.trim(), value.trim())) else {
            return Err(Error::usage(format!("`{}` does not say what to set", word::shown(option)))
                .hint("write it as `scaffold set auth=jwt`"));
        };
        match key {
            "auth" => self.auth = chosen(key, value, Auth::ALL, Auth::as_str)?,
            "database" => self.database = chosen(key, value, Database::ALL, Database::as_str)?,
            _ => {
                let error = Error::usage(format!("there is no option `{}`", word::shown(key)));
                return Err(match word::closest(key, OPTIONS) {
                    Some(near) => error.hint(format!("did you mean `{near}`?")),
                    None => error.hint(format!("the options are {}", word::listed(OPTIONS))),
                });
            }
        }
        let checked = Self::parse(&Draft::from(&self)).map_err(|error| {
            let uses = "take it out of the module's `uses` and `ref` fields in scaffold.toml first";
            if key == "auth" && self.auth == Auth::None { error.hint(uses) } else { error }
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

fn chosen<T: Copy>(key: &str, value: &str, all: &[T], word_of: fn(T) -> &'static str) -> Result<T> {
    if let Some(chosen) = all.iter().copied().find(|choice| word_of(*choice) == value) {
        return Ok(chosen);
    }
    let words = || all.iter().map(|choice| word_of(*choice));
    let error = Error::usage(format!("`{key}` can't be `{}`", word::shown(value)));
    Err(match word::closest(value, words()) {
        Some(near) => error.hint(format!("did you mean `{key}={near}`?")),
        None => error.hint(format!("it can be {}", word::listed(words()))),
    })
}
