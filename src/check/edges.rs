//! What a file reaches in the project: by import statements, by attributes of what it imported, by names given as text.

use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::{Ranged, TextRange};

use crate::check::imports::Import;
use crate::check::names::Reading;
use crate::check::project::Project;
use crate::check::resolve::{At, Resolver, callee};
use crate::check::source::Source;

/// What takes the name of a module, or of something in it, as text and replaces or loads it.
const NAMERS: [&str; 7] = ["patch", "setattr", "delattr", "run_module", "find_spec", "reload", "import_object"];

/// Methods that look something up in a table such as `sys.modules`.
const LOOKUPS: [&str; 4] = ["get", "pop", "setdefault", "__getitem__"];

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
    let mut is_deep = source.is_dynamic;
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
    Edge { range: at.0, kind: at.1, root: root.map(str::to_owned), target, ends }
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
        (Some((module, _)), _) if own == Some(module) => false,
        (Some((_, "")), _) => true,
        (_, Some((file, ""))) => project.module_of(target).is_some() || project.leaks(file),
        _ => false,
    }
}

/// What is reached by more than import statements.
fn deep<'a>(project: &Project<'a>, source: &'a Source, edges: &mut Vec<Edge>) {
    let reading = project.reading(source);
    let mut add = |range: TextRange, kind: Kind, root: Option<&str>, target: String| {
        if is_ours(project, &target) && !edges.iter().any(|edge| edge.range == range && edge.target == target) {
            edges.push(edge(project, (range, kind), root, target));
        }
    };
    for (scope, call) in &reading.calls {
        let resolver = Resolver::new(project);
        let mut named = resolver.imported(call, At { reading, scope: *scope, expr: &call.func });
        if source.is_dynamic {
            named.extend(handed_to_importer(&resolver, call, At { reading, scope: *scope, expr: &call.func }));
        }
        let names_text = callee(call).is_some_and(|name| NAMERS.contains(&name));
        if let (true, Some(expr)) = (names_text, call.arguments.args.first()) {
            named.extend(resolver.texts(At { reading, scope: *scope, expr }));
        }
        for target in named {
            let range = resolver.entry(&target, source).unwrap_or(call.range());
            add(range, Kind::Text, None, target);
        }
    }
    for (scope, expr) in &reading.uses {
        let root = root(expr);
        if !may_lead_out(reading, *scope, root, expr) {
            continue;
        }
        let kind = if expr.is_name_expr() { Kind::Value } else { Kind::Attribute };
        let root = root.as_name_expr().map(|name| name.id.as_str());
        project.paths(reading, *scope, expr).into_iter().for_each(|target| add(expr.range(), kind, root, target));
    }
}

/// What a call hands to something that imports, as in `to_thread(import_module, "app.modules.auth.models")`.
fn handed_to_importer<'p, 'a>(resolver: &Resolver<'p, 'a>, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
    let mut arguments = call.arguments.args.iter();
    if !arguments.any(|argument| resolver.is_importer(argument, at)) {
        return Vec::new();
    }
    let names = |argument| [resolver.texts(at.other(argument)), resolver.items(at.other(argument))].concat();
    arguments.flat_map(names).collect()
}

/// What an expression begins with: the name of a chain, or of what something is looked up in.
fn root(expr: &Expr) -> &Expr {
    match expr {
        Expr::Attribute(attribute) => root(&attribute.value),
        Expr::Subscript(subscript) => root(&subscript.value),
        Expr::Call(call) => match (&*call.func, call.arguments.args.first()) {
            (Expr::Name(name), Some(base)) if name.id == "getattr" => root(base),
            (Expr::Attribute(method), _) if LOOKUPS.contains(&method.attr.as_str()) => root(&method.value),
            _ => expr,
        },
        _ => expr,
    }
}

/// Whether an expression begins with something that was imported, assigned or called for an attribute; a call by
/// itself is judged as a call.
fn may_lead_out(reading: &Reading, scope: usize, root: &Expr, expr: &Expr) -> bool {
    match root {
        Expr::Name(name) => reading
            .find(&name.id, scope)
            .is_some_and(|(_, binding)| !binding.paths.is_empty() || !binding.values.is_empty()),
        _ => !std::ptr::eq(root, expr),
    }
}
