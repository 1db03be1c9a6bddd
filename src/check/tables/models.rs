//! The mapped classes of a project.
//!
//! Mapped is what has a `__tablename__` of its own, what `SQLModel` is told to make a table of, what a registry maps, and
//! what comes from a declarative base, over however many classes and files.

use heck::ToSnakeCase;
use ruff_python_ast::{Expr, StmtClassDef};
use ruff_text_size::{Ranged, TextRange};

use super::owner_of;
use crate::check::bindings::{Binding, Definition, Names, Place, Text};
use crate::check::source::Source;

/// A mapped class.
#[derive(Debug)]
pub(in crate::check) struct Model<'a> {
    pub class: &'a StmtClassDef,
    /// Its dotted path.
    pub path: String,
    /// The module that it belongs to, or the kernel.
    pub owner: String,
    /// Where it stands.
    pub place: Place,
    /// The scopes of its body and of those of its bases in the project, nearest first.
    pub line: Vec<Place>,
    /// What names its table: the value, or the class.
    pub range: TextRange,
    /// The names of its table, and whether each is only likely.
    pub tables: Vec<(String, bool)>,
}

/// What a class descends from.
struct Descent {
    line: Vec<Place>,
    /// Whether a declarative base is among its ancestors, and whether it is such a base itself.
    declarative: bool,
    is_base: bool,
}

/// Gives the mapped classes of the modules and the kernel.
pub(super) fn models<'a>(names: &Names<'a>) -> Vec<Model<'a>> {
    let mut found = Vec::new();
    for (file, source) in names.sources.iter().enumerate() {
        let Some(owner) = owner_of(source).filter(|_| may_map(source)) else { continue };
        let reading = names.reading(file);
        let imperative = imperatively_mapped(names, file);
        for &(class, scope, body) in &reading.classes {
            let place = Place { file, scope };
            let path = names.path_of(&class.name, place);
            let descent = descent(names, class, place, body);
            let abstracted = is_abstract(names, descent.line[0]);
            let mapped = descent.declarative && !descent.is_base && !abstracted;
            let told = keyword_is_true(class, "table");
            let own = names.reading(file).scopes[body].names.contains_key("__tablename__");
            if !(mapped || told || imperative.contains(&path) || own && !abstracted && !is_mixin(&descent, class)) {
                continue;
            }
            let (tables, range) = tables(names, class, &descent.line, told);
            found.push(Model { class, path, owner: owner.to_owned(), place, line: descent.line, range, tables });
        }
    }
    found
}

/// Whether a file may hold a mapped class; the others are not walked. A class without a base, a keyword and a decorator
/// is mapped by a call only.
fn may_map(source: &Source) -> bool {
    let of_models = || ["model", "table", "entit", "domain"].iter().any(|part| source.path.contains(part));
    let of_base = || source.imports.iter().any(|import| import.target.ends_with("Base"));
    let by_call = || ["map_imperatively", "mapper"].iter().any(|call| source.text.contains(call));
    (source.speaks_of_tables || of_models() || of_base()) && (source.has_heirs || by_call())
}

/// A class with a generated name but without a base is for others to inherit.
fn is_mixin(descent: &Descent, class: &StmtClassDef) -> bool {
    let no_base = class.arguments.as_ref().is_none_or(|arguments| arguments.args.is_empty());
    !descent.declarative && no_base && class.decorator_list.is_empty()
}

fn descent(names: &Names<'_>, class: &StmtClassDef, place: Place, body: usize) -> Descent {
    let mut descent =
        Descent { line: vec![Place { scope: body, ..place }], declarative: is_registered(class), is_base: false };
    ascend(names, class, place, &mut descent, 0);
    descent
}

fn ascend(names: &Names<'_>, class: &StmtClassDef, place: Place, descent: &mut Descent, depth: usize) {
    const DEEPEST: usize = 12;
    let bases = class.arguments.iter().flat_map(|arguments| arguments.args.iter());
    for path in bases.flat_map(|base| names.paths(base, place)).collect::<Vec<_>>() {
        if let Some("DeclarativeBase" | "DeclarativeBaseNoMeta") = path.rsplit('.').next() {
            descent.declarative = true;
            descent.is_base |= depth == 0;
        }
        for definition in names.definitions(&path) {
            match definition {
                Definition::Class(base, there, body) if depth < DEEPEST => {
                    let place = Place { file: there.file, scope: body };
                    if descent.line.iter().any(|met| met.file == place.file && met.scope == body) {
                        continue;
                    }
                    descent.line.push(place);
                    descent.declarative |= is_registered(base);
                    ascend(names, base, there, descent, depth + 1);
                }
                Definition::Value(Expr::Call(call), there) => {
                    let made = names.paths(&call.func, there);
                    let bases = ["declarative_base", "generate_base", "automap_base"];
                    let is_base = |path: &String| bases.iter().any(|base| path.ends_with(base));
                    descent.declarative |= made.iter().any(is_base) || is_method(&call.func, "generate_base");
                }
                _ => {}
            }
        }
    }
}

fn is_method(function: &Expr, name: &str) -> bool {
    matches!(function, Expr::Attribute(method) if method.attr.as_str() == name)
}

/// `@registry.mapped`, `@registry.mapped_as_dataclass` and `@as_declarative()`.
fn is_registered(class: &StmtClassDef) -> bool {
    class.decorator_list.iter().any(|decorator| {
        let function = match &decorator.expression {
            Expr::Call(call) => &*call.func,
            other => other,
        };
        ["mapped", "mapped_as_dataclass"].iter().any(|name| is_method(function, name))
    })
}

fn is_abstract(names: &Names<'_>, body: Place) -> bool {
    let bound = names.reading(body.file).scopes[body.scope].names.get("__abstract__");
    bound
        .into_iter()
        .flatten()
        .any(|binding| matches!(binding, Binding::Value(Expr::BooleanLiteral(yes), _) if yes.value))
}

fn keyword_is_true(class: &StmtClassDef, name: &str) -> bool {
    let keyword = class.arguments.as_ref().and_then(|arguments| arguments.find_keyword(name));
    keyword.is_some_and(|keyword| matches!(&keyword.value, Expr::BooleanLiteral(yes) if yes.value))
}

/// The classes that a file maps by a call: `registry.map_imperatively(User, users)`.
fn imperatively_mapped(names: &Names<'_>, file: usize) -> Vec<String> {
    let reading = names.reading(file);
    let mapped = reading.calls.iter().filter_map(|&(call, scope)| {
        let is = |name: &str| matches!(&*call.func, Expr::Name(function) if function.id.as_str() == name);
        let maps = is_method(&call.func, "map_imperatively") || is("mapper");
        let class = call.arguments.find_argument_value("class_", 0).filter(|_| maps)?;
        Some(names.paths(class, Place { file, scope }))
    });
    mapped.flatten().collect()
}

/// The names of the table of a class, and what names it.
fn tables(names: &Names<'_>, class: &StmtClassDef, line: &[Place], told: bool) -> (Vec<(String, bool)>, TextRange) {
    let mut likely = false;
    for (at, place) in line.iter().enumerate() {
        let reading = names.reading(place.file);
        for binding in reading.scopes[place.scope].names.get("__tablename__").into_iter().flatten() {
            let (texts, range) = match *binding {
                Binding::Value(value, scope) => (names.texts(value, Place { scope, ..*place }), value.range()),
                Binding::Function(function, body) => {
                    let first = function.parameters.iter_non_variadic_params().next();
                    let parameter = first.map_or("cls", |parameter| parameter.name().as_str());
                    let given = [(parameter, vec![Text::made(&class.name)])];
                    let returned = reading.returns_of(body);
                    let texts = returned
                        .flat_map(|(value, scope)| names.texts_given(value, Place { scope, ..*place }, body, &given));
                    (texts.collect(), class.name.range())
                }
                _ => continue,
            };
            let known: Vec<_> = texts.iter().filter_map(Text::known).map(|name| (name, false)).collect();
            if !known.is_empty() {
                return (known, if at == 0 { range } else { class.name.range() });
            }
            likely = true;
        }
    }
    let lower = class.name.to_lowercase();
    let whole = class.name.range();
    if told && !likely {
        return (vec![(lower, false)], whole);
    }
    let snake = class.name.to_snake_case();
    let guesses = [format!("{snake}s"), format!("{lower}s"), snake, lower].map(|name| (name, true));
    (if likely { guesses.into() } else { Vec::new() }, whole)
}
