//! `shared-base-in-external`: a packaged module has a declarative base of its own.
//!
//! Told by where the base of a model is defined, not by what is imported: a base that nobody can find in the package
//! is shared with somebody.

use ruff_python_ast::Stmt;
use ruff_text_size::Ranged;

use crate::check::layout::Place;
use crate::check::names::{Class, Reading, TOP};
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::Rule;
use crate::check::source::Source;

/// What makes a declarative base.
const MAKERS: [&str; 6] =
    ["DeclarativeBase", "DeclarativeBaseNoMeta", "MappedAsDataclass", "declarative_base", "generate_base", "SQLModel"];

/// How far a base is followed through its own bases.
const DEEPEST: usize = 16;

/// Models of packaged modules whose base is made elsewhere.
pub fn findings(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in project.sources {
        let Place::External(name) = &source.place else { continue };
        let reading = project.reading(source);
        for class in reading.classes.iter().filter(|class| is_model(class)) {
            if !has_own_base(project, name, reading, class, 0) {
                let message = format!(
                    "model `{}` of packaged module `{name}` has no declarative base of the package",
                    class.def.name
                );
                let finding = source.finding(Rule::SharedBaseInExternal, class.def.name.range(), message);
                found.push(
                    finding.hint(format!(
                        "define `class Base(DeclarativeBase)` in `{name}`, and derive its models from it"
                    )),
                );
            }
        }
    }
    found
}

/// Whether a class maps a table.
fn is_model(class: &Class) -> bool {
    let names_table = |statement: &Stmt| match statement {
        Stmt::Assign(assign) => assign.targets.iter().any(is_table_name),
        Stmt::AnnAssign(assign) => is_table_name(&assign.target),
        _ => false,
    };
    let keywords = class.def.arguments.iter().flat_map(|arguments| &arguments.keywords);
    class.def.body.iter().any(names_table)
        || keywords.into_iter().any(|keyword| keyword.arg.as_ref().is_some_and(|name| name.as_str() == "table"))
}

fn is_table_name(target: &ruff_python_ast::Expr) -> bool {
    target.as_name_expr().is_some_and(|name| name.id == "__tablename__" || name.id == "__table__")
}

/// Whether one of the bases of a class is made in the package.
fn has_own_base<'a>(project: &Project<'a>, name: &str, reading: &Reading<'a>, class: &Class<'a>, depth: usize) -> bool {
    let bases = class.def.arguments.iter().flat_map(|arguments| &arguments.args);
    bases.into_iter().any(|base| {
        let base = base.as_subscript_expr().map_or(base, |generic| &generic.value);
        let last = |path: &str| path.rsplit('.').next().unwrap_or(path).to_owned();
        let paths = project.paths(reading, class.outside, base);
        if depth > 0 && paths.iter().any(|path| MAKERS.contains(&last(path).as_str())) {
            return true;
        }
        if depth == DEEPEST {
            return false;
        }
        let here = base.as_name_expr().map(|base| (reading.source, base.id.to_string()));
        let elsewhere =
            paths.iter().filter_map(|path| project.find(path)).map(|(source, rest)| (source, rest.to_owned()));
        here.into_iter().chain(elsewhere).any(|(source, wanted)| {
            matches!(&source.place, Place::External(own) if own == name) && makes(project, name, source, &wanted, depth)
        })
    })
}

/// Whether a file of the package makes a base under that name.
fn makes<'a>(project: &Project<'a>, name: &str, source: &'a Source, wanted: &str, depth: usize) -> bool {
    let reading = project.reading(source);
    let class = reading.classes.iter().find(|class| class.outside == TOP && class.def.name.as_str() == wanted);
    if let Some(class) = class {
        return has_own_base(project, name, reading, class, depth + 1);
    }
    let Some(binding) = reading.top(wanted) else { return false };
    let is_made = binding
        .values
        .iter()
        .filter_map(|value| value.expr.as_call_expr())
        .any(|call| crate::check::resolve::callee(call).is_some_and(|callee| MAKERS.contains(&callee)));
    let onward = binding.paths.iter().filter_map(|path| project.find(path));
    is_made
        || depth < DEEPEST
            && onward.into_iter().any(|(other, rest)| {
                matches!(&other.place, Place::External(own) if own == name)
                    && makes(project, name, other, rest, depth + 1)
            })
}
