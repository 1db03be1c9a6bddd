//! What assignments, loops and appending bind to names and to attributes of an object, while a file is walked.

use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Expr, ExprAttribute, ExprCall};

use super::paths::is_self;
use super::scopes::{Binding, added};
use super::walk::{Walk, elements};

impl<'a> Walk<'a> {
    /// `parts.append(part)` and `parts.extend([part])`.
    pub(super) fn append(&mut self, call: &'a ExprCall) {
        let Expr::Attribute(method) = &*call.func else { return };
        let (Expr::Name(list), [more]) = (&*method.value, &*call.arguments.args) else { return };
        let more = match method.attr.as_str() {
            "append" => std::slice::from_ref(more),
            "extend" => elements(more),
            _ => return,
        };
        self.reading.appended.extend(more.iter().map(|part| (list.id.as_str(), part, self.scope)));
    }

    pub(super) fn assign(&mut self, target: &'a Expr, value: &'a Expr) {
        match (target, value) {
            (Expr::Name(name), _) => match added(&name.id, value) {
                Some(added) => added.into_iter().for_each(|more| self.bind(&name.id, Binding::Added(more, self.scope))),
                None => self.bind(&name.id, Binding::Value(value, self.scope)),
            },
            (Expr::Tuple(_) | Expr::List(_), Expr::Tuple(_) | Expr::List(_)) => {
                let (targets, values) = (elements(target), elements(value));
                if targets.len() == values.len() {
                    targets.iter().zip(values).for_each(|(target, value)| self.assign(target, value));
                } else {
                    self.visit_expr(target);
                }
            }
            (Expr::Attribute(attribute), _) => {
                self.attribute(attribute, value);
                self.visit_expr(target);
            }
            _ => self.visit_expr(target),
        }
    }

    /// `self.name = value` in a function of a class.
    fn attribute(&mut self, attribute: &'a ExprAttribute, value: &'a Expr) {
        if let Some(class) = self.reading.class_around(self.scope).filter(|_| is_self(&attribute.value)) {
            self.reading.scopes[class].attributes.push((attribute.attr.as_str(), value, self.scope));
        }
    }

    pub(super) fn each(&mut self, target: &'a Expr, values: &'a Expr) {
        match target {
            Expr::Name(name) => self.bind(&name.id, Binding::Each(values, self.scope)),
            _ => self.visit_expr(target),
        }
    }
}
