//! What was answered so far, module by module, so that going back loses nothing.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::pack::{self, Choice, NONE, Style};
use crate::spec::{Draft, ModuleName, by_reach};

/// The fields of a module that names none.
pub const DEFAULT_FIELDS: &str = "name:str,description:text?";

/// The answers so far.
#[derive(Debug, Default)]
pub struct Answers {
    /// The project's name, as typed.
    pub name: String,
    /// The options that were asked or given.
    pub options: BTreeMap<String, String>,
    typed: Vec<String>,
    modules: Vec<ModuleName>,
    fields: BTreeMap<ModuleName, String>,
    uses: BTreeMap<ModuleName, String>,
    entities: BTreeMap<ModuleName, String>,
    styles: BTreeMap<ModuleName, String>,
    /// The styles that name no module.
    style_of_all: Vec<String>,
}

impl Answers {
    /// What a draft answers already.
    pub fn of(draft: &Draft) -> Result<Self> {
        let mut answers = Self { name: draft.name.clone(), options: draft.options.clone(), ..Self::default() };
        answers.set_modules(&draft.modules.join(" "));
        answers.fields = by_module("--fields", &draft.fields)?;
        answers.uses = by_module("--uses", &draft.uses)?;
        answers.entities = by_module("--entity", &draft.entities)?;
        let (of_one, of_all) = by_reach(&draft.styles);
        answers.styles = by_module("--style", of_one)?;
        answers.style_of_all = of_all.into_iter().cloned().collect();
        Ok(answers)
    }

    /// The business modules, in the order they were typed. Words that are no names are left out; the check finds them.
    pub fn modules(&self) -> &[ModuleName] {
        &self.modules
    }

    /// The modules as typed.
    pub fn typed_modules(&self) -> String {
        self.typed.join(" ")
    }

    /// Whether a module `auth` was named, which means JWT where no method is.
    pub fn names_auth(&self) -> bool {
        self.typed.iter().any(|typed| ModuleName::parse(typed).is_ok_and(|name| name.is_auth()))
    }

    /// Takes the modules, with spaces or commas between.
    pub fn set_modules(&mut self, typed: &str) {
        let words = typed.split(|char: char| char.is_whitespace() || char == ',').filter(|word| !word.is_empty());
        self.typed = words.map(str::to_owned).collect();
        self.modules = self.typed.iter().filter_map(|typed| ModuleName::parse(typed).ok()).collect();
        self.modules.retain(|name| !name.is_auth());
        if self.names_auth() && self.options.get("auth").is_some_and(|auth| auth == NONE) {
            self.options.remove("auth");
        }
    }

    /// The fields of a module, as typed; empty where they are the default ones.
    pub fn fields(&self, module: &ModuleName) -> &str {
        self.fields.get(module).map_or("", |typed| typed)
    }

    /// Takes the fields of a module.
    pub fn set_fields(&mut self, module: ModuleName, typed: String) {
        let typed = if typed == DEFAULT_FIELDS { String::new() } else { typed };
        self.fields.insert(module, typed);
    }

    /// What a module uses, as typed.
    pub fn uses(&self, module: &ModuleName) -> &str {
        self.uses.get(module).map_or("", |typed| typed)
    }

    /// Takes what a module uses, with spaces or commas between.
    pub fn set_uses(&mut self, module: ModuleName, typed: &str) {
        let words = typed.split(|char: char| char.is_whitespace() || char == ',').filter(|word| !word.is_empty());
        self.uses.insert(module, words.collect::<Vec<_>>().join(","));
    }

    /// The style of all modules for which nothing else is said, where it was chosen.
    pub fn style(&self) -> Option<&String> {
        self.style_of_all.first()
    }

    /// Takes the style of all modules for which nothing else is said; the usual one goes without saying.
    pub fn set_style(&mut self, style: &Style) {
        self.style_of_all = if style.is_usual { Vec::new() } else { vec![style.name.clone()] };
    }

    /// All answers.
    pub fn draft(&self) -> Draft {
        self.draft_of(usize::MAX, usize::MAX)
    }

    /// The answers with the fields of the first modules only, and the uses of the first modules only.
    pub fn draft_of(&self, fields: usize, uses: usize) -> Draft {
        Draft {
            name: self.name.clone(),
            modules: self.typed.clone(),
            fields: self.written(&self.fields, fields),
            uses: self.written(&self.uses, uses),
            entities: self.written(&self.entities, usize::MAX),
            tables: Vec::new(),
            styles: self.style_of_all.iter().cloned().chain(self.written(&self.styles, usize::MAX)).collect(),
            options: self.options.clone(),
        }
    }

    /// The words of the command that gives all answers.
    pub fn command(&self) -> Vec<String> {
        let draft = self.draft();
        let options = draft.options;
        let mut words = vec!["scaffold".to_owned(), "new".to_owned(), draft.name];
        words.extend(draft.modules);
        let by_module = [
            ("--uses", draft.uses),
            ("--entity", draft.entities),
            ("--style", draft.styles),
            ("--fields", draft.fields),
        ];
        for (flag, values) in by_module {
            words.extend(values.into_iter().flat_map(|value| [flag.to_owned(), value]));
        }
        let chosen = |choice: &&Choice| options.get(&choice.key).is_some_and(|value| *value != choice.default);
        let (features, others): (Vec<_>, Vec<_>) = pack::choices().iter().filter(chosen).partition(|it| it.is_feature);
        for choice in others {
            words.extend([format!("--{}", choice.key), options[&choice.key].clone()]);
        }
        let (without, with): (Vec<_>, Vec<_>) = features.into_iter().partition(|it| options[&it.key] == NONE);
        let written = |choice: &Choice| match &options[&choice.key] {
            value if value == choice.usual() => choice.key.clone(),
            value => format!("{}={value}", choice.key),
        };
        let with = with.into_iter().map(written).collect::<Vec<_>>().join(",");
        let without = without.into_iter().map(|it| it.key.as_str()).collect::<Vec<_>>().join(",");
        let given = [("--with", with), ("--without", without)].into_iter().filter(|(_, list)| !list.is_empty());
        words.extend(given.flat_map(|(flag, list)| [flag.to_owned(), list]));
        words
    }

    /// `module=value` for the first modules that have a value.
    fn written(&self, values: &BTreeMap<ModuleName, String>, first: usize) -> Vec<String> {
        let first = self.modules.iter().take(first);
        let given = first.filter_map(|module| values.get(module).map(|value| (module, value)));
        given
            .filter(|(_, value)| !value.is_empty())
            .map(|(module, value)| format!("{}={value}", module.snake()))
            .collect()
    }
}

fn by_module<'a>(flag: &str, given: impl IntoIterator<Item = &'a String>) -> Result<BTreeMap<ModuleName, String>> {
    given
        .into_iter()
        .map(|given| {
            let (module, value) = given.split_once('=').ok_or_else(|| {
                Error::usage(format!("`{flag} {given}` names no module")).hint(format!("write `{flag} MODULE=…`"))
            })?;
            Ok((ModuleName::parse(module)?, value.to_owned()))
        })
        .collect()
}
