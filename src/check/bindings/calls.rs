//! What the calls of a file may call, by a look at names alone. Nearly all calls are told apart by it, so it is done
//! once for all rules.

use ruff_python_ast::{Expr, ExprCall};

use super::scopes::Binding;
use super::{Names, Place};

/// A call and where it stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Called<'a> {
    /// The call.
    pub call: &'a ExprCall,
    /// Where.
    pub place: Place,
    /// What it may call.
    pub callee: Callee<'a>,
}

/// What a call may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Callee<'a> {
    /// Something that has this name where it comes from.
    Named(&'a str),
    /// Whatever a value, a star or another file of the project stands for.
    Any,
    /// Nothing that is imported.
    Own,
}

impl Callee<'_> {
    /// Whether it may be something with one of the names that are `wanted`.
    pub fn may_be(self, wanted: impl FnOnce(&str) -> bool) -> bool {
        match self {
            Self::Named(name) => wanted(name),
            Self::Any => true,
            Self::Own => false,
        }
    }
}

impl<'a> Names<'a> {
    /// The calls of a file.
    pub fn calls(&self, file: usize) -> &[Called<'a>] {
        self.calls[file].get_or_init(|| {
            let called = |&(call, scope): &(&'a ExprCall, usize)| {
                let place = Place { file, scope };
                Called { call, place, callee: self.callee(&call.func, place) }
            };
            self.reading(file).calls.iter().map(called).collect()
        })
    }

    /// What is called where this is called.
    pub fn callee<'e>(&self, function: &'e Expr, place: Place) -> Callee<'e>
    where
        'a: 'e,
    {
        match function {
            Expr::Attribute(attribute) => Callee::Named(&attribute.attr),
            Expr::Name(name) => match self.reading(place.file).find(&name.id, place.scope) {
                Some((bindings, _)) => {
                    let callees = bindings.iter().filter_map(|binding| self.bound_callee(binding));
                    callees.reduce(|one, other| if one == other { one } else { Callee::Any }).unwrap_or(Callee::Own)
                }
                None if self.reading(place.file).scopes[0].stars.is_empty() => Callee::Own,
                None => Callee::Any,
            },
            _ => Callee::Own,
        }
    }

    fn bound_callee(&self, binding: &Binding<'a>) -> Option<Callee<'a>> {
        match *binding {
            Binding::Import(path) if self.is_inside(path) => Some(Callee::Any),
            Binding::Import(path) => Some(Callee::Named(path.rsplit('.').next().unwrap_or(path))),
            Binding::Value(..) => Some(Callee::Any),
            // A class on one of a library is called like it.
            Binding::Class(class, _) if class.arguments.is_some() => Some(Callee::Any),
            _ => None,
        }
    }
}
