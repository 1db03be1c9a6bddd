//! What people type on a command line, sorted into what they want.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::pack::{self, NONE};
use crate::spec::wanted::{Wanted, WantedModule};
use crate::spec::{AUTH, ModuleName, Spec, USUAL_AUTH, word};

/// What a person typed, before anything is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The project's name.
    pub name: String,
    /// The modules' names.
    pub modules: Vec<String>,
    /// `MODULE=style` each; without a module it is that of all those for which nothing else is said.
    pub styles: Vec<String>,
    /// `MODULE=a,b` each.
    pub uses: Vec<String>,
    /// `MODULE=Name` each.
    pub entities: Vec<String>,
    /// `MODULE=table` each; no command line has it, for only a module that was renamed does.
    pub tables: Vec<String>,
    /// `MODULE=title:str!,body:text` each.
    pub fields: Vec<String>,
    /// Options and what they are set to; without `auth` it is `jwt` where a module `auth` is named.
    pub options: BTreeMap<String, String>,
}

impl Draft {
    /// What an option is set to, where it is.
    pub fn option(&self, key: &str) -> Option<&str> {
        self.options.get(key).map(String::as_str)
    }

    /// The same with an option set.
    #[must_use]
    pub fn with_option(mut self, key: &str, value: &str) -> Self {
        self.options.insert(key.to_owned(), value.to_owned());
        self
    }

    /// What the options say, module by module.
    pub(super) fn wanted(&self) -> Result<Wanted> {
        let mut names = Vec::new();
        let options = self.options.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        let mut wanted = Wanted { name: self.name.clone(), options, ..Wanted::default() };
        for typed in &self.modules {
            let name = ModuleName::parse(typed)?;
            if names.contains(&name) {
                return Err(Error::usage(format!("the module `{}` is named twice", name.snake()))
                    .hint("name each module once; spelling and case make no difference"));
            }
            if !name.is_auth() {
                wanted.modules.push(WantedModule { name: typed.clone(), ..WantedModule::default() });
            } else if self.option(AUTH).is_none() {
                wanted.options.push((AUTH.to_owned(), USUAL_AUTH.to_owned()));
            } else if self.option(AUTH) == Some(NONE) {
                return Err(Error::usage("a module `auth` can't be in a project with `--auth none`")
                    .hint("leave the module away, or ask for `--auth jwt`"));
            }
            names.push(name);
        }
        names.retain(|name| !name.is_auth());
        self.sort_options(&names, &mut wanted)?;
        Ok(wanted)
    }

    fn sort_options(&self, names: &[ModuleName], wanted: &mut Wanted) -> Result<()> {
        for typed in &self.uses {
            let (at, uses) = option("--uses", "comments=articles,tags", typed, names)?;
            wanted.modules[at].uses.extend(uses.split(',').map(|name| name.trim().to_owned()));
        }
        for typed in &self.entities {
            let (at, entity) = option("--entity", "people=Person", typed, names)?;
            if wanted.modules[at].entity.replace(entity.trim().to_owned()).is_some() {
                return Err(twice("--entity", &names[at]).hint("a module has one entity"));
            }
        }
        for typed in &self.tables {
            let (at, table) = option("--table", "remarks=comments", typed, names)?;
            wanted.modules[at].table = Some(table.to_owned());
        }
        self.sort_styles(names, wanted)?;
        for typed in &self.fields {
            let (at, fields) = option("--fields", "articles=title:str!,body:text", typed, names)?;
            if !wanted.modules[at].fields.is_empty() {
                return Err(twice("--fields", &names[at]).hint("write all fields of a module in one list, with commas"));
            }
            wanted.modules[at].fields = fields.split(',').map(|field| field.trim().to_owned()).collect();
        }
        Ok(())
    }

    fn sort_styles(&self, names: &[ModuleName], wanted: &mut Wanted) -> Result<()> {
        let (of_one, of_all) = by_reach(&self.styles);
        for typed in of_one {
            let (at, style) = option("--style", "articles=STYLE", typed, names)?;
            if wanted.modules[at].style.replace(style.trim().to_owned()).is_some() {
                return Err(twice("--style", &names[at]).hint("a module has one style"));
            }
        }
        if of_all.len() > 1 {
            return Err(Error::usage("`--style` is there twice for all modules")
                .hint("name the module for which it is another, as in `--style articles=STYLE`"));
        }
        for module in &mut wanted.modules {
            module.style = module.style.take().or_else(|| of_all.first().map(|style| style.trim().to_owned()));
        }
        Ok(())
    }
}

impl From<&Spec> for Draft {
    /// The command line that would ask for this spec.
    fn from(spec: &Spec) -> Self {
        // Whether there is auth would else follow from the names of the modules.
        let named = spec.options.chosen().chain([(AUTH, spec.options.get(AUTH))]);
        let options = named.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        let mut draft = Self { name: spec.name.kebab().to_owned(), options, ..Self::default() };
        for module in &spec.modules {
            let name = module.name.snake();
            draft.modules.push(name.to_owned());
            if module.entity_is_given {
                draft.entities.push(format!("{name}={}", module.entity.written()));
            }
            if let Some(table) = &module.table {
                draft.tables.push(format!("{name}={}", table.snake()));
            }
            if module.style != pack::usual_style().name {
                draft.styles.push(format!("{name}={}", module.style));
            }
            if !module.uses.is_empty() {
                let uses: Vec<&str> = module.uses.iter().map(ModuleName::snake).collect();
                draft.uses.push(format!("{name}={}", uses.join(",")));
            }
            if !module.fields.is_empty() {
                let fields: Vec<String> = module.fields.iter().map(super::Field::written).collect();
                draft.fields.push(format!("{name}={}", fields.join(",")));
            }
        }
        draft
    }
}

/// Values as people type them: those of one module, as in `articles=feature`, and those of all.
pub fn by_reach(typed: &[String]) -> (Vec<&String>, Vec<&String>) {
    typed.iter().partition(|typed| typed.contains('='))
}

/// The place of the module that `MODULE=value` is about, and the value.
fn option<'a>(flag: &str, example: &str, typed: &'a str, names: &[ModuleName]) -> Result<(usize, &'a str)> {
    let Some((module, value)) = typed.split_once('=').filter(|(_, value)| !value.trim().is_empty()) else {
        return Err(Error::usage(format!("`{flag} {}` does not say which module is to have what", word::shown(typed)))
            .hint(format!("write it as `{flag} {example}`")));
    };
    let name = ModuleName::parse(module.trim())?;
    if name.is_auth() {
        return Err(Error::usage(format!("`{flag}` can't change the module `auth`"))
            .hint("`auth` is complete as it comes; keep more about its users in a module of your own"));
    }
    match names.iter().position(|known| *known == name) {
        Some(at) => Ok((at, value)),
        None => Err(word::unknown_module(
            format!("`{flag}` names the module `{}`, which is not there", name.snake()),
            &name,
            names,
        )),
    }
}

fn twice(flag: &str, module: &ModuleName) -> Error {
    Error::usage(format!("`{flag}` is there twice for the module `{}`", module.snake()))
}
