//! What an expression stands for: dotted paths, through aliases and calls that import, and texts that fold.
//!
//! The answer is every possibility, whatever the flow: a name that is bound twice stands for both.

use std::cell::{Cell, RefCell};

use ruff_python_ast::{Expr, ExprCall, Number};
use ruff_text_size::{Ranged, TextRange};

use crate::check::imports::climb;
use crate::check::names::{Part, Reading, ScopeId, TOP, Value};
use crate::check::project::Project;
use crate::check::source::Source;

/// What imports a module when it is called with its name.
const IMPORTERS: [&str; 7] =
    ["import_module", "__import__", "resolve_name", "import_string", "load_module", "run_module", "locate"];

/// How many steps one answer may take. Real code takes a few; more means that a name grows out of itself.
const STEPS: u32 = 4_000;
/// How many names may lead to one another.
const DEEPEST: u32 = 24;
/// How many possibilities are kept.
const MOST: usize = 64;

/// Finds what expressions stand for. Made for one question: it tires.
pub struct Resolver<'p, 'a> {
    project: &'p Project<'a>,
    steps: Cell<u32>,
    depth: Cell<u32>,
    /// The texts that were taken from tables, and where they stand there.
    entries: RefCell<Vec<(String, At<'p, 'a>)>>,
}

/// An expression and where it is read.
#[derive(Clone, Copy)]
pub struct At<'p, 'a> {
    /// The file.
    pub reading: &'p Reading<'a>,
    /// The scope.
    pub scope: ScopeId,
    /// The expression.
    pub expr: &'a Expr,
}

impl<'a> At<'_, 'a> {
    /// Another expression, read in the same place.
    pub fn other(self, expr: &'a Expr) -> Self {
        Self { expr, ..self }
    }

    /// What a name is bound to, where that was read.
    pub fn value(self, value: Value<'a>) -> Self {
        Self { expr: value.expr, scope: value.scope, ..self }
    }
}

impl<'p, 'a> Resolver<'p, 'a> {
    /// A resolver for one question.
    pub fn new(project: &'p Project<'a>) -> Self {
        Self { project, steps: Cell::new(STEPS), depth: Cell::new(0), entries: RefCell::default() }
    }

    /// The project.
    pub fn project(&self) -> &'p Project<'a> {
        self.project
    }

    /// The entry of a table in this file that a text was taken from while it was found.
    pub fn entry(&self, text: &str, source: &Source) -> Option<TextRange> {
        let entries = self.entries.borrow();
        let here = entries.iter().filter(|(_, at)| std::ptr::eq(at.reading.source, source));
        here.filter(|(entry, _)| entry == text).map(|(_, at)| at.expr.range()).next()
    }

    /// The texts of an entry of a table.
    pub fn of_entry(&self, at: At<'p, 'a>) -> Vec<String> {
        let texts = self.texts(at);
        self.entries.borrow_mut().extend(texts.iter().map(|text| (text.clone(), at)));
        texts
    }

    /// The dotted paths that an expression may stand for; none where nobody can tell.
    pub fn paths(&self, at: At<'p, 'a>) -> Vec<String> {
        self.step(|| match at.expr {
            Expr::Name(name) => self.name(&name.id, at),
            Expr::Attribute(attribute) => {
                let mut bases = self.paths(at.other(&attribute.value));
                for base in &mut bases {
                    base.push('.');
                    base.push_str(&attribute.attr);
                }
                bases
            }
            Expr::Call(call) => self.call(call, at),
            Expr::Subscript(subscript) => {
                let is_table = self.paths(at.other(&subscript.value)).iter().any(|path| path == "sys.modules");
                if is_table { self.texts(at.other(&subscript.slice)) } else { Vec::new() }
            }
            Expr::Named(named) => self.paths(at.other(&named.value)),
            Expr::Await(awaited) => self.paths(at.other(&awaited.value)),
            Expr::If(either) => self.either(&[&either.body, &either.orelse], at),
            Expr::BoolOp(either) => self.either(&either.values.iter().collect::<Vec<_>>(), at),
            _ => Vec::new(),
        })
    }

    /// The modules that a call such as `import_module("a.b")` loads, as far as that can be told.
    pub fn imported(&self, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        if !self.is_importer(&call.func, at) {
            return Vec::new();
        }
        let argument = call.arguments.args.first().or_else(|| keyword(call, &["name", "modname", "import_name"]));
        let Some(argument) = argument.filter(|argument| !argument.is_starred_expr()) else { return Vec::new() };
        let names = self.texts(at.other(argument));
        let mut loaded = Vec::new();
        for name in names {
            if let Some(level) = level(call) {
                loaded.extend(climb(at.reading.source.package(), level, &name));
            } else if name.starts_with('.') {
                loaded.extend(self.relative(&name, call, at));
            } else if !name.is_empty() {
                loaded.push(name.replace(':', "."));
            }
        }
        // `__import__("app", fromlist=["modules"])` and `from app import modules` are the same statement.
        if callee(call) == Some("__import__") && from_list(call).is_some() {
            let taken: Vec<String> = from_list(call).map(|list| self.items(at.other(list))).unwrap_or_default();
            loaded = loaded
                .iter()
                .flat_map(|base| taken.iter().map(move |name| format!("{base}.{name}")))
                .chain(loaded.iter().cloned())
                .collect();
        }
        loaded.truncate(MOST);
        loaded
    }

    /// Runs a step of the answer; nothing where it takes too many, or where names lead too far.
    pub fn step<T>(&self, run: impl FnOnce() -> Vec<T>) -> Vec<T> {
        if self.steps.get() == 0 || self.depth.get() == DEEPEST {
            return Vec::new();
        }
        self.steps.set(self.steps.get() - 1);
        self.depth.set(self.depth.get() + 1);
        let mut found = run();
        self.depth.set(self.depth.get() - 1);
        found.truncate(MOST);
        found
    }

    fn either(&self, choices: &[&'a Expr], at: At<'p, 'a>) -> Vec<String> {
        choices.iter().flat_map(|choice| self.paths(at.other(choice))).collect()
    }

    fn name(&self, name: &str, at: At<'p, 'a>) -> Vec<String> {
        let Some((_, binding)) = at.reading.find(name, at.scope) else {
            return if IMPORTERS.contains(&name) || name == "getattr" { vec![name.to_owned()] } else { Vec::new() };
        };
        let mut found: Vec<String> = binding.paths.iter().map(|path| (*path).to_owned()).collect();
        for value in &binding.values {
            let whole = at.value(*value);
            match value.part {
                Part::Whole if !is_same(whole.expr, at.expr) => found.extend(self.paths(whole)),
                Part::Item(item) => {
                    found.extend(nth(whole.expr, item).into_iter().flat_map(|expr| self.paths(whole.other(expr))));
                }
                Part::Each => found.extend(elements(whole.expr).iter().flat_map(|expr| self.paths(whole.other(expr)))),
                _ => {}
            }
        }
        found
    }

    fn call(&self, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        let arguments = &call.arguments.args;
        if let (Expr::Name(name), [base, attribute, ..]) = (&*call.func, &**arguments)
            && name.id == "getattr"
        {
            let bases = self.paths(at.other(base));
            if bases.is_empty() {
                return bases;
            }
            let attributes = self.texts(at.other(attribute));
            return bases.iter().flat_map(|base| attributes.iter().map(move |name| format!("{base}.{name}"))).collect();
        }
        if let (Expr::Attribute(method), [key, ..]) = (&*call.func, &**arguments)
            && matches!(method.attr.as_str(), "get" | "pop" | "__getitem__" | "setdefault")
            && self.paths(at.other(&method.value)).iter().any(|path| path == "sys.modules")
        {
            return self.texts(at.other(key));
        }
        let loaded = self.imported(call, at);
        if callee(call) == Some("__import__") && from_list(call).is_none() {
            return loaded.iter().map(|path| path.split('.').next().unwrap_or(path).to_owned()).collect();
        }
        loaded
    }

    /// Whether an expression is something that imports what it is told.
    pub fn is_importer(&self, expr: &'a Expr, at: At<'p, 'a>) -> bool {
        match expr {
            Expr::Attribute(attribute) if IMPORTERS.contains(&attribute.attr.as_str()) => true,
            Expr::Name(_) | Expr::Call(_) | Expr::Attribute(_) => {
                let paths = self.paths(at.other(expr));
                paths.iter().any(|path| IMPORTERS.contains(&path.rsplit('.').next().unwrap_or(path)))
            }
            _ => false,
        }
    }

    /// A relative name is seen from `package=`.
    fn relative(&self, name: &str, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        let anchor = call.arguments.args.get(1).or_else(|| keyword(call, &["package"]));
        let Some(anchor) = anchor else { return Vec::new() };
        let stripped = name.trim_start_matches('.');
        let level = u32::try_from(name.len() - stripped.len()).unwrap_or(u32::MAX);
        self.texts(at.other(anchor)).iter().filter_map(|package| climb(package, level, stripped)).collect()
    }
}

/// The last name of what is called: `import_module` for `importlib.import_module(...)`.
pub fn callee(call: &ExprCall) -> Option<&str> {
    match &*call.func {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

/// The argument that is given by one of these names.
pub fn keyword<'a>(call: &'a ExprCall, names: &[&str]) -> Option<&'a Expr> {
    let given = call.arguments.keywords.iter();
    given
        .filter(|given| given.arg.as_ref().is_some_and(|name| names.contains(&name.as_str())))
        .map(|given| &given.value)
        .next()
}

/// The elements of a literal tuple, list or set.
pub fn elements(expr: &Expr) -> &[Expr] {
    match expr {
        Expr::Tuple(tuple) => &tuple.elts,
        Expr::List(list) => &list.elts,
        Expr::Set(set) => &set.elts,
        _ => &[],
    }
}

/// The element at a place of a literal tuple or list.
pub fn nth(expr: &Expr, at: usize) -> Option<&Expr> {
    elements(expr).get(at)
}

/// How far `__import__("models", globals(), None, ["User"], 1)` climbs; nothing where it does not.
fn level(call: &ExprCall) -> Option<u32> {
    let level = call.arguments.args.get(4).or_else(|| keyword(call, &["level"]))?;
    match level {
        Expr::NumberLiteral(number) if callee(call) == Some("__import__") => match &number.value {
            Number::Int(int) => int.as_u8().map(u32::from).filter(|level| *level > 0),
            _ => None,
        },
        _ => None,
    }
}

fn from_list(call: &ExprCall) -> Option<&Expr> {
    let list = call.arguments.args.get(3).or_else(|| keyword(call, &["fromlist"]))?;
    (!matches!(list, Expr::NoneLiteral(_))
        && !matches!(list, Expr::Tuple(_) | Expr::List(_) if elements(list).is_empty()))
    .then_some(list)
}

fn is_same(a: &Expr, b: &Expr) -> bool {
    std::ptr::eq(a, b)
}

impl<'p, 'a> Project<'a> {
    /// The dotted paths that an expression in a file may stand for.
    pub fn paths(&'p self, reading: &'p Reading<'a>, scope: ScopeId, expr: &'a Expr) -> Vec<String> {
        Resolver::new(self).paths(At { reading, scope, expr })
    }

    /// The texts that an expression in a file may fold to.
    pub fn texts(&'p self, reading: &'p Reading<'a>, scope: ScopeId, expr: &'a Expr) -> Vec<String> {
        Resolver::new(self).texts(At { reading, scope, expr })
    }

    /// Where the value of a dotted path is written, when that is a name at the top of a file: `app.core.names.AUTH`.
    pub fn values(&'p self, path: &str) -> Vec<At<'p, 'a>> {
        let Some((source, rest)) = self.find(path) else { return Vec::new() };
        if rest.is_empty() || rest.contains('.') {
            return Vec::new();
        }
        let reading = self.reading(source);
        let values = reading.top(rest).map_or(&[][..], |binding| &binding.values);
        let whole = values.iter().filter(|value| value.part == Part::Whole);
        whole.map(|value| At { reading, scope: TOP, expr: value.expr }).collect()
    }
}
