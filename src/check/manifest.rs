//! What `module.py` says of its module, read without running it.

use ruff_python_ast::{Expr, ExprCall, Stmt};
use ruff_text_size::{Ranged, TextRange};

use crate::check::names::TOP;
use crate::check::project::Project;
use crate::check::resolve::{At, Resolver, keyword};
use crate::check::source::Source;

/// What `module.py` says.
#[derive(Debug)]
pub struct Manifest<'a> {
    /// The file.
    pub source: &'a Source,
    /// The call that makes the manifest.
    pub range: TextRange,
    /// The modules that it uses, each where it is named; nothing where that can't be told.
    pub uses: Option<Vec<(String, TextRange)>>,
}

/// The manifest of a module, where it has one.
pub fn manifest<'a>(project: &Project<'a>, module: &str) -> Option<Manifest<'a>> {
    let source = project.source(&format!("{}.modules.{module}.module", project.layout.package))?;
    let call = source.syntax().body.iter().rev().find_map(made)?;
    let uses = match keyword(call, &["uses"]) {
        Some(uses) if depends(uses) => None,
        Some(uses) => names(project, source, uses),
        None if is_open(call) => None,
        None => Some(Vec::new()),
    };
    Some(Manifest { source, range: call.range(), uses })
}

/// Whether a call may be given what does not stand there: `Module(**given)`, or `made()`.
fn is_open(call: &ExprCall) -> bool {
    call.arguments.is_empty() || call.arguments.keywords.iter().any(|keyword| keyword.arg.is_none())
}

/// Whether what a list holds is decided while it runs: `("articles", *(("auth",) if guarded else ()))`.
fn depends(list: &Expr) -> bool {
    let elements = match list {
        Expr::Tuple(tuple) => &tuple.elts,
        Expr::List(list) => &list.elts,
        other => return other.is_if_expr(),
    };
    elements.iter().filter_map(Expr::as_starred_expr).any(|starred| depends(&starred.value))
}

/// The call in `MODULE = Module(...)`.
fn made(statement: &Stmt) -> Option<&ExprCall> {
    let (target, value) = match statement {
        Stmt::Assign(assign) => (assign.targets.first()?, &*assign.value),
        Stmt::AnnAssign(assign) => (&*assign.target, assign.value.as_deref()?),
        _ => return None,
    };
    match (target, value) {
        (Expr::Name(name), Expr::Call(call)) if name.id == "MODULE" => Some(call),
        _ => None,
    }
}

fn names<'a>(project: &Project<'a>, source: &'a Source, uses: &'a Expr) -> Option<Vec<(String, TextRange)>> {
    let reading = project.reading(source);
    let resolver = || Resolver::new(project);
    let members = resolver().members(At { reading, scope: TOP, expr: uses });
    if members.is_empty() {
        let is_empty = matches!(uses, Expr::Tuple(tuple) if tuple.elts.is_empty())
            || matches!(uses, Expr::List(list) if list.elts.is_empty())
            || matches!(uses, Expr::Call(call) if call.arguments.is_empty());
        return is_empty.then(Vec::new);
    }
    let mut names = Vec::new();
    for member in members {
        let texts = resolver().texts(member);
        // A member that is written in another file is shown where it is used.
        let is_here = std::ptr::eq(member.reading.source, source);
        let range = if is_here { member.expr.range() } else { uses.range() };
        let [text] = &texts[..] else { return None };
        names.push((text.clone(), range));
    }
    Some(names)
}
