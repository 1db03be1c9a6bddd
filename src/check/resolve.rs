//! What an expression stands for: dotted paths, through aliases and calls that import, and texts that fold.
//!
//! The answer is every possibility, whatever the flow: a name that is bound twice stands for both.

use std::cell::RefCell;

use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::{Ranged, TextRange};

use crate::check::callees::from_list;
use crate::check::effort::{Asked, Effort};
use crate::check::given::Frame;
use crate::check::loads::IMPORTERS;
use crate::check::names::{Part, Reading, ScopeId, Value};
use crate::check::project::Project;
use crate::check::reader::dictionary;
use crate::check::source::Source;

/// Finds what expressions stand for. Made for one question: it tires.
pub struct Resolver<'p, 'a> {
    project: &'p Project<'a>,
    pub(super) effort: Effort<'a>,
    /// The texts that were taken from tables, and where they stand there.
    pub(super) entries: RefCell<Vec<(String, At<'p, 'a>)>>,
    /// What a function is given in whose body the question is asked.
    frame: Option<Frame<'a>>,
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
        Self { project, effort: Effort::default(), entries: RefCell::default(), frame: None }
    }

    /// For a question about the body of a function, for one call of it.
    pub fn within(self, frame: Frame<'a>) -> Self {
        Self { frame: Some(frame), ..self }
    }

    /// For a question that this one leads to, about the body of a function. It takes its steps from what is left here.
    pub fn further(&self, frame: Frame<'a>) -> Self {
        Self { effort: self.effort.rest(), ..Self::new(self.project) }.within(frame)
    }

    /// The texts of a name that is a parameter of the function in whose body the question is asked.
    pub fn parameter(&self, name: &str, scope: ScopeId, reading: &Reading) -> Option<Vec<String>> {
        let frame = self.frame.as_ref()?;
        let is_there = frame.inside == scope && frame.source == reading.source.at;
        let given = frame.given.iter().find(|(given, _)| is_there && *given == name)?;
        Some(given.1.clone())
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
        self.effort.ask(at.expr, Asked::Paths, || match at.expr {
            Expr::Name(name) => self.name(&name.id, at),
            Expr::Attribute(attribute) => {
                let mut bases = self.paths(at.other(&attribute.value));
                for base in &mut bases {
                    base.push('.');
                    base.push_str(&attribute.attr);
                }
                bases.extend(at.paths_of_class(&attribute.value, &attribute.attr));
                let of_class = at.of_class(&attribute.value, &attribute.attr);
                bases.extend(of_class.into_iter().flat_map(|value| self.paths(value)));
                bases
            }
            Expr::Call(call) => self.call(call, at),
            Expr::Subscript(subscript) => self.entry_of(&subscript.value, &subscript.slice, at),
            Expr::Named(named) => self.paths(at.other(&named.value)),
            Expr::Await(awaited) => self.paths(at.other(&awaited.value)),
            Expr::If(either) => self.either(&[&either.body, &either.orelse], at),
            Expr::BoolOp(either) => self.either(&either.values.iter().collect::<Vec<_>>(), at),
            _ => Vec::new(),
        })
    }

    fn either(&self, choices: &[&'a Expr], at: At<'p, 'a>) -> Vec<String> {
        choices.iter().flat_map(|choice| self.paths(at.other(choice))).collect()
    }

    /// What stands under a key: a loaded module in `sys.modules`, a name of a module in its dictionary, an entry of
    /// a table that is written out.
    fn entry_of(&self, table: &'a Expr, key: &'a Expr, at: At<'p, 'a>) -> Vec<String> {
        if let Expr::Call(call) = table
            && matches!(&*call.func, Expr::Name(name) if matches!(name.id.as_str(), "globals" | "locals"))
        {
            return self.texts(at.other(key)).iter().flat_map(|name| self.name(name, at)).collect();
        }
        if let Some(module) = dictionary(table) {
            let of_function = matches!(table, Expr::Attribute(names) if names.attr.as_str() == "__globals__");
            let bases = self.paths(at.other(module));
            let bases = if of_function { self.files_of(&bases) } else { bases };
            let names = self.texts(at.other(key));
            // Under a key that nobody can tell lies anything.
            if names.is_empty() {
                return bases;
            }
            return bases.iter().flat_map(|base| names.iter().map(move |name| format!("{base}.{name}"))).collect();
        }
        if matches!(table, Expr::Name(name) if name.id == "__builtins__") {
            return self.texts(at.other(key));
        }
        if self.paths(at.other(table)).iter().any(|path| path == "sys.modules") {
            return self.texts(at.other(key));
        }
        if !is_written_out(table, at) {
            return Vec::new();
        }
        // What another file has put into a table of its own, that file answers for.
        let is_here = |entry: &At<'p, 'a>| std::ptr::eq(entry.reading.source, at.reading.source);
        let entries = self.under(at.other(table), at.other(key)).into_iter().filter(is_here);
        entries.flat_map(|entry| self.paths(entry)).collect()
    }

    fn name(&self, name: &str, at: At<'p, 'a>) -> Vec<String> {
        let Some((_, binding)) = at.reading.find(name, at.scope) else {
            return self.unbound(name, at);
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

    /// The files in which things are defined that paths lead to.
    pub fn files_of(&self, paths: &[String]) -> Vec<String> {
        let ends = paths.iter().flat_map(|path| {
            let ends = self.project.follow(path);
            if ends.is_empty() { vec![path.clone()] } else { ends }
        });
        ends.filter_map(|end| Some(self.project.find(&end)?.0.dotted.clone())).collect()
    }

    /// What a name stands for that nothing in the file binds: a star brings it, or a type that is written as text
    /// spells out its whole path.
    fn unbound(&self, name: &str, at: At<'p, 'a>) -> Vec<String> {
        if IMPORTERS.contains(&name) || name == "getattr" || *name == self.project.layout.package {
            return vec![name.to_owned()];
        }
        let stars = at.reading.scopes.iter().flat_map(|scope| &scope.stars);
        stars.filter(|base| self.project.brings(base, name)).map(|base| format!("{base}.{name}")).collect()
    }

    fn call(&self, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        let arguments = &call.arguments.args;
        if let (Expr::Name(name), [base, attribute, ..]) = (&*call.func, &**arguments)
            && matches!(name.id.as_str(), "getattr" | "setattr" | "delattr" | "hasattr")
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
        {
            let found = self.entry_of(&method.value, key, at);
            if !found.is_empty() {
                return found;
            }
        }
        if let (Some("getmodule"), [object, ..]) = (callee(call), &**arguments) {
            return self.files_of(&self.paths(at.other(object)));
        }
        if let Some(module) = dictionary_of_call(call) {
            return self.paths(at.other(module)).iter().map(|path| format!("{path}.__dict__")).collect();
        }
        let loaded = self.imported(call, at);
        if callee(call) == Some("__import__") && from_list(call).is_none() {
            return loaded.iter().map(|path| path.split('.').next().unwrap_or(path).to_owned()).collect();
        }
        loaded
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

/// The module whose names a call gives as a dictionary: `vars(module)`.
fn dictionary_of_call(call: &ExprCall) -> Option<&Expr> {
    match (&*call.func, &*call.arguments.args) {
        (Expr::Name(name), [module]) if name.id == "vars" => Some(module),
        _ => None,
    }
}

/// Whether a table is written out right here, or behind a name of this file: whatever else is looked up is no matter.
fn is_written_out(table: &Expr, at: At<'_, '_>) -> bool {
    let is_literal = |expr: &Expr| matches!(expr, Expr::Dict(_) | Expr::Tuple(_) | Expr::List(_));
    match table {
        Expr::Name(name) => {
            let bound = at.reading.find(&name.id, at.scope);
            bound.is_some_and(|(_, binding)| binding.values.iter().any(|value| is_literal(value.expr)))
        }
        other => is_literal(other),
    }
}

fn is_same(a: &Expr, b: &Expr) -> bool {
    std::ptr::eq(a, b)
}
