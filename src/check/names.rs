//! What the names of a file stand for: scopes, and what is bound in them. Nothing is resolved here.

use ruff_python_ast::{Expr, ExprCall, StmtClassDef, StmtFunctionDef};
use rustc_hash::FxHashMap;

use crate::check::source::Source;

/// The number of a scope in its file; the file itself is [`TOP`].
pub type ScopeId = usize;

/// The scope of the file.
pub const TOP: ScopeId = 0;

/// One file, with every scope and everything in it that may reach elsewhere.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The file.
    pub source: &'a Source,
    /// The scopes, each behind the one that it lies in.
    pub scopes: Vec<Scope<'a>>,
    /// Names and attribute chains that are read, the longest of each chain.
    pub uses: Vec<(ScopeId, &'a Expr)>,
    /// Attribute chains that only get another name; what comes of them is seen where that is used.
    pub aliases: Vec<(ScopeId, &'a Expr)>,
    /// Calls, however deep.
    pub calls: Vec<(ScopeId, &'a ExprCall)>,
    /// Classes, however deep.
    pub classes: Vec<Class<'a>>,
    /// Functions, however deep.
    pub functions: Vec<Function<'a>>,
}

/// A function and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Function<'a> {
    /// The function.
    pub def: &'a StmtFunctionDef,
    /// The scope that it stands in.
    pub outside: ScopeId,
    /// Its own.
    pub inside: ScopeId,
}

/// A class and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Class<'a> {
    /// The class.
    pub def: &'a StmtClassDef,
    /// The scope that it stands in.
    pub outside: ScopeId,
    /// Its own.
    pub inside: ScopeId,
}

/// What kind of scope it is, which decides who sees its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    /// The file.
    File,
    /// A function or a lambda.
    Function,
    /// A class; its names are not seen by its functions.
    Class,
    /// A comprehension, or the type parameters of what stands in it.
    Comprehension,
}

/// One scope.
#[derive(Debug)]
pub struct Scope<'a> {
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// What kind it is.
    pub kind: ScopeKind,
    /// What its names are bound to.
    pub names: FxHashMap<&'a str, Binding<'a>>,
    /// The modules of which everything was taken: `app.core.models` after `from app.core.models import *`.
    pub stars: Vec<&'a str>,
    /// What the functions of a class bind on `self`.
    pub attributes: Vec<(&'a str, Value<'a>)>,
}

/// What a name is bound to; all of it, wherever in the scope that happens.
#[derive(Debug, Default)]
pub struct Binding<'a> {
    /// Dotted paths, by imports.
    pub paths: Vec<&'a str>,
    /// Expressions, by assignments, loops and defaults.
    pub values: Vec<Value<'a>>,
    /// What `+=` adds to it.
    pub added: Vec<Value<'a>>,
    /// Classes and functions of this name that are defined here.
    pub is_defined: bool,
}

/// An expression that a name is bound to, or what the name takes from it.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    /// The expression.
    pub expr: &'a Expr,
    /// What the name takes from it.
    pub part: Part,
    /// The scope in which it is read.
    pub scope: ScopeId,
}

/// What a name takes from the expression that it is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The item at a place: `a, b = value`.
    Item(usize),
    /// Each item in turn: `for a in value`.
    Each,
    /// The item at a place of each item: `for a, b in value`.
    EachItem(usize),
}

impl<'a> Reading<'a> {
    /// What a name stands for where it is read, in the nearest scope that binds it.
    pub fn find(&self, name: &str, from: ScopeId) -> Option<(ScopeId, &Binding<'a>)> {
        let mut at = Some(from);
        let mut seen_from = from;
        while let Some(id) = at {
            let scope = &self.scopes[id];
            let is_seen = scope.kind != ScopeKind::Class || id == seen_from;
            if let Some(binding) = scope.names.get(name).filter(|_| is_seen) {
                return Some((id, binding));
            }
            // A comprehension in a class body sees the class in its first iterable only; it may do so here always.
            if scope.kind == ScopeKind::Comprehension && seen_from == id {
                seen_from = scope.parent.unwrap_or(TOP);
            }
            at = scope.parent;
        }
        None
    }

    /// What a name of the file stands for, seen from outside.
    pub fn top(&self, name: &str) -> Option<&Binding<'a>> {
        self.scopes[TOP].names.get(name)
    }

    /// The nearest class around a scope.
    pub fn class_around(&self, from: ScopeId) -> Option<ScopeId> {
        let mut at = Some(from);
        while let Some(id) = at {
            if self.scopes[id].kind == ScopeKind::Class {
                return Some(id);
            }
            at = self.scopes[id].parent;
        }
        None
    }
}
