//! What can be told of a call by how it is written, and by what its names are bound to in the same file.

use ruff_python_ast::{Expr, ExprCall, Number, StmtFunctionDef};

use crate::check::loads::{IMPORTERS, NAMES};
use crate::check::resolve::{At, callee, elements, keyword};

/// Whether what is called is defined in this file and nothing of a library.
pub(super) fn is_of_this_file(function: &Expr, at: At) -> bool {
    match function {
        Expr::Name(name) => at
            .reading
            .find(&name.id, at.scope)
            .is_some_and(|(_, binding)| binding.is_defined && binding.paths.is_empty() && binding.values.is_empty()),
        Expr::Attribute(method) => is_made_here(&method.value, &method.attr, at),
        _ => false,
    }
}

/// Whether a method is one of a class of this file, whatever it is called.
pub(super) fn is_made_here(object: &Expr, method: &str, at: At) -> bool {
    let name = match object {
        Expr::Call(call) => call.func.as_name_expr(),
        other => other.as_name_expr(),
    };
    let Some(name) = name else { return false };
    let class = match name.id.as_str() {
        "self" | "cls" => at.reading.class_around(at.scope),
        other => at.reading.classes.iter().find(|class| class.def.name.id == other).map(|class| class.inside),
    };
    let binding = class.and_then(|class| at.reading.scopes[class].names.get(method));
    binding.is_some_and(|binding| binding.is_defined && binding.values.is_empty())
}

/// Whether an expression is a call that wraps what imports: `cache(import_module)`, `staticmethod(import_module)`. Told
/// by how it is written: to resolve it would be a question within a question.
pub(super) fn wraps_importer(expr: &Expr) -> bool {
    let name_of = |argument: &Expr| match argument {
        Expr::Name(name) => IMPORTERS.contains(&name.id.as_str()),
        Expr::Attribute(attribute) => IMPORTERS.contains(&attribute.attr.as_str()),
        _ => false,
    };
    expr.as_call_expr().is_some_and(|call| call.arguments.args.iter().any(name_of))
}

/// Whether a call may import, by a look at what is called alone: under a name of its own or that of an import.
pub fn may_import(call: &ExprCall, at: At) -> bool {
    let is_one = |path: &str| IMPORTERS.contains(&path.rsplit('.').next().unwrap_or(path));
    let Some(name) = callee(call) else { return false };
    let bound = call.func.as_name_expr().and_then(|name| at.reading.find(&name.id, at.scope));
    is_one(name) || bound.is_some_and(|(_, binding)| binding.paths.iter().any(|path| is_one(path)))
}

/// Whether a text holds the name of something that imports: without one, nothing in it does.
pub fn imports_by_name(text: &str) -> bool {
    IMPORTERS.iter().any(|importer| text.contains(importer))
}

/// Whether what is called is a part of `patch`, as in `patch.dict("app.core.settings", {})`.
pub(super) fn is_part_of_patch(function: &Expr) -> bool {
    match function {
        Expr::Attribute(part) if matches!(part.attr.as_str(), "dict" | "multiple") => {
            callee_of(&part.value) == Some("patch")
        }
        _ => false,
    }
}

/// The name that is given in a table which is unpacked where it is written: `**{"name": "…"}`.
pub(super) fn unpacked(call: &ExprCall) -> Option<&Expr> {
    let is_name = |key: &Expr| matches!(key, Expr::StringLiteral(key) if NAMES.contains(&key.value.to_str()));
    let tables = call.arguments.keywords.iter().filter(|keyword| keyword.arg.is_none());
    let items = tables.filter_map(|keyword| keyword.value.as_dict_expr()).flat_map(|table| &table.items);
    items.filter(|item| item.key.as_ref().is_some_and(is_name)).map(|item| &item.value).next()
}

/// The name that a call is made by, whatever it hangs on.
pub(super) fn callee_of(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

/// Whether a method is read like an attribute.
pub(super) fn is_property(function: &StmtFunctionDef) -> bool {
    let mut decorators = function.decorator_list.iter();
    decorators.any(|decorator| matches!(callee_of(&decorator.expression), Some("property" | "cached_property")))
}

/// How far `__import__("models", globals(), None, ["User"], 1)` climbs; nothing where it does not.
pub(super) fn level(call: &ExprCall) -> Option<u32> {
    let level = call.arguments.args.get(4).or_else(|| keyword(call, &["level"]))?;
    match level {
        Expr::NumberLiteral(number) if callee(call) == Some("__import__") => match &number.value {
            Number::Int(int) => int.as_u8().map(u32::from).filter(|level| *level > 0),
            _ => None,
        },
        _ => None,
    }
}

/// What `__import__("app.modules", fromlist=["auth"])` is told to take, where it is told anything.
pub(super) fn from_list(call: &ExprCall) -> Option<&Expr> {
    let list = call.arguments.args.get(3).or_else(|| keyword(call, &["fromlist"]))?;
    (!matches!(list, Expr::NoneLiteral(_))
        && !matches!(list, Expr::Tuple(_) | Expr::List(_) if elements(list).is_empty()))
    .then_some(list)
}
