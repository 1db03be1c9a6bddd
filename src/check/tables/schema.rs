//! Which schema a metadata, a mapped class or a table is kept in.

use ruff_python_ast::{Expr, ExprCall, ExprDict};

use super::{Model, argument};
use crate::check::bindings::{Binding, Definition, Names, Place, elements};

/// How many values are followed from a class to its schema.
const STEPS: usize = 8;

/// The schema of a mapped class, if it is told: its own `__table_args__`, then the metadata of its base.
pub(super) fn of_class(names: &Names<'_>, model: &Model<'_>) -> Option<String> {
    for place in &model.line {
        for (value, there) in bound(names, "__table_args__", *place) {
            if let Some(schema) = of_arguments(names, value, there, STEPS) {
                return Some(schema);
            }
        }
    }
    for place in &model.line {
        let own = bound(names, "metadata", *place);
        let registry = bound(names, "registry", *place);
        let found = own.into_iter().chain(registry).find_map(|(value, there)| of_metadata(names, value, there, STEPS));
        if found.is_some() {
            return found;
        }
    }
    // A base that is made by a call: `Base = declarative_base(metadata=...)`.
    let arguments = model.line.iter().filter_map(|body| {
        let reading = names.reading(body.file);
        let class = reading.classes.iter().find(|(_, _, inside)| *inside == body.scope)?;
        Some((class.0, Place { file: body.file, scope: class.1 }))
    });
    let arguments: Vec<_> = arguments.collect();
    arguments.into_iter().find_map(|(class, place)| {
        let bases = class.arguments.iter().flat_map(|arguments| arguments.args.iter());
        let values = bases.flat_map(|base| names.paths(base, place)).flat_map(|path| names.definitions(&path));
        values.filter_map(value).find_map(|(value, there)| of_metadata(names, value, there, STEPS))
    })
}

/// The values that the body of a class binds a name to; a function counts for what it returns.
fn bound<'a>(names: &Names<'a>, name: &str, body: Place) -> Vec<(&'a Expr, Place)> {
    let reading = names.reading(body.file);
    let mut found = Vec::new();
    for binding in reading.scopes[body.scope].names.get(name).into_iter().flatten() {
        match *binding {
            Binding::Value(value, scope) => found.push((value, Place { scope, ..body })),
            Binding::Function(_, inside) => {
                let returned = reading.returns_of(inside).map(|(value, scope)| (value, Place { scope, ..body }));
                found.extend(returned);
            }
            _ => {}
        }
    }
    found
}

fn value(definition: Definition<'_>) -> Option<(&Expr, Place)> {
    match definition {
        Definition::Value(value, place) => Some((value, place)),
        _ => None,
    }
}

/// The schema that `__table_args__` names: in a dictionary, or in the last element of a tuple.
fn of_arguments(names: &Names<'_>, value: &Expr, place: Place, steps: usize) -> Option<String> {
    let steps = steps.checked_sub(1)?;
    match value {
        Expr::Dict(entries) => of_entries(names, entries, place, steps),
        Expr::Tuple(_) | Expr::List(_) => of_arguments(names, elements(value).last()?, place, steps),
        Expr::Call(call) => of_keyword(names, call, place),
        Expr::BinOp(both) => {
            of_arguments(names, &both.right, place, steps).or_else(|| of_arguments(names, &both.left, place, steps))
        }
        Expr::Name(_) | Expr::Attribute(_) => {
            let values = names.values(value, place);
            values.into_iter().find_map(|(value, there)| of_arguments(names, value, there, steps))
        }
        _ => None,
    }
}

fn of_entries(names: &Names<'_>, entries: &ExprDict, place: Place, steps: usize) -> Option<String> {
    entries.items.iter().rev().find_map(|entry| match &entry.key {
        Some(Expr::StringLiteral(key)) if key.value.to_str() == "schema" => {
            names.plain_texts(&entry.value, place).into_iter().next()
        }
        // Another dictionary that is taken over.
        None => of_arguments(names, &entry.value, place, steps),
        _ => None,
    })
}

/// The `schema` of a call.
pub(super) fn of_keyword(names: &Names<'_>, call: &ExprCall, place: Place) -> Option<String> {
    let keyword = call.arguments.find_keyword("schema")?;
    names.plain_texts(&keyword.value, place).into_iter().next()
}

/// The schema of `Table(name, metadata, …)`.
pub(in crate::check) fn of_table(names: &Names<'_>, call: &ExprCall, place: Place) -> Option<String> {
    let metadata = argument(call, "metadata", 1);
    of_keyword(names, call, place).or_else(|| of_metadata(names, metadata?, place, STEPS))
}

/// The schema of a metadata, of a registry or of a base that is made by a call.
pub(super) fn of_metadata(names: &Names<'_>, value: &Expr, place: Place, steps: usize) -> Option<String> {
    let steps = steps.checked_sub(1)?;
    match value {
        Expr::Call(call) => {
            let held = call.arguments.find_keyword("metadata");
            of_keyword(names, call, place)
                .or_else(|| held.and_then(|held| of_metadata(names, &held.value, place, steps)))
                .or_else(|| names.keyword_of_returned(call, place, "schema").into_iter().next())
        }
        Expr::Name(_) | Expr::Attribute(_) => {
            let values = names.values(value, place);
            let found = values.into_iter().find_map(|(value, there)| of_metadata(names, value, there, steps));
            found.or_else(|| of_inherited(names, value, place, steps))
        }
        _ => None,
    }
}

/// `Base.metadata` where the metadata is that of a base of `Base`, and `registry.metadata`.
fn of_inherited(names: &Names<'_>, value: &Expr, place: Place, steps: usize) -> Option<String> {
    let Expr::Attribute(attribute) = value else { return None };
    let owners = names.paths(&attribute.value, place);
    let definitions: Vec<_> = owners.iter().flat_map(|owner| names.definitions(owner)).collect();
    definitions.into_iter().find_map(|definition| match definition {
        Definition::Value(value, there) => of_metadata(names, value, there, steps),
        Definition::Class(class, there, _) => {
            let mut bases = class.arguments.iter().flat_map(|arguments| arguments.args.iter());
            bases.find_map(|base| {
                let mut inherited = attribute.clone();
                inherited.value = Box::new(base.clone());
                of_metadata(names, &Expr::Attribute(inherited), there, steps)
            })
        }
        Definition::Function(..) => None,
    })
}
