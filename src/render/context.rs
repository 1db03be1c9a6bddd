//! What templates can ask: the project, its modules, the module at hand, and the facts of the chosen layers.
//!
//! `templates/README.md` lists these names for people who write templates.

use std::collections::BTreeMap;

use minijinja::Value;
use minijinja::value::Serde;
use rayon::prelude::*;
use serde::Serialize;

use crate::error::Result;
use crate::pack::{self, Pack, Style, usual_style};
use crate::render::blocks::block;
use crate::render::fields::{Snippets, Tables};
use crate::render::layers::{Sheet, of_project, of_style};
use crate::render::templates::{Compiled, environment};
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
    /// What its style says of it, such as where its models are.
    style: BTreeMap<String, String>,
}

/// A style that modules of the project have.
#[derive(Serialize)]
struct StyleView<'a> {
    name: &'a str,
    /// The modules that are built so.
    modules: Vec<&'a str>,
    /// What the style says of them all.
    #[serde(flatten)]
    facts: serde_json::Map<String, serde_json::Value>,
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
    /// Everything that the templates of these sheets can ask.
    pub fn of(pack: &Pack, spec: &Spec, sheets: &[Sheet<'_>]) -> Result<Self> {
        let views: BTreeMap<ModuleName, ModuleView> = spec
            .module_names()
            .into_iter()
            .map(|name| {
                let module = spec.modules.iter().find(|module| module.name == name);
                let mut view = module_view(spec, &name, module);
                if let Some(module) = module {
                    view.style = words(pack, module, &view)?;
                }
                Ok((name, view))
            })
            .collect::<Result<_>>()?;
        let fields: Vec<Vec<Field>> = spec.modules.iter().map(|module| spec.fields_of(module)).collect();
        let (facts, tables) =
            rayon::join(|| pack.facts(&of_project(pack, spec)), || Tables::of(pack, fields.iter().flatten()));
        let (environment, tables) = (environment(), tables?);
        let snippets = Snippets::of(&environment, &tables);
        let project = Value::from(Serde(ProjectView {
            name: spec.name.kebab().to_owned(),
            snake: spec.name.snake(),
            title: spec.name.title(),
        }));
        let facts = Value::from(Serde(facts.table()));
        let modules = Value::from(Serde(views.values().collect::<Vec<_>>()));
        let styles = Value::from(Serde(styles(pack, spec, &views)));
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
        let is_asked_for = |(module, _): &(&Module, &Vec<Field>)| {
            sheets.iter().any(|sheet| sheet.module.is_some_and(|of| of.name == module.name))
        };
        let asked_for = spec.modules.par_iter().zip(&fields).filter(is_asked_for);
        let contexts = asked_for.map(of_module).collect::<Result<BTreeMap<_, _>>>()?;
        // Commands in the documentation need a module to speak of.
        let example = spec.modules.first().map_or_else(|| views.values().next(), |module| views.get(&module.name));
        let example = Value::from(Serde(example));
        Ok(Self { project: minijinja::context! { project, facts, modules, styles, example }, modules: contexts })
    }

    /// What the template of one sheet can ask.
    pub fn of_sheet(&self, sheet: &Sheet<'_>) -> &Value {
        sheet.module.map_or(&self.project, |module| &self.modules[&module.name])
    }
}

/// The styles of a project, the usual one first. The module of an auth method is built in that.
fn styles<'a>(pack: &Pack, spec: &Spec, views: &'a BTreeMap<ModuleName, ModuleView>) -> Vec<StyleView<'a>> {
    let style_of = |name| spec.module(name).map_or(usual_style().name.as_str(), |module| module.style);
    let of = |style: &'a Style| {
        let modules = views.iter().filter(|(name, _)| style_of(name) == style.name).map(|(_, view)| view.name.as_str());
        let facts = pack.facts(&[of_style(&style.name).as_str()]).table().clone();
        StyleView { name: &style.name, modules: modules.collect(), facts }
    };
    pack::styles().iter().map(of).filter(|style| !style.modules.is_empty()).collect()
}

/// What the style of a module says of it: small templates that can ask `module`.
fn words(pack: &Pack, module: &Module, view: &ModuleView) -> Result<BTreeMap<String, String>> {
    let layer = of_style(module.style);
    let facts = pack.facts(&[layer.as_str()]);
    let snippets = facts.table().get("words").and_then(serde_json::Value::as_object).into_iter().flatten();
    let (environment, context) = (environment(), minijinja::context! { module => Value::from(Serde(view)) });
    let rendered = |(word, snippet): (&String, &serde_json::Value)| {
        let name = format!("{layer}/facts.toml: {word}");
        let snippet = Compiled::later(&environment, &name, snippet.as_str().unwrap_or_default());
        Ok((word.clone(), snippet.filled(&context)?.trim().to_owned()))
    };
    snippets.map(rendered).collect()
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
        style: BTreeMap::new(),
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
