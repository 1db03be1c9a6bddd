//! What templates can ask: the project, its modules, the module at hand, and the facts of the chosen layers.
//!
//! `templates/README.md` lists these names for people who write templates.

use std::collections::BTreeMap;

use minijinja::Value;
use minijinja::value::Serde;
use rayon::prelude::*;
use serde::Serialize;

use crate::error::Result;
use crate::pack::Pack;
use crate::render::blocks::block;
use crate::render::fields::Snippets;
use crate::render::layers::{Sheet, of_project};
use crate::spec::{Entity, Field, Module, ModuleName, Spec};

/// The contexts of all sheets of one project.
pub struct Context {
    project: Value,
    modules: BTreeMap<ModuleName, Value>,
}

/// The project's names.
#[derive(Clone, Serialize)]
struct ProjectView {
    name: String,
    snake: String,
    title: String,
}

/// A module as the rest of the project sees it.
#[derive(Clone, Serialize)]
pub struct ModuleView {
    name: String,
    kebab: String,
    pascal: String,
    title: String,
    constant: String,
    /// The name of its table.
    table: String,
    entity: EntityView,
    uses: Vec<String>,
    /// The same as a tuple of Python.
    uses_tuple: String,
}

/// The noun of a module's records.
#[derive(Clone, Serialize)]
pub struct EntityView {
    name: String,
    one: String,
    many: String,
    /// The noun in prose: `order item`.
    words: String,
    /// The plural in prose: `order items`.
    words_many: String,
    /// The id in a path: `{order_item_id}`.
    path_id: String,
}

impl Context {
    /// Everything that the templates of this project can ask.
    pub fn of(pack: &Pack, spec: &Spec) -> Result<Self> {
        let views: BTreeMap<ModuleName, ModuleView> = spec
            .module_names()
            .into_iter()
            .map(|name| {
                let module = spec.modules.iter().find(|module| module.name == name);
                let view = module_view(spec, &name, module);
                (name, view)
            })
            .collect();
        let fields: Vec<Vec<Field>> = spec.modules.iter().map(|module| spec.fields_of(module)).collect();
        let (facts, snippets) =
            rayon::join(|| pack.facts(&of_project(pack, spec)), || Snippets::of(pack, fields.iter().flatten()));
        let snippets = snippets?;
        let project = Value::from(Serde(ProjectView {
            name: spec.name.kebab().to_owned(),
            snake: spec.name.snake(),
            title: spec.name.title(),
        }));
        let facts = Value::from(Serde(facts.table()));
        let modules = Value::from(Serde(views.values().collect::<Vec<_>>()));
        let of_module = |(module, fields): (&Module, &Vec<Field>)| {
            let view = &views[&module.name];
            let places = snippets.places(fields, view, &views, &facts)?;
            let lines: BTreeMap<&str, String> = places.iter().map(|(place, all)| (&**place, block(all))).collect();
            let inline: BTreeMap<&str, String> = places.iter().map(|(place, all)| (&**place, all.concat())).collect();
            let context = minijinja::context! {
                project => &project, facts => &facts, modules => &modules,
                module => Value::from(Serde(view)),
                entity => Value::from(Serde(&view.entity)),
                fields => Value::from(Serde(&lines)),
                inline => Value::from(Serde(&inline)),
            };
            Ok((module.name.clone(), context))
        };
        let contexts = spec.modules.par_iter().zip(&fields).map(of_module).collect::<Result<BTreeMap<_, _>>>()?;
        // Commands in the documentation need a module to speak of.
        let example = spec.modules.first().map_or_else(|| views.values().next(), |module| views.get(&module.name));
        let example = Value::from(Serde(example));
        Ok(Self { project: minijinja::context! { project, facts, modules, example }, modules: contexts })
    }

    /// What the template of one sheet can ask.
    pub fn of_sheet(&self, sheet: &Sheet<'_>) -> &Value {
        sheet.module.map_or(&self.project, |module| &self.modules[&module.name])
    }
}

fn module_view(spec: &Spec, name: &ModuleName, module: Option<&Module>) -> ModuleView {
    // The module of an auth method is not in `spec.modules`; its one noun is the user.
    let entity = module.map_or_else(|| Entity::parse("User").expect("a legal entity"), |module| module.entity.clone());
    let uses = module.map(|module| spec.uses_of(module)).unwrap_or_default();
    let uses: Vec<String> = uses.iter().map(|used| used.snake().to_owned()).collect();
    ModuleView {
        uses_tuple: tuple(&uses),
        name: name.snake().to_owned(),
        kebab: name.kebab(),
        pascal: name.pascal(),
        title: name.title(),
        constant: name.snake().to_uppercase(),
        table: module.and_then(|module| module.table.as_ref()).unwrap_or(name).snake().to_owned(),
        entity: EntityView {
            name: entity.pascal().to_owned(),
            one: entity.one().to_owned(),
            many: entity.many().to_owned(),
            words: entity.one().replace('_', " "),
            words_many: entity.many().replace('_', " "),
            path_id: format!("{{{}_id}}", entity.one()),
        },
        uses,
    }
}

/// These words as a tuple of Python: `()`, `("auth",)`, `("articles", "auth")`.
fn tuple(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match &quoted[..] {
        [one] => format!("({one},)"),
        several => format!("({})", several.join(", ")),
    }
}
