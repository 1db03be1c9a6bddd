//! Which module owns a table, a schema, a mapped class.
//!
//! | file | what it holds |
//! |---|---|
//! | `models` | the mapped classes of a project, with the tables that they name |
//! | `schema` | which schema a `metadata`, a class or a `Table(...)` keeps its tables in |
//! | `made` | tables that are made by a call: `Table(...)`, `op.create_table(...)` |
//!
//! Ownership is read from the models and the manifests. Nobody owns a schema that several modules keep tables in; a
//! table that a module declares in the schema of another does not become its own.

mod made;
mod models;
mod schema;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use ruff_python_ast::Expr;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::bindings::{Names, Place, elements};
use crate::check::layout::Place as Where;
use crate::check::source::Source;

pub(super) use made::{is_declared, is_reflected};
use models::Model;
pub(super) use schema::of_table as schema_of_table;

/// The kernel, as an owner.
pub(super) const KERNEL: &str = "core";

/// Who asks in the files of a project that are neither of the kernel nor of a module.
pub(super) const APPLICATION: &str = "application";
/// Schemas that a database takes where none is named.
const DEFAULT: [&str; 3] = ["public", "main", "dbo"];

/// A table that somebody owns.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Owned {
    owner: String,
    schema: Option<String>,
    /// Whether the name is only likely, for what generates it could not be told.
    likely: bool,
}

/// Who owns what.
#[derive(Debug, Default)]
pub(super) struct Tables {
    by_name: FxHashMap<String, Vec<Owned>>,
    schemas: FxHashMap<String, BTreeSet<String>>,
    classes: FxHashMap<String, BTreeSet<(String, String)>>,
    models: FxHashSet<String>,
    /// Mapped classes and tables that a module declares in the schema of another.
    pub strays: Vec<Stray>,
}

/// A table that is declared in a schema of somebody else.
#[derive(Clone, Debug)]
pub(super) struct Stray {
    /// Where.
    pub place: Place,
    /// What names the table.
    pub range: ruff_text_size::TextRange,
    /// Whose schema it is.
    pub owner: String,
    /// The table.
    pub table: String,
}

/// Who owns a file, as far as tables are concerned: a module or the kernel.
pub(super) fn owner_of(source: &Source) -> Option<&str> {
    match &source.place {
        Where::Module(module) => Some(module),
        Where::Kernel => Some(KERNEL),
        _ => None,
    }
}

/// Whom the tables of others are none of: who owns a file, or the application where it belongs to nobody.
pub(super) fn asker_of(source: &Source) -> Option<&str> {
    owner_of(source).or_else(|| matches!(source.place, Where::Composition).then_some(APPLICATION))
}

impl Tables {
    /// Reads who owns what in a project.
    pub fn of(names: &Names<'_>) -> Self {
        let mut tables = Self::default();
        tables.read_manifests(names);
        let found = models::models(names);
        for model in &found {
            let schema = schema::of_class(names, model);
            tables.claim(&model.owner, schema.as_deref());
        }
        for model in &found {
            tables.add_model(names, model);
        }
        for made in made::tables(names) {
            tables.add(&made.owner, &made.name, made.schema, false, (made.place, made.range));
        }
        for module in &names.layout.modules {
            let declared = tables.schemas.values().any(|owners| owners.contains(module));
            if !declared && !tables.schemas.contains_key(module) {
                tables.schemas.insert(module.clone(), BTreeSet::from([module.clone()]));
            }
        }
        tables
    }

    /// Another module than `asker` that a table belongs to, or a schema where no table is known.
    pub fn owner(&self, schema: Option<&str>, name: Option<&str>, asker: &str) -> Option<&str> {
        let named = name.and_then(|name| self.by_name.get(name)).map(Vec::as_slice).unwrap_or_default();
        match schema {
            None => Self::other(named.iter(), asker),
            Some(schema) => {
                let exact = |owned: &&Owned| owned.schema.as_deref() == Some(schema);
                if named.iter().filter(exact).any(|owned| owned.owner == asker) {
                    return None;
                }
                let owners = self.schemas.get(schema);
                match owners.map(|owners| owners.iter().collect::<Vec<_>>()).as_deref() {
                    Some([owner]) => return Some(owner.as_str()).filter(|owner| *owner != asker && *owner != KERNEL),
                    Some(_) => {}
                    None if DEFAULT.contains(&schema) => {}
                    None => return Self::other(named.iter().filter(exact), asker),
                }
                let fits = |owned: &&Owned| exact(owned) || owned.schema.is_none();
                Self::other(named.iter().filter(fits), asker)
            }
        }
    }

    fn other<'t>(named: impl Iterator<Item = &'t Owned>, asker: &str) -> Option<&'t str> {
        let named: Vec<&Owned> = named.collect();
        let sure = named.iter().any(|owned| !owned.likely);
        let owners: Vec<&Owned> = named.into_iter().filter(|owned| !(sure && owned.likely)).collect();
        let own = owners.iter().any(|owned| owned.owner == asker || owned.owner == KERNEL);
        owners.first().filter(|_| !own).map(|owned| owned.owner.as_str())
    }

    /// Another module than `asker` that has a mapped class of this name or dotted path.
    pub fn owner_of_class(&self, text: &str, asker: &str) -> Option<&str> {
        let (above, name) = text.rsplit_once('.').map_or((None, text), |(above, name)| (Some(above), name));
        let named = self.classes.get(name)?;
        let fits = |path: &str| above.is_none_or(|above| is_above(above, path));
        let owners: Vec<&str> = named.iter().filter(|(path, _)| fits(path)).map(|(_, owner)| owner.as_str()).collect();
        let own = owners.iter().any(|owner| *owner == asker || *owner == KERNEL);
        owners.first().copied().filter(|_| !own)
    }

    /// Whether a path is that of a mapped class.
    pub fn is_model(&self, path: &str) -> bool {
        self.models.contains(path)
    }

    /// Takes the schema of each module from the manifest in its `module.py`.
    fn read_manifests(&mut self, names: &Names<'_>) {
        let layout = &names.layout;
        for module in &layout.modules {
            let Some(file) = names.file(&format!("{}.modules.{module}.module", layout.package)) else { continue };
            let reading = names.reading(file);
            for &(call, scope) in &reading.calls {
                let Some(schema) = call.arguments.find_keyword("schema") else { continue };
                for text in names.plain_texts(&schema.value, Place { file, scope }) {
                    self.claim(module, Some(&text));
                }
            }
        }
    }

    /// Notes that a module keeps tables in a schema, unless another has said so in its manifest.
    fn claim(&mut self, owner: &str, schema: Option<&str>) {
        let Some(schema) = schema.map(str::to_lowercase) else { return };
        let owners = self.schemas.entry(schema.clone()).or_default();
        let own = owner == schema || owners.is_empty() || DEFAULT.contains(&schema.as_str());
        if own {
            owners.insert(owner.to_owned());
        }
    }

    fn add_model(&mut self, names: &Names<'_>, model: &Model<'_>) {
        let schema = schema::of_class(names, model);
        for (name, likely) in &model.tables {
            let class = (model.place, model.range);
            self.add(&model.owner, name, schema.clone(), *likely, class);
        }
        self.models.insert(model.path.clone());
        let class = (model.path.clone(), model.owner.clone());
        self.classes.entry(model.class.name.to_string()).or_default().insert(class);
    }

    fn add(
        &mut self,
        owner: &str,
        name: &str,
        schema: Option<String>,
        likely: bool,
        (place, range): (Place, ruff_text_size::TextRange),
    ) {
        let (name, schema) = (name.to_lowercase(), schema.map(|schema| schema.to_lowercase()));
        let owners = schema.as_ref().and_then(|schema| self.schemas.get(schema));
        let stranger = owners.filter(|owners| owners.len() == 1).and_then(BTreeSet::first);
        if let Some(stranger) = stranger.filter(|stranger| *stranger != owner && *stranger != KERNEL) {
            self.strays.push(Stray { place, range, owner: stranger.clone(), table: name });
            return;
        }
        let table = Owned { owner: owner.to_owned(), schema, likely };
        let known = self.by_name.entry(name).or_default();
        if !known.contains(&table) {
            known.push(table);
        }
    }
}

/// Whether a class at `path` may be meant by a dotted name that begins with `above`: the whole path, its end, or a
/// package on the way that hands the class on.
fn is_above(above: &str, path: &str) -> bool {
    let module = path.rsplit_once('.').map_or("", |(module, _)| module);
    module == above || module.ends_with(&format!(".{above}")) || format!("{module}.").contains(&format!("{above}."))
}

/// A keyword of a call, or the argument at a position; also where they are unpacked as they are written.
pub(super) fn argument<'a>(call: &'a ruff_python_ast::ExprCall, name: &str, position: usize) -> Option<&'a Expr> {
    call.arguments.find_argument_value(name, position).or_else(|| unpacked(call, name, position))
}

fn unpacked<'a>(call: &'a ruff_python_ast::ExprCall, name: &str, position: usize) -> Option<&'a Expr> {
    let spread = |argument: &'a Expr| match argument {
        Expr::Starred(list) => elements(&list.value),
        other => std::slice::from_ref(other),
    };
    if call.arguments.args.iter().any(Expr::is_starred_expr) {
        return call.arguments.args.iter().flat_map(spread).nth(position);
    }
    let is_meant = |key: &Expr| matches!(key, Expr::StringLiteral(key) if key.value.to_str() == name);
    let tables = call.arguments.keywords.iter().filter(|keyword| keyword.arg.is_none());
    let items = tables.filter_map(|keyword| keyword.value.as_dict_expr()).flat_map(|table| &table.items);
    items.filter(|item| item.key.as_ref().is_some_and(is_meant)).map(|item| &item.value).next()
}
