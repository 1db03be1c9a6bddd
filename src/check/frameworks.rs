//! Names that a framework imports: given to uvicorn and celery, to the configuration of the logs, and as the default of
//! an `ImportString` of pydantic.
//!
//! Only files of modules are asked, and only of what lies in a module: whoever puts the application together tells the
//! frameworks all of it.

use ruff_python_ast::{Expr, ExprCall, Stmt, StmtAnnAssign};
use ruff_text_size::{Ranged, TextRange};

use crate::check::layout::Place;
use crate::check::names::{Reading, ScopeId, TOP};
use crate::check::project::Project;
use crate::check::resolve::{At, Resolver, callee, elements, keyword};
use crate::check::source::Source;

/// What runs an application that it is told by its name.
const SERVERS: [&str; 4] = ["uvicorn.run", "uvicorn.Config", "uvicorn.main.run", "uvicorn.config.Config"];

/// The keywords under which celery is told what to import.
const CELERY: [&str; 2] = ["include", "imports"];

/// The keys of the configuration of the logs under which something is imported.
const LOGS: [&str; 3] = ["()", "class", "factory"];

/// How a text begins that the configuration of the logs reads as a name.
const EXTERNAL: &str = "ext://";

/// How deep the tables of a configuration are read.
const DEEPEST: usize = 8;

/// A name that a framework imports, and the expression that says it.
type Named<'p, 'a> = (String, At<'p, 'a>);

/// Everything that a file of a module makes frameworks import from other modules, and where it says so.
pub fn named<'a>(project: &Project<'a>, source: &'a Source) -> Vec<(String, TextRange)> {
    if !matches!(source.place, Place::Module(_)) || !project.is_spelled(source) {
        return Vec::new();
    }
    let frameworks = Frameworks { project, reading: project.reading(source) };
    let mut found = Vec::new();
    for &(scope, call) in &frameworks.reading.calls {
        frameworks.call(call, scope, &mut found);
    }
    if source.text.contains("ImportString") {
        for class in &frameworks.reading.classes {
            for field in class.def.body.iter().filter_map(Stmt::as_ann_assign_stmt) {
                frameworks.field(field, class.inside, &mut found);
            }
        }
    }
    if source.text.contains(".conf.") {
        for statement in &source.syntax().body {
            frameworks.setting(statement, &mut found);
        }
    }
    for (name, _) in &mut found {
        *name = name.strip_prefix(EXTERNAL).unwrap_or(name).replace(':', ".");
    }
    let is_foreign =
        |name: &str| project.module_of(name).is_some_and(|(other, _)| source.module.as_deref() != Some(other));
    found.retain(|(name, at)| is_foreign(name) && std::ptr::eq(at.reading.source, source));
    found.into_iter().map(|(name, at)| (name, at.expr.range())).collect()
}

/// How what is given is read.
type Read<'p, 'a> = fn(&Frameworks<'p, 'a>, At<'p, 'a>, &mut Vec<Named<'p, 'a>>);

struct Frameworks<'p, 'a> {
    project: &'p Project<'a>,
    reading: &'p Reading<'a>,
}

impl<'p, 'a> Frameworks<'p, 'a> {
    fn call(&self, call: &'a ExprCall, scope: ScopeId, found: &mut Vec<Named<'p, 'a>>) {
        let at = |expr: &'a Expr| At { reading: self.reading, scope, expr };
        let first = call.arguments.args.first();
        let is_one = |paths: &[&str]| self.is_one(at(&call.func), paths);
        let (given, read): (Option<&Expr>, Read<'p, 'a>) = match callee(call) {
            Some("dictConfig") if is_one(&["logging.config.dictConfig"]) => {
                (first.or_else(|| keyword(call, &["config"])), Self::logs)
            }
            Some("Celery") if is_one(&["celery.Celery", "celery.app.base.Celery"]) => {
                (keyword(call, &CELERY), Self::items)
            }
            Some("update") if is_settings(&call.func) => (keyword(call, &CELERY), Self::items),
            Some("autodiscover_tasks") => (first.or_else(|| keyword(call, &["packages"])), Self::items),
            Some("run" | "Config") if is_one(&SERVERS) => (first.or_else(|| keyword(call, &["app"])), Self::text),
            _ => return,
        };
        if let Some(given) = given {
            read(self, at(given), found);
        }
    }

    /// `celery.conf.imports = ("…",)`.
    fn setting(&self, statement: &'a Stmt, found: &mut Vec<Named<'p, 'a>>) {
        let Stmt::Assign(assign) = statement else { return };
        let is_meant = |target: &Expr| {
            matches!(target, Expr::Attribute(name) if CELERY.contains(&name.attr.as_str())) && is_settings(target)
        };
        if assign.targets.iter().any(is_meant) {
            self.items(At { reading: self.reading, scope: TOP, expr: &assign.value }, found);
        }
    }

    /// `handler: ImportString = "…"`, or with `Field("…")`.
    fn field(&self, field: &'a StmtAnnAssign, scope: ScopeId, found: &mut Vec<Named<'p, 'a>>) {
        let at = |expr: &'a Expr| At { reading: self.reading, scope, expr };
        let Some(value) = field.value.as_deref().filter(|_| self.is_import(at(&field.annotation))) else { return };
        match value {
            Expr::Call(call) if callee(call) == Some("Field") => {
                let default = call.arguments.args.first().or_else(|| keyword(call, &["default"]));
                if let Some(default) = default {
                    self.text(at(default), found);
                }
            }
            other => self.text(at(other), found),
        }
    }

    /// Whether an annotation is `ImportString`, one of several types or what is annotated.
    fn is_import(&self, at: At<'p, 'a>) -> bool {
        match at.expr {
            Expr::Name(_) | Expr::Attribute(_) => {
                self.is_one(at, &["pydantic.ImportString", "pydantic.types.ImportString"])
            }
            Expr::BinOp(both) => [&both.left, &both.right].iter().any(|side| self.is_import(at.other(side))),
            Expr::Subscript(subscript) => {
                let first = elements(&subscript.slice).first().unwrap_or(&subscript.slice);
                self.is_import(at.other(&subscript.value)) || self.is_import(at.other(first))
            }
            _ => false,
        }
    }

    /// What a configuration of the logs imports.
    fn logs(&self, at: At<'p, 'a>, found: &mut Vec<Named<'p, 'a>>) {
        self.table(at, DEEPEST, found);
    }

    fn table(&self, at: At<'p, 'a>, depth: usize, found: &mut Vec<Named<'p, 'a>>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match at.expr {
            Expr::Dict(table) => {
                for item in &table.items {
                    self.entry(item.key.as_ref(), at.other(&item.value), depth, found);
                }
            }
            Expr::List(_) | Expr::Tuple(_) => {
                for item in elements(at.expr) {
                    self.table(at.other(item), depth, found);
                }
            }
            Expr::Name(_) | Expr::Attribute(_) => {
                for table in Resolver::new(self.project).sources(at) {
                    self.table(table, depth, found);
                }
            }
            _ => {}
        }
    }

    fn entry(&self, key: Option<&Expr>, value: At<'p, 'a>, depth: usize, found: &mut Vec<Named<'p, 'a>>) {
        let key = key.and_then(Expr::as_string_literal_expr).map(|key| key.value.to_str());
        match value.expr {
            _ if key.is_some_and(|key| LOGS.contains(&key)) => self.text(value, found),
            Expr::StringLiteral(text) if text.value.to_str().starts_with(EXTERNAL) => self.text(value, found),
            _ => self.table(value, depth, found),
        }
    }

    fn text(&self, at: At<'p, 'a>, found: &mut Vec<Named<'p, 'a>>) {
        found.extend(Resolver::new(self.project).texts(at).into_iter().map(|text| (text, at)));
    }

    fn items(&self, at: At<'p, 'a>, found: &mut Vec<Named<'p, 'a>>) {
        for member in Resolver::new(self.project).members(at) {
            self.text(member, found);
        }
    }

    fn is_one(&self, at: At<'p, 'a>, paths: &[&str]) -> bool {
        let project = self.project;
        project.paths(at.reading, at.scope, at.expr).iter().any(|path| paths.contains(&path.as_str()))
    }
}

/// Whether something is an attribute of `conf`.
fn is_settings(expr: &Expr) -> bool {
    let Expr::Attribute(attribute) = expr else { return false };
    matches!(&*attribute.value, Expr::Attribute(settings) if settings.attr.as_str() == "conf")
}
