//! The names of one file: what each is bound to and where, and the places that rules ask about, in one walk.
//!
//! A name is bound by everything that binds it, whatever the order: `if` and `else` both count, and a parameter hides
//! what is outside of its function.

use ruff_python_ast::{Expr, ExprCall, ExprSubscript, Operator, StmtAnnAssign, StmtClassDef, StmtFunctionDef};
use rustc_hash::FxHashMap;

use crate::check::source::Source;

/// What a name is bound to.
#[derive(Clone, Copy, Debug)]
pub enum Binding<'a> {
    /// An import: `alias` is the part that stands in the statement, `path` the absolute path.
    Import(&'a str),
    /// An assignment of an expression that is read in a scope.
    Value(&'a Expr, usize),
    /// The same, for one of the elements of the expression.
    Each(&'a Expr, usize),
    /// What a `with` gives for an expression.
    Entered(&'a Expr, usize),
    /// What `+=` adds.
    Added(&'a Expr, usize),
    /// A class, and the scope of its body.
    Class(&'a StmtClassDef, usize),
    /// A function, and the scope of its body.
    Function(&'a StmtFunctionDef, usize),
    /// A parameter, with its annotation, and the scope in which that is read.
    Parameter(Option<&'a Expr>, usize),
    /// Anything else.
    Opaque,
}

/// What a scope belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Holder<'a> {
    /// The file.
    Module,
    /// A class.
    Class(&'a StmtClassDef),
    /// A function, a lambda or a comprehension.
    Function(Option<&'a StmtFunctionDef>),
}

/// The names that one block binds.
#[derive(Debug)]
pub struct Scope<'a> {
    /// The scope around it.
    pub parent: Option<usize>,
    /// What it belongs to.
    pub holder: Holder<'a>,
    /// The names.
    pub names: FxHashMap<&'a str, Vec<Binding<'a>>>,
    /// The modules that everything is taken from.
    pub stars: Vec<&'a str>,
    /// What the functions of a class bind on `self`, with the scope of the function.
    pub attributes: Vec<(&'a str, &'a Expr, usize)>,
    /// The names that belong to the file or a function around.
    pub outer: Vec<&'a str>,
}

/// One file, walked: its scopes, the file's own first, and the places that rules ask about, each with its scope.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The file.
    pub source: &'a Source,
    /// Its scopes.
    pub scopes: Vec<Scope<'a>>,
    /// Its calls.
    pub calls: Vec<(&'a ExprCall, usize)>,
    /// Its subscripts.
    pub subscripts: Vec<(&'a ExprSubscript, usize)>,
    /// Its annotated names.
    pub annotated: Vec<(&'a StmtAnnAssign, usize)>,
    /// Its classes, with the scope around and the one of the body.
    pub classes: Vec<(&'a StmtClassDef, usize, usize)>,
    /// Its functions, likewise.
    pub functions: Vec<(&'a StmtFunctionDef, usize, usize)>,
    /// What its functions return, with the scope of the function.
    pub returns: Vec<(&'a Expr, usize)>,
    /// What its generators give, with the scope of the function.
    pub yields: Vec<(&'a Expr, usize)>,
    /// What is appended to lists: the name of the list, what is appended, and the scope.
    pub appended: Vec<(&'a str, &'a Expr, usize)>,
}

impl<'a> Reading<'a> {
    /// What a name stands for in a scope, and the scope that binds it; nothing for one of the language or of a star.
    pub fn find(&self, name: &str, scope: usize) -> Option<(&[Binding<'a>], usize)> {
        let mut at = Some(scope);
        let mut outside = false;
        while let Some(here) = at {
            let block = &self.scopes[here];
            let hidden = outside && matches!(block.holder, Holder::Class(_)) || block.outer.contains(&name);
            if let Some(bindings) = block.names.get(name).filter(|_| !hidden) {
                return Some((bindings, here));
            }
            outside = true;
            at = block.parent;
        }
        None
    }

    /// What the class around a scope binds a name to, as in `self.name` and `cls.name`.
    pub fn class_around(&self, scope: usize) -> Option<usize> {
        let mut at = Some(scope);
        while let Some(here) = at {
            if matches!(self.scopes[here].holder, Holder::Class(_)) {
                return Some(here);
            }
            at = self.scopes[here].parent;
        }
        None
    }

    /// Whether a scope is the body of a class.
    pub fn is_class(&self, scope: usize) -> bool {
        matches!(self.scopes[scope].holder, Holder::Class(_))
    }

    /// What a function gives back.
    pub fn returns_of(&self, body: usize) -> impl Iterator<Item = (&'a Expr, usize)> {
        self.returns.iter().copied().filter(move |(_, scope)| *scope == body)
    }
}

/// What `name = name + a + b` adds.
pub fn added<'a>(name: &str, value: &'a Expr) -> Option<Vec<&'a Expr>> {
    let mut added = Vec::new();
    let mut left = value;
    while let Expr::BinOp(sum) = left {
        if sum.op != Operator::Add {
            return None;
        }
        added.push(&*sum.right);
        left = &sum.left;
    }
    added.reverse();
    matches!(left, Expr::Name(first) if first.id.as_str() == name && !added.is_empty()).then_some(added)
}
