//! What a file reaches in the project: by import statements, by attributes of what it imported, by names given as text.

use ruff_python_ast::Expr;
use ruff_text_size::{Ranged, TextRange};

use crate::check::callees::imports_by_name;
use crate::check::exports::DOORS;
use crate::check::frameworks::named;
use crate::check::imports::Import;
use crate::check::names::{Reading, TOP};
use crate::check::project::Project;
use crate::check::resolve::{At, Resolver};
use crate::check::source::Source;

/// Methods that look something up in a table such as `sys.modules`.
const LOOKUPS: [&str; 4] = ["get", "pop", "setdefault", "__getitem__"];

/// Functions that look up an attribute of what they are given first.
const GETTERS: [&str; 5] = ["getattr", "hasattr", "setattr", "delattr", "vars"];

/// How a file reaches something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// By an import statement.
    Import,
    /// By an attribute of something that it imported.
    Attribute,
    /// By its name, given as text.
    Text,
    /// By a name that stands for it and is handed on as it is.
    Value,
}

/// One thing that a file reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Where.
    pub range: TextRange,
    /// Where the call stands that names it as text; what is named may be written elsewhere.
    pub call: Option<TextRange>,
    /// How.
    pub kind: Kind,
    /// The dotted path that stands there; `*` at its end where everything is taken.
    pub target: String,
    /// The name that it begins with, where it is more than a statement or a text.
    pub root: Option<String>,
    /// What it stands for at last, where files hand it on; nothing where it stands for itself.
    pub ends: Vec<String>,
}

/// Everything in the project that a file reaches, in the order in which it stands.
pub fn edges<'a>(project: &Project<'a>, source: &'a Source) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    let mut is_deep = source.is_dynamic || project.is_spelled(source);
    for import in source.imports.iter().filter(|import| is_ours(project, &import.target)) {
        is_deep = is_deep || leads_on(project, source, import);
        edges.push(edge(project, (import.range, Kind::Import), None, import.target.clone()));
    }
    if is_deep {
        deep(project, source, &mut edges);
        edges.sort_by_key(|edge| (edge.range.start(), edge.kind));
        edges.dedup();
    }
    edges
}

fn edge(project: &Project, at: (TextRange, Kind), root: Option<&str>, target: String) -> Edge {
    let ends = project.follow(&target);
    Edge { range: at.0, call: None, kind: at.1, root: root.map(str::to_owned), target, ends }
}

/// Whether a path is of the project at all.
fn is_ours(project: &Project, path: &str) -> bool {
    let first = path.split('.').next().unwrap_or(path);
    first == project.layout.package
        || first == "tests"
        || project.layout.externals.iter().any(|(name, _)| name == first)
}

/// Whether more can be reached through the name that an import binds than the import says.
fn leads_on(project: &Project, source: &Source, import: &Import) -> bool {
    let target = import.target.as_str();
    if !import.whole || project.is_container(target) {
        return true;
    }
    let own = source.module.as_deref();
    match (project.module_of(target), project.find(target)) {
        (Some((_, "")), _) => true,
        (Some((module, _)), Some((file, rest))) if own == Some(module) => project.hands_on(file, rest),
        (Some((module, _)), _) if own == Some(module) => false,
        (_, Some((file, ""))) => project.module_of(target).is_some() || project.leaks(file),
        (_, Some((file, rest))) => project.hands_on(file, rest),
        _ => false,
    }
}

/// What is reached by more than import statements.
fn deep<'a>(project: &Project<'a>, source: &'a Source, edges: &mut Vec<Edge>) {
    let reading = project.reading(source);
    let mut add = |range: TextRange, kind: Kind, root: Option<&str>, target: String, call: Option<TextRange>| {
        if is_ours(project, &target) && !edges.iter().any(|edge| edge.range == range && edge.target == target) {
            edges.push(Edge { call, ..edge(project, (range, kind), root, target) });
        }
    };
    let imports = source.is_dynamic && imports_by_name(&source.text);
    for (scope, call) in &reading.calls {
        let resolver = Resolver::new(project);
        let at = At { reading, scope: *scope, expr: &call.func };
        let mut named = if source.is_dynamic { resolver.told(call, at, imports) } else { Vec::new() };
        if named.is_empty() {
            named = project.imported_by(call, at);
        }
        for target in named {
            let range = resolver.entry(&target, source).unwrap_or(call.range());
            add(range, Kind::Text, None, target, Some(call.range()));
        }
    }
    for (target, range) in named(project, source) {
        add(range, Kind::Text, None, target, None);
    }
    for (scope, expr) in &reading.aliases {
        let root = root(expr).as_name_expr().map(|name| name.id.as_str());
        let is_judged = |target: &String| !project.is_opening(target, source.module.as_deref());
        let paths = project.paths(reading, *scope, expr).into_iter().filter(is_judged);
        let range = reached(project, reading, *scope, expr);
        for target in paths {
            add(range, Kind::Attribute, root, target, None);
        }
    }
    for (scope, expr) in &reading.uses {
        let root = root(expr);
        if !may_lead_out(project, reading, *scope, root, expr) {
            continue;
        }
        let kind = if expr.is_name_expr() { Kind::Value } else { Kind::Attribute };
        let root = root.as_name_expr().map(|name| name.id.as_str());
        let paths = project.paths(reading, *scope, expr);
        let range = if paths.is_empty() { expr.range() } else { reached(project, reading, *scope, expr) };
        for target in paths {
            add(range, kind, root, target, None);
        }
    }
}

/// Where a chain of attributes reaches another module: over lines, that need not be where the chain begins.
fn reached<'p, 'a>(project: &'p Project<'a>, reading: &'p Reading<'a>, scope: usize, expr: &'a Expr) -> TextRange {
    let whole = expr.range();
    if !reading.source.text[whole].contains('\n') {
        return whole;
    }
    let mut chain = Vec::new();
    let mut base = expr;
    while let Expr::Attribute(attribute) = base {
        chain.push(&attribute.attr);
        base = &attribute.value;
    }
    for mut path in project.paths(reading, scope, base) {
        for name in chain.iter().rev() {
            path = format!("{path}.{name}");
            let inside = project.module_of(&path).map_or("", |(_, rest)| rest);
            if !inside.is_empty() && !DOORS.contains(&inside) {
                return TextRange::new(name.range.start(), whole.end());
            }
        }
    }
    whole
}

/// What an expression begins with: the name of a chain, or of what something is looked up in.
fn root(expr: &Expr) -> &Expr {
    match expr {
        Expr::Attribute(attribute) => root(&attribute.value),
        Expr::Subscript(subscript) => root(&subscript.value),
        Expr::Call(call) => match (&*call.func, call.arguments.args.first()) {
            (Expr::Name(name), Some(base)) if GETTERS.contains(&name.id.as_str()) => root(base),
            (Expr::Attribute(method), _) if LOOKUPS.contains(&method.attr.as_str()) => root(&method.value),
            _ => expr,
        },
        _ => expr,
    }
}

/// Whether an expression begins with something that was imported, assigned or called for an attribute; a call by
/// itself is judged as a call.
fn may_lead_out(project: &Project, reading: &Reading, scope: usize, root: &Expr, expr: &Expr) -> bool {
    let Expr::Name(name) = root else { return !std::ptr::eq(root, expr) };
    let name = name.id.as_str();
    match reading.find(name, scope) {
        Some((_, binding)) if !binding.paths.is_empty() || !binding.values.is_empty() => true,
        // An attribute of the class that is around, or of one of this file, may be another name of anything.
        found => {
            let class = match (name, found) {
                ("self" | "cls", _) => reading.class_around(scope),
                (_, Some(_)) => reading.classes.iter().find(|it| it.def.name.id == *name).map(|it| it.inside),
                (_, None) => return !reading.scopes[TOP].stars.is_empty() || name == project.layout.package,
            };
            let Some((class, attribute)) = class.zip(first_attribute(expr)) else { return false };
            let class = &reading.scopes[class];
            let bound = class.names.get(attribute);
            bound.is_some_and(|bound| !bound.paths.is_empty() || !bound.values.is_empty())
                || class.attributes.iter().any(|(name, _)| *name == attribute)
        }
    }
}

/// The attribute that is taken first from the name that a chain begins with.
fn first_attribute(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Attribute(attribute) if attribute.value.is_name_expr() => Some(attribute.attr.as_str()),
        Expr::Attribute(attribute) => first_attribute(&attribute.value),
        Expr::Subscript(subscript) => first_attribute(&subscript.value),
        _ => None,
    }
}
